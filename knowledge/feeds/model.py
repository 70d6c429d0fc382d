"""A feed as an admin keeps it, in a file of its own like everything else that is known."""

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, StringConstraints, model_validator
from pydantic.json_schema import SkipJsonSchema

from knowledge.fields import Frozen, Line, Many, Owner, Slug, Url

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

BoardName = Annotated[str, StringConstraints(pattern=r"^[\w.-]([\w .-]*[\w.-])?$", max_length=100)]


class Feed(Frozen):
    """Where news, job ads or a series of numbers come from. Nothing is fetched that is not `enabled`.

    `address` is what is asked for, `board` the name under which a job board knows an employer: a feed has
    one of them, by its kind (for `hn-hiring` neither is needed). `topics` and `roles` are what all of it is
    about, whatever an item says.
    """

    id: SkipJsonSchema[Slug]
    name: Line
    kind: FeedKind
    address: Url | None = None
    board: BoardName | None = None
    topics: Many[Slug] = ()
    roles: Many[Slug] = ()
    owner: Owner = None
    enabled: bool = Field(default=False, description="Whether it is fetched")

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        if self.kind in BOARD_KINDS:
            if (self.address is None) is (self.board is None):
                raise ValueError(
                    f"a {self.kind} board needs its `board` name, or an `address` instead"
                )
        elif self.board is not None:
            raise ValueError(f"`board` is for job boards: a {self.kind} has an `address`")
        elif self.address is None and self.kind != "hn-hiring":
            raise ValueError(f"a {self.kind} needs an `address`")
        return self

    @property
    def brings_ads(self) -> bool:
        """Whether job ads come from it, rather than posts or numbers."""
        return self.kind in AD_KINDS
