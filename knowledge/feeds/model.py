"""A feed as an admin keeps it, in a file of its own like everything else that is known."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, StringConstraints, model_validator
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from knowledge.fields import Frozen, License, Line, Many, Owner, Slug, Url

BOARD_FORM = r"^[\w.-]([\w .-]*[\w.-])?$"
BoardName = Annotated[str, StringConstraints(pattern=BOARD_FORM, max_length=100)]
"""The name under which a job board knows an employer."""

FeedKind = Literal[
    "feed",
    "greenhouse",
    "lever",
    "ashby",
    "smartrecruiters",
    "workable",
    "recruitee",
    "teamtailor",
    "personio",
    "jobposting",
    "hn-hiring",
    "series",
]
"""How it is read: `feed` is RSS, Atom, RDF or JSON Feed, `jobposting` a page with schema.org's JobPosting in
it, `series` a CSV with a date and a value a row; the others are job boards, each by the API that it offers."""

FEED_KINDS: tuple[FeedKind, ...] = get_args(FeedKind)

BOARD_KINDS: tuple[FeedKind, ...] = (
    "greenhouse",
    "lever",
    "ashby",
    "smartrecruiters",
    "workable",
    "recruitee",
    "teamtailor",
    "personio",
)
"""Those that are asked for by the name of a board; all others have an address."""

AD_KINDS: tuple[FeedKind, ...] = (*BOARD_KINDS, "jobposting", "hn-hiring")
"""Those that bring job ads."""


KIND_NAMES: Mapping[FeedKind, str] = {
    "feed": "News feed (RSS, Atom, JSON Feed)",
    "greenhouse": "Greenhouse job board",
    "lever": "Lever job board",
    "ashby": "Ashby job board",
    "smartrecruiters": "SmartRecruiters job board",
    "workable": "Workable job board",
    "recruitee": "Recruitee job board",
    "teamtailor": "Teamtailor job board",
    "personio": "Personio job board",
    "jobposting": "Web page of a job ad (JobPosting)",
    "hn-hiring": "Hacker News: Who is hiring",
    "series": "Series of numbers (CSV)",
}
"""How people call each kind."""


def flaw_of_kind(kind: object, address: object, board: object) -> tuple[str, str] | None:
    """What a feed of a kind lacks or has in vain: the key, and in words; None where it is fine."""
    if kind in BOARD_KINDS:
        if address is None and board is None:
            return "board", f"a {kind} board needs its `board` name, or an `address` instead"
        if address is not None and board is not None:
            return "address", f"a {kind} board has a `board` name or an `address`: remove one"
        return None
    if kind is None:
        lacks = address is None and board is None
        return (
            ("address", "an `address`, or a job board's `board` name, is missing")
            if lacks
            else None
        )
    if kind not in FEED_KINDS:
        return None
    if board is not None:
        return "board", f"only a job board has a `board` name: `kind: {kind}` has an `address`"
    if address is None and kind != "hn-hiring":
        return "address", f"`kind: {kind}` needs an `address`"
    return None


OF_SERIES = ("unit", "license")
"""The keys that only a series has."""


class Feed(Frozen):
    """Where news, job ads or a series of numbers come from. Nothing is fetched that is not `enabled`.

    `address` is what is asked for, `board` the name under which a job board knows an employer: a feed has
    one of them, by its kind (for `hn-hiring` neither is needed). `topics` and `roles` are what all of it is
    about, whatever an item says. A series may have the `unit` of its values, such as `percent of job postings`,
    and the `license` that they are used under.
    """

    id: SkipJsonSchema[Slug]
    name: Line = Field(description="As digests name it")
    kind: FeedKind = Field(description="How it is read")
    address: Url | None = Field(default=None, description="What is fetched, for example https://…")
    board: BoardName | None = Field(
        default=None, description="Job boards, in place of an address: the employer's name there"
    )
    topics: Many[Slug] = Field(
        default=(), description="What all of it is about, whatever a post says"
    )
    roles: Many[Slug] = Field(default=(), description="The roles that all of it is about")
    unit: Line | None = Field(
        default=None, max_length=60, description="Series only: what its values are in"
    )
    license: License = None
    owner: Owner = None
    enabled: bool = Field(default=False, description="Whether it is fetched")

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        flaw = flaw_of_kind(self.kind, self.address, self.board)
        vain = next(
            (key for key in OF_SERIES if getattr(self, key) and self.kind != "series"), None
        )
        if flaw is None and vain:
            flaw = (vain, f"only a series has a `{vain}`")
        if flaw is not None:
            raise PydanticCustomError(
                "at_key", "{said}", dict(zip(("key", "said"), flaw, strict=True))
            )
        return self

    @property
    def brings_ads(self) -> bool:
        """Whether job ads come from it, rather than posts or numbers."""
        return self.kind in AD_KINDS
