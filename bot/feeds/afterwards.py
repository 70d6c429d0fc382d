"""What is done at the end of a round of feeds: what came in is read for what it says, and measured."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from bot.revisions.base import KnowledgeBase
from bot.state.database import Database
from knowledge.feeds.model import Feed

if TYPE_CHECKING:
    from bot.feeds.measuring import Measuring
    from bot.feeds.understanding import Understanding


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
        self._database = database
        self._knowledge = knowledge
        self._feeds = feeds
        self._now = now

    def __call__(self, going: Callable[[], bool]) -> None:
        """Read and measure, for as long as it is `going`."""
        self._understanding.catch_up(going)
        if going():
            self._measuring.if_due()

    # What reads and measures is loaded with the first round: it takes a quarter of the time of a start.

    @cached_property
    def _understanding(self) -> "Understanding":
        from bot.feeds.understanding import Understanding

        return Understanding(self._database, self._knowledge.library)

    @cached_property
    def _measuring(self) -> "Measuring":
        from bot.feeds.measuring import Measuring

        return Measuring(self._database, self._knowledge, self._feeds, self._now)
