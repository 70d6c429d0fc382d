"""What an authority says is done in an occupation, told in our own words.

A role isn't an occupation: its file names those under which an authority lists its title.
"""

from typing import Annotated

from pydantic import Field, StringConstraints
from pydantic.json_schema import SkipJsonSchema

from knowledge.fields import Frozen, Line, Many, OnetSoc, Slug


class Task(Frozen):
    """One task of an occupation: the authority's id of it, and what is done in our own words."""

    id: int = Field(ge=1, le=10**9, description="The authority's id of the task")
    text: Annotated[Line, StringConstraints(max_length=110)] = Field(
        description="One line in our own words"
    )
    supplemental: bool = Field(
        default=False, description="True for what the authority calls less important to it"
    )


class Occupation(Frozen):
    """The tasks of one occupation by id, with its tools and titles by the names that they have there."""

    id: SkipJsonSchema[Slug]
    name: Line = Field(description="As the authority has it")
    code: OnetSoc = Field(description="The O*NET-SOC code, by which roles name it")
    source: Slug = Field(description="The source that all of it is from")
    tasks: Many[Task] = Field(min_length=1)
    tools: Many[Line] = Field(default=(), description="Those that are in demand in it")
    titles: Many[Line] = Field(default=(), description="Other titles that are listed under it")
