"""What admins see of feeds in Slack, and try there: `handlers.feeds.deps.Feeds`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.feeds.visits import Failed, Read, Unchanged, Validators, Visitor
from bot.fetching.fetcher import Fetcher
from bot.state import feeds
from bot.state.database import Database
from knowledge.drafting.article import Refusal
from knowledge.feeds.model import Feed
from knowledge.feeds.reading import FeedRead
from knowledge.feeds.stories import FeedState


class FeedDesk:
    """How feeds are doing, out of the state database, and tries of one; who may ask is not asked here."""

    def __init__(
        self,
        database: Database,
        fetcher: Fetcher,
        visit: Visitor,
        now: Callable[[], datetime],
        hurry: Callable[[], None],
    ) -> None:
        """`hurry` has what is due read at once."""
        self._database = database
        self._fetcher = fetcher
        self._visit = visit
        self._now = now
        self._hurry = hurry

    def states(self) -> Mapping[str, FeedState]:
        """See `Feeds`."""
        with self._database.connect() as connection:
            return feeds.states(connection, self._now())

    def tried(self, feed: Feed) -> FeedRead | Refusal:
        """See `Feeds`."""
        match self._visit(self._fetcher, feed, Validators(), ()):
            case Failed(words):
                return Refusal(words)
            case Unchanged():
                return Refusal("says that nothing is new, and not what there is")
            case Read(read, moved_to=None):
                return read
            case Read(read, moved_to=moved_to):
                return replace(read, notes=(*read.notes, f"It has moved to {moved_to}."))

    def soon(self, id: str) -> None:
        """See `Feeds`."""
        with self._database.begin() as connection:
            feeds.resume(connection, id, self._now())
        self._hurry()
