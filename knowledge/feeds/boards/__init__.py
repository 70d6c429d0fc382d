"""Job boards: what each of them is asked for, and what its answer says. A module a vendor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

if TYPE_CHECKING:
    from knowledge.drafting.article import Refusal
    from knowledge.feeds.model import Feed, FeedKind
    from knowledge.feeds.reading import FeedRead

Form = Literal["json", "text"]


@dataclass(frozen=True, slots=True)
class Reader:
    """How answers of a kind are read: parsed as JSON or given as text, by a function of a module.

    The module's `read(answer, url)` gives a `FeedRead` or a `Refusal`, whatever the answer holds; a board's also
    has `asked(board)`, the address to ask for. It is loaded when it is needed, for a process reads one kind alone.
    """

    module: str
    form: Form = "json"

    @property
    def read(self) -> Callable[[object, str], FeedRead | Refusal]:
        """The function that reads."""
        return import_module(self.module).read

    def asked(self, board: str) -> str:
        """The address of a board."""
        return import_module(self.module).asked(quote(board, safe=""))


READERS: Mapping[FeedKind, Reader] = {
    "greenhouse": Reader("knowledge.feeds.boards.greenhouse"),
    "lever": Reader("knowledge.feeds.boards.lever"),
    "ashby": Reader("knowledge.feeds.boards.ashby"),
    "smartrecruiters": Reader("knowledge.feeds.boards.smartrecruiters"),
    "workable": Reader("knowledge.feeds.boards.workable"),
    "recruitee": Reader("knowledge.feeds.boards.recruitee"),
    "teamtailor": Reader("knowledge.feeds.boards.teamtailor"),
    "personio": Reader("knowledge.feeds.boards.personio", "text"),
    "jobposting": Reader("knowledge.feeds.boards.jobposting", "text"),
    "hn-hiring": Reader("knowledge.feeds.boards.hn_hiring"),
    "series": Reader("knowledge.feeds.series", "text"),
}
"""All kinds but `feed`, which takes a library to read."""


def address_of(feed: Feed) -> str:
    """The address that is asked for first; what it gives may lead to more."""
    if feed.address is not None:
        return feed.address
    return READERS[feed.kind].asked(feed.board or "")
