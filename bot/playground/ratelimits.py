"""Slack's rate limits, for a workspace that is to have them.

Slack: about one chat.postMessage a second in a channel, and a cap over the workspace; what is more gets
429 with `Retry-After`.
"""

import math
import threading
import time
from collections.abc import Hashable
from dataclasses import dataclass

from bot.playground.clock import Clock

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
