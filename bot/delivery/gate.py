"""Waiting where Slack says that we are too fast, and nobody else."""

import threading
import time
from collections.abc import Callable


class Gate:
    """One for all workers of a process: closed for a workspace while Slack wants to hear less of it.

    A channel that is refused once waits by itself. Slack does not say whether a channel or the whole
    workspace was too fast; where a second channel is refused while the first still waits, it was the
    workspace.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._refused: dict[str, tuple[str, float]] = {}
        self._closed: dict[str, float] = {}

    def refused(self, team: str, channel: str, seconds: float) -> None:
        """Note that a channel was told to wait."""
        until = self._clock() + seconds
        with self._lock:
            first, waits_until = self._refused.get(team, (channel, 0.0))
            if first != channel and waits_until > self._clock():
                self._closed[team] = max(until, self._closed.get(team, 0.0))
            self._refused[team] = (channel, until)

    def seconds_closed(self, team: str) -> float:
        """How long nothing should be posted in a workspace; 0 where it is open."""
        with self._lock:
            return max(0.0, self._closed.get(team, 0.0) - self._clock())
