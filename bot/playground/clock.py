"""The time of a workspace, which people may move ahead: to see on a Saturday what comes on Monday."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from datetime import time as time_of_day
from typing import Literal, get_args
from zoneinfo import ZoneInfo

Clock = Callable[[], float]
"""Gives seconds since 1970."""

Jump = Literal["hour", "tomorrow", "monday", "now"]
"""Where people move the clock: an hour on, 09:00 tomorrow, 09:00 on Monday, back to real time."""

JUMPS: tuple[Jump, ...] = get_args(Jump)
NINE = time_of_day(9)

BEFORE = 600.0
"""How many seconds ahead of a moment it is when those are called who prepare for it: time enough for them."""

MONDAY = 0


class MovableClock:
    """Real time and what people have added to it; called, it gives seconds since 1970.

    Every part of a workspace holds the same one, and so may the app.
    """

    def __init__(self, real: Clock = time.time) -> None:
        self._lock = threading.Lock()
        self._real = real
        self._ahead = 0.0
        self._preparing: list[Callable[[], object]] = []
        self._watchers: list[Callable[[], object]] = []

    def __call__(self) -> float:
        """The time here."""
        return self._real() + self._ahead

    @property
    def ahead(self) -> float:
        """By how many seconds it is ahead of real time."""
        return self._ahead

    def advance_to(self, moment: float) -> None:
        """Go on from a later moment, a little before which whoever prepares for it is called.

        Raises ValueError for one that is past.
        """
        if moment < self():
            raise ValueError(f"{moment} is past")
        if self._preparing:
            self._on_to(moment - BEFORE)
            for prepare in self._preparing:
                prepare()
        self._on_to(moment)
        self._tell()

    def back_to_now(self) -> None:
        """Go on from real time again: the only way back there is."""
        with self._lock:
            self._ahead = 0.0
        self._tell()

    def run_on(self, real: Clock) -> None:
        """Take another clock for real time."""
        with self._lock:
            self._real, self._ahead = real, 0.0
        self._tell()

    def before_moved(self, prepare: Callable[[], object]) -> None:
        """Have something done shortly before the moment of each move ahead, which waits for it."""
        self._preparing.append(prepare)

    def when_moved(self, tell: Callable[[], object]) -> None:
        """Have something called after each move, by whoever moved the clock."""
        self._watchers.append(tell)

    def _on_to(self, moment: float) -> None:
        with self._lock:
            self._ahead = max(self._ahead, moment - self._real())

    def _tell(self) -> None:
        for tell in self._watchers:
            tell()


def moment_of(jump: Jump, now: float, zone: str) -> float:
    """The moment that a jump leads to, for someone in an IANA zone; always later, but for `now`."""
    local = datetime.fromtimestamp(now, ZoneInfo(zone))
    match jump:
        case "now":
            return now
        case "hour":
            return now + 3_600
        case "tomorrow":
            day = local.date() + timedelta(days=1)
        case "monday":
            day = local.date() + timedelta(days=(MONDAY - local.weekday()) % 7)
            if datetime.combine(day, NINE, local.tzinfo) <= local:
                day += timedelta(weeks=1)
    return datetime.combine(day, NINE, local.tzinfo).timestamp()
