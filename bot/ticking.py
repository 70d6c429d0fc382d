"""What is done again and again, on a thread of its own, until the process ends."""

# APScheduler has no types.
# pyright: reportMissingTypeStubs=false

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

SECONDS = 30

JOB = "tick"


class Ticker:
    """Does its work at every tick, one at a time: what a tick was too early for is done by the next one.

    Work that takes long goes on for as long as it is `going`, or until `stopping` is set.
    """

    def __init__(self, work: Callable[[], None]) -> None:
        self.stopping = threading.Event()
        self._work = work
        self._scheduler: Any = None

    @property
    def going(self) -> bool:
        """Whether neither this nor the process is to end."""
        # The interpreter waits for the scheduler's thread at its end, so that must end by itself.
        return not self.stopping.is_set() and threading.main_thread().is_alive()

    def start(self, seconds: int = SECONDS) -> None:
        """Begin to tick, now and every so many seconds."""
        # What was due while a round took longer than a tick is done by the next one: nothing piles
        # up, and nothing is dropped for being late.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        scheduler: Any = BackgroundScheduler(timezone=UTC)
        self._scheduler = scheduler
        scheduler.add_job(
            self._work,
            # Left to itself it asks for the machine's zone, and fails where that has no name.
            IntervalTrigger(seconds=seconds, timezone=UTC),
            id=JOB,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
            next_run_time=datetime.now(UTC),
        )
        scheduler.start()

    def soon(self) -> None:
        """Tick now, alongside the plan: someone waits."""
        if self._scheduler is not None:
            self._scheduler.modify_job(JOB, next_run_time=datetime.now(UTC))

    def stop(self) -> None:
        """Wait for the end of what is being done, and tick no more."""
        self.stopping.set()
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=True)
