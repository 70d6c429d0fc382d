"""Jobs that sources mention and do not describe."""

from functools import cached_property

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from knowledge.fields import Forms, Frozen, Line, Many, Slug
from knowledge.words import forms_of


class Mention(Frozen):
    """A job that a source mentions in a line and does not describe; `near` are roles we know."""

    source: SkipJsonSchema[Slug]
    title: Line
    aliases: Many[Line] = ()
    statement: Line = Field(description="What the source says about it, in our words")
    section: Line
    near: Many[Slug] = Field(min_length=1, description="The roles nearest to it, closest first")

    @cached_property
    def names(self) -> tuple[tuple[Forms, str], ...]:
        """The title and every alias, each in its compared form and as it is written."""
        return tuple((forms_of(name), name) for name in (self.title, *self.aliases))
