"""What is done at the end of a round of feeds: what came in is read for what it says, and measured."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.feeds.measuring import Measuring
from bot.feeds.understanding import Understanding
from bot.revisions.base import KnowledgeBase
from bot.state.database import Database
from knowledge.feeds.model import Feed


class Afterwards:
    """Called when a round has read something; what it doesn't come to is left to the next."""

    def __init__(
        self,
        database: Database,
        knowledge: KnowledgeBase,
        feeds: Callable[[], Mapping[str, Feed]],
        now: Callable[[], datetime],
    ) -> None:
        """`feeds` are those of the served revision, by id."""
        self._understanding = Understanding(database, knowledge.library)
        self._measuring = Measuring(database, knowledge, feeds, now)

    def __call__(self, going: Callable[[], bool]) -> None:
        """Read and measure, for as long as it is `going`."""
        self._understanding.catch_up(going)
        if going():
            self._measuring.if_due()
