"""What admins see of feeds in Slack: `handlers.feeds.deps.Feeds`."""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection

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
        states: Callable[[Connection], Mapping[str, FeedState]],
        read: Callable[[Feed], FeedRead | Refusal],
        soon: Callable[[str], None],
    ) -> None:
        self._database = database
        self._states = states
        self._read = read
        self._soon = soon

    def states(self) -> Mapping[str, FeedState]:
        """See `Feeds`."""
        with self._database.connect() as connection:
            return self._states(connection)

    def tried(self, feed: Feed) -> FeedRead | Refusal:
        """See `Feeds`."""
        return self._read(feed)

    def soon(self, id: str) -> None:
        """See `Feeds`."""
        self._soon(id)
