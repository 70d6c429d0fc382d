"""The words that knowledge files and questions share: levels, places, companies, skills …"""

from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints
from pydantic.json_schema import SkipJsonSchema

from knowledge.fields import Forms, Line, Many, Slug
from knowledge.model import Frozen
from knowledge.words import forms_of

VocabularyKind = Literal[
    "levels",
    "places",
    "companies",
    "company_kinds",
    "industries",
    "skills",
    "topics",
    "families",
    "components",
    "statistics",
    "sections",
]
"""One file each under `content/vocabulary/`; the file's name is the kind."""

VOCABULARY_KINDS: tuple[VocabularyKind, ...] = get_args(VocabularyKind)

PlaceKind = Literal["world", "country", "state", "metro", "city", "remote"]


class Term(Frozen):
    """A named thing and the other ways to write it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", max_length=80)]
    name: Line
    aliases: Many[Line] = ()
    rank: int | None = Field(default=None, description="Levels only: a higher rank is more senior")
    place_kind: PlaceKind | None = Field(default=None, description="Places only")
    within: Slug | None = Field(
        default=None, description="Places only: the next larger place around it"
    )
    kinds: Many[Slug] = Field(
        default=(), description="Companies and company kinds: the kinds it is one of"
    )

    @cached_property
    def names(self) -> tuple[tuple[Forms, str], ...]:
        """The id, the name and every alias, each in its compared form and as it is written."""
        return tuple((forms_of(name), name) for name in (self.id, self.name, *self.aliases))


class Vocabulary(Frozen):
    """All terms of one kind."""

    id: SkipJsonSchema[VocabularyKind]
    terms: Many[Term]
