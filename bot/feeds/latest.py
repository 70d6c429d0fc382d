"""The latest posts about each topic, as answers list them: read at most every few minutes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from bot.state import feed_items
from bot.state.database import Database
from handlers.errors import UnavailableError
from knowledge.feeds.stories import LatestPosts

HOLDS = timedelta(minutes=5)
"""How long what was read is told; no feed is read more than once an hour."""

SINCE = timedelta(days=60)
MOST_POSTS, MOST_OF_TOPIC = 5_000, 3


class StoredLatest:
    """Out of the state database; threads share it. Where that is away, what was read last is told."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._lock = Lock()
        self._read_at: datetime | None = None
        self._latest = LatestPosts()

    def __call__(self) -> LatestPosts:
        """The same for some minutes; and for as long as nothing new has come in."""
        now = self._now()
        with self._lock:
            if self._read_at is None or not timedelta() <= now - self._read_at < HOLDS:
                self._read_at = now
                self._read(now)
            return self._latest

    def _read(self, now: datetime) -> None:
        try:
            with self._database.connect() as connection:
                found = feed_items.latest_posts(
                    connection, now - SINCE, now, MOST_POSTS, MOST_OF_TOPIC
                )
        except UnavailableError:
            return
        if found != self._latest.by_topic:
            self._latest = LatestPosts(found, self._latest.version + 1)
