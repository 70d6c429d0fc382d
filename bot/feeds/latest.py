"""The latest posts about each topic, as answers list them: read at most every few minutes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock, Thread

from bot.state import feed_items
from bot.state.database import Database
from handlers.errors import UnavailableError
from knowledge.feeds.stories import LatestPosts

HOLDS = timedelta(minutes=5)
"""How long what was read is told; no feed is read more than once an hour."""

WAIT = 0.5
"""Seconds that an answer waits for a reading, once: Slack waits for three, and the database may hang for longer."""

SINCE = timedelta(days=60)
MOST_POSTS, MOST_OF_TOPIC = 5_000, 3


class StoredLatest:
    """Out of the state database; threads share it. Where that is away or hangs, what was read last is told."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._lock = Lock()
        self._read_at: datetime | None = None
        self._reading: Thread | None = None
        self._latest = LatestPosts()

    def __call__(self) -> LatestPosts:
        """The same for some minutes; and for as long as nothing new has come in."""
        begun = self._begin()
        if begun is not None:
            begun.join(WAIT)
        return self._latest

    def _begin(self) -> Thread | None:
        """Read anew where it is time to; None where it isn't, or somebody waits for that already."""
        now = self._now()
        with self._lock:
            is_held = self._read_at is not None and timedelta() <= now - self._read_at < HOLDS
            if is_held or self._reading is not None:
                return None
            self._read_at = now
            self._reading = Thread(target=self._read, args=(now,), name="latest", daemon=True)
            self._reading.start()
            return self._reading

    def _read(self, now: datetime) -> None:
        try:
            with self._database.connect() as connection:
                found = feed_items.latest_posts(
                    connection, now - SINCE, now, MOST_POSTS, MOST_OF_TOPIC
                )
            if found != self._latest.by_topic:
                self._latest = LatestPosts(found, self._latest.version + 1)
        except UnavailableError:
            pass  # what was read last stays
        finally:
            self._reading = None
