"""Work after the acknowledgement, and what is done again and again, on threads of our own.

Bolt's pool has five threads: a few slow calls of Slack's API would hold up acknowledgements. Here
nothing waits to be taken, and what waits to be begun has a bound: while Slack hangs, so do our threads,
and more comes in than can ever be done.
"""

# APScheduler has no types.
# pyright: reportMissingTypeStubs=false

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime
from functools import partial
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot import metrics
from handlers.errors import apology, log_failure
from handlers.failures import (
    TOO_LATE,
    BusyError,
    UnavailableError,
    came_too_late,
    unavailable_words,
)

log = logging.getLogger(__name__)

OPENING_THREADS = 16
"""For what opens a view: while Slack allows three seconds for it, nothing else may stand before it."""

MOST_TO_OPEN = 100
"""More could not be opened in three seconds."""

THREADS = 48
"""For the rest. Slack takes 0.1 to 0.3 seconds a call: that is 200 pieces of work a second and more."""

MOST_WAITING = 500
"""Some seconds of work. Whoever would have to wait for longer is better told to try again."""

FINISHED_WITHIN = 25.0
"""Seconds for what was acknowledged at the end; platforms kill a process after thirty."""


class Lane:
    """Threads that do work in the order in which it came, and a bound on what waits for them."""

    def __init__(self, threads: int, most_waiting: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="after-ack")
        self._threads = threads
        self._most = threads + most_waiting
        self._changed = threading.Condition()
        self._taken = 0
        self._turned_away = 0
        self._closed = False

    def take(self, work: Callable[[], None]) -> None:
        """Do the work, with the context variables of here. Raises `BusyError` where there is too much."""
        self._make_room()
        self._pool.submit(copy_context().run, work).add_done_callback(self._left)

    @property
    def load(self) -> tuple[int, int]:
        """How much is under way, and how much waits to begin."""
        return min(self._taken, self._threads), max(0, self._taken - self._threads)

    def finish(self, until: float) -> int:
        """Take nothing more, and wait until a moment of the monotonic clock; how much is unfinished.

        What has not begun by then never will; what is under way goes on alongside, and the interpreter
        waits for it at its end.
        """
        with self._changed:
            self._closed = True
            self._changed.wait_for(lambda: self._taken == 0, max(0.0, until - time.monotonic()))
            unfinished = self._taken
        self._pool.shutdown(wait=False, cancel_futures=True)
        return unfinished

    def _make_room(self) -> None:
        with self._changed:
            if self._taken < self._most and not self._closed:
                self._taken += 1
                return
            self._turned_away += 1
            is_first = self._turned_away == 1
        metrics.TURNED_AWAY.inc()
        if is_first:
            log.warning("background: full, turning work away; is Slack responding?")
        raise BusyError

    def _left(self, _done: Future[None]) -> None:
        with self._changed:
            self._taken -= 1
            turned_away = self._turned_away if self._taken < self._threads else 0
            self._turned_away -= turned_away
            self._changed.notify_all()
        if turned_away:
            log.warning("background: nothing is waiting anymore; %d were turned away", turned_away)


class ThreadBackground:
    """Runs work soon and alongside; a failure is logged, and told to whoever waits for it.

    What has to begin within a time has a lane of its own, and is dropped there once that is over: after
    a time in which Slack hung, who clicks now does not wait behind those who gave up.
    """

    def __init__(
        self,
        threads: int = THREADS,
        opening_threads: int = OPENING_THREADS,
        most_waiting: int = MOST_WAITING,
        most_to_open: int = MOST_TO_OPEN,
    ) -> None:
        self._opening = Lane(opening_threads, most_to_open)
        self._rest = Lane(threads, most_waiting)
        self._closed = False

    def __call__(
        self,
        work: Callable[[], object],
        apologize: Callable[[str], object],
        within: float | None = None,
    ) -> None:
        """See `handlers.deps.Background`."""
        if self._closed:
            raise BusyError
        if within is None:
            self._rest.take(partial(self._do, work, apologize))
        else:
            begin_by = time.monotonic() + within
            self._opening.take(partial(self._open, work, apologize, begin_by))

    @property
    def load(self) -> tuple[int, int]:
        """How much is under way, and how much waits to begin."""
        (opening, to_open), (rest, waiting) = self._opening.load, self._rest.load
        return opening + rest, to_open + waiting

    def close(self, seconds: float = FINISHED_WITHIN) -> bool:
        """Take nothing more, and finish what was taken; whether that was done in so many seconds."""
        self._closed = True
        until = time.monotonic() + seconds
        # The rest last: whoever was too late for an opening is told there.
        unfinished = self._opening.finish(until) + self._rest.finish(until)
        if unfinished:
            log.error("background: %d pieces of work are not finished", unfinished)
        return not unfinished

    def _open(
        self, work: Callable[[], object], apologize: Callable[[str], object], begin_by: float
    ) -> None:
        if time.monotonic() <= begin_by:
            self._do(work, apologize)
            return
        metrics.TOO_LATE.inc()
        try:
            self._rest.take(partial(self._tell, apologize, TOO_LATE, "too late to start"))
        except BusyError:
            log.warning("too late to start, and too busy to say so")

    def _do(self, work: Callable[[], object], apologize: Callable[[str], object]) -> None:
        try:
            work()
        except UnavailableError as error:
            # That the database is away stands in the log once, not for everybody who needs it.
            self._tell(apologize, unavailable_words(error), "unavailable")
        except Exception as error:  # noqa: BLE001 — the last place where a failure can be told
            if came_too_late(error):
                metrics.TOO_LATE.inc()
                self._tell(apologize, TOO_LATE, "too late to open")
                return
            reference = log_failure(error, "background")
            self._tell(apologize, apology(reference), f"ref={reference}")

    def _tell(self, apologize: Callable[[str], object], text: str, what: str) -> None:
        try:
            apologize(text)
        except Exception as unheard:  # noqa: BLE001 — Slack may be what failed
            log.warning("%s could not be told: %s", what, type(unheard).__name__)


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
