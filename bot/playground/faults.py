"""Faults and rate limits, for a workspace that is to have them.

Slack: about one chat.postMessage a second in a channel, and a cap over the workspace; what is more gets
429 with `Retry-After`.
"""

import math
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Literal, Self

from bot.playground.clock import Clock

FaultKind = Literal["refuse", "delay", "rate_limit", "store_and_drop", "drop", "land_late"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a call instead of a plain answer; `seconds` are real ones.

    Where the connection breaks, `raw` are the bytes that the caller gets before that.
    """

    kind: FaultKind
    error: str = ""
    seconds: float = 0.0
    status: int = 200
    raw: bytes = b""

    @classmethod
    def refuse(cls, error: str, status: int = 200) -> Self:
        """Nothing is done, and Slack says why: `fatal_error`, `is_archived` …"""
        return cls("refuse", error=error, status=status)

    @classmethod
    def delay(cls, seconds: float) -> Self:
        """The call is carried out and answered, but only after a while."""
        return cls("delay", seconds=seconds)

    @classmethod
    def rate_limit(cls, retry_after: int) -> Self:
        """429 `ratelimited`, with the seconds to wait in `Retry-After`."""
        return cls("rate_limit", error="ratelimited", seconds=retry_after, status=429)

    @classmethod
    def store_and_drop(cls) -> Self:
        """The call is carried out, and the connection breaks before the answer."""
        return cls("store_and_drop")

    @classmethod
    def drop(cls) -> Self:
        """The connection breaks before anything is done."""
        return cls("drop")

    @classmethod
    def intercept(cls, raw: bytes) -> Self:
        """A proxy, a firewall or a captive portal answers: Slack never hears of the call."""
        return cls("drop", raw=raw)

    @classmethod
    def store_and_garble(cls, raw: bytes) -> Self:
        """The call is carried out, but these bytes are all that comes of the answer."""
        return cls("store_and_drop", raw=raw)

    @classmethod
    def land_late(cls, seconds: float) -> Self:
        """The connection breaks at once, and the call is carried out a while later all the same."""
        return cls("land_late", seconds=seconds)


Chooser = Callable[[], Fault | None]
"""Chooses what happens to one call: chaos, with a seeded `random.Random` of whoever chooses."""


@dataclass(slots=True)
class _Standing:
    fault: Fault
    left: int | None


class Faults:
    """The faults that stand, one a method, and under them what is chosen for each call."""

    def __init__(self) -> None:
        self._standing: dict[str, _Standing] = {}
        self._choosers: dict[str, Chooser] = {}
        self._lock = threading.Lock()

    def set(self, method: str, fault: Fault, times: int | None = None) -> None:
        """Let a fault befall the next `times` calls of a method, or all until it is cleared."""
        with self._lock:
            self._standing[method] = _Standing(fault, times)

    def choose(self, method: str, chooser: Chooser) -> None:
        """Ask about every call of a method that no fault stands for; one call is asked at a time."""
        with self._lock:
            self._choosers[method] = chooser

    def clear(self, method: str | None = None) -> None:
        """Take away one method's fault and chooser, or all."""
        with self._lock:
            if method is None:
                self._standing.clear()
                self._choosers.clear()
            else:
                self._standing.pop(method, None)
                self._choosers.pop(method, None)

    def take(self, method: str) -> Fault | None:
        """The fault for the call that has just come, counted as used."""
        with self._lock:
            standing = self._standing.get(method)
            if standing is None:
                chooser = self._choosers.get(method)
                return chooser() if chooser else None
            if standing.left is not None:
                standing.left -= 1
                if standing.left <= 0:
                    del self._standing[method]
            return standing.fault


TOLERANCE = 1e-6
"""Seconds by which a call may come too early: rounding is not to cost a whole second."""


@dataclass(frozen=True, slots=True)
class RateLimits:
    """How many calls are taken; None stands for no limit.

    A burst is how many may come at once after a rest. `history_per_minute` is
    conversations.history's, over the workspace (Slack: Tier 3, 50 and more).
    """

    per_channel_per_second: float | None = 1
    channel_burst: int = 1
    per_workspace_per_minute: float | None = None
    workspace_burst: int = 1
    history_per_minute: float | None = None
    history_burst: int = 1


@dataclass(frozen=True, slots=True)
class _Bucket:
    """Tokens that come back one after the other; `interval` are the seconds between two."""

    key: Hashable
    interval: float
    burst: int


class RateLimiter:
    """Counts the calls of a workspace against its limits, in real seconds."""

    def __init__(self, limits: RateLimits, clock: Clock = time.monotonic) -> None:
        self.limits = limits
        self._clock = clock
        self._lock = threading.Lock()
        self._full_again: dict[Hashable, float] = {}

    def wait(self, method: str, channel: str) -> int:
        """The whole seconds to wait before a call is taken; 0 where it is, and only then it counts."""
        buckets = self._buckets(method, channel)
        with self._lock:
            now = self._clock()
            full = {bucket: max(self._full_again.get(bucket.key, now), now) for bucket in buckets}
            waits = [at - now - (one.burst - 1) * one.interval for one, at in full.items()]
            if waits and max(waits) > TOLERANCE:
                return math.ceil(max(waits))
            for bucket, at in full.items():
                self._full_again[bucket.key] = at + bucket.interval
        return 0

    def _buckets(self, method: str, channel: str) -> list[_Bucket]:
        limits = self.limits
        found: list[_Bucket] = []
        if method == "chat.postMessage" and limits.per_channel_per_second:
            interval = 1 / limits.per_channel_per_second
            found.append(_Bucket(channel, interval, limits.channel_burst))
        if method == "chat.postMessage" and limits.per_workspace_per_minute:
            interval = 60 / limits.per_workspace_per_minute
            found.append(_Bucket(method, interval, limits.workspace_burst))
        if method == "conversations.history" and limits.history_per_minute:
            interval = 60 / limits.history_per_minute
            found.append(_Bucket(method, interval, limits.history_burst))
        return found
