"""Faults on demand: what Slack and the network may do to a call of the Web API."""

import threading
from dataclasses import dataclass
from typing import Literal, Self

FaultKind = Literal["refuse", "delay", "rate_limit", "store_and_drop", "drop", "land_late"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a call instead of a plain answer; `seconds` are real ones."""

    kind: FaultKind
    error: str = ""
    seconds: float = 0.0
    status: int = 200

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
    def land_late(cls, seconds: float) -> Self:
        """The connection breaks at once, and the call is carried out a while later all the same."""
        return cls("land_late", seconds=seconds)


@dataclass(slots=True)
class _Standing:
    fault: Fault
    left: int | None


class Faults:
    """The faults that stand, one a method."""

    def __init__(self) -> None:
        self._standing: dict[str, _Standing] = {}
        self._lock = threading.Lock()

    def set(self, method: str, fault: Fault, times: int | None = None) -> None:
        """Let a fault befall the next `times` calls of a method, or all until it is cleared."""
        with self._lock:
            self._standing[method] = _Standing(fault, times)

    def clear(self, method: str | None = None) -> None:
        """Take away one method's fault, or all."""
        with self._lock:
            if method is None:
                self._standing.clear()
            else:
                self._standing.pop(method, None)

    def take(self, method: str) -> Fault | None:
        """The fault for the call that has just come, counted as used."""
        with self._lock:
            standing = self._standing.get(method)
            if standing is None:
                return None
            if standing.left is not None:
                standing.left -= 1
                if standing.left <= 0:
                    del self._standing[method]
            return standing.fault
