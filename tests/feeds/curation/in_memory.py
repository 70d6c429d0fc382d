"""Feeds that are read out of memory: what each address or board holds is said by a test."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.drafting.article import Refusal
from knowledge.feeds.model import Feed
from knowledge.feeds.reading import FeedRead
from knowledge.feeds.stories import FeedState

NOTHING_THERE = Refusal("can't be fetched: the site answers with HTTP 404")


@dataclass
class MemoryFeeds:
    """`Feeds` for tests: `holds` is what is read, by address or board; `asked` and `hurried` what was done."""

    holds: dict[str, FeedRead | Refusal] = field(default_factory=dict[str, FeedRead | Refusal])
    known: dict[str, FeedState] = field(default_factory=dict[str, FeedState])
    asked: list[str] = field(default_factory=list[str])
    hurried: list[str] = field(default_factory=list[str])

    def states(self) -> Mapping[str, FeedState]:
        """See `Feeds`."""
        return self.known

    def tried(self, feed: Feed) -> FeedRead | Refusal:
        """See `Feeds`."""
        where = feed.board or feed.address or feed.kind
        self.asked.append(where)
        return self.holds.get(where, NOTHING_THERE)

    def soon(self, id: str) -> None:
        """See `Feeds`."""
        self.hurried.append(id)
