"""How often a caller may ask."""

from collections.abc import Callable
from threading import Lock

from cachetools import LRUCache

PER_SECOND = 5.0
AT_ONCE = 60
"""An assistant asks a few things for one question; a program that reads everything takes its time."""

MOST_CALLERS = 10_000


class LimitedError(Exception):
    """A caller asks too much; `seconds` later there is room again."""

    def __init__(self, seconds: float) -> None:
        super().__init__("too many requests")
        self.seconds = seconds


class Limits:
    """A bucket a caller, filled at `PER_SECOND` up to `AT_ONCE`, in this process."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: LRUCache[str, tuple[float, float]] = LRUCache(MOST_CALLERS)
        self._lock = Lock()

    def take(self, caller: str) -> None:
        """Let one request through. Raises `LimitedError`."""
        now = self._clock()
        with self._lock:
            left, then = self._buckets.get(caller, (float(AT_ONCE), now))
            left = min(float(AT_ONCE), left + (now - then) * PER_SECOND)
            self._buckets[caller] = (max(left - 1, 0.0) if left >= 1 else left, now)
        if left < 1:
            raise LimitedError((1 - left) / PER_SECOND)
