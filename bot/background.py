"""Work after the acknowledgement, on threads of our own.

Bolt's pool has five threads: a few slow calls of Slack's API would hold up acknowledgements. Here
nothing waits to be taken, and what waits to be begun has a bound: while Slack hangs, so do our threads,
and more comes in than can ever be done.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context

from bot import metrics
from handlers.busy import TOO_LATE, BusyError
from handlers.errors import apology, log_failure
from handlers.unavailable import UnavailableError, unavailable_words

log = logging.getLogger(__name__)

THREADS = 32
"""Slack takes 0.1 to 0.3 seconds a call: these do a hundred pieces of work a second and more."""

MOST_WAITING = 500
"""Some five seconds of work. Whoever would have to wait for longer is better told to try again."""

FINISHED_WITHIN = 25.0
"""Seconds for what was acknowledged at the end; platforms kill a process after thirty."""


class ThreadBackground:
    """Runs work soon and beside; a failure is logged, and told to whoever waits for it.

    Work begins in the order in which it came, with the context variables of whoever handed it over.
    """

    def __init__(self, threads: int = THREADS, most_waiting: int = MOST_WAITING) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="after-ack")
        self._threads = threads
        self._most = threads + most_waiting
        self._changed = threading.Condition()
        self._taken = 0
        self._turned_away = 0
        self._closed = False

    def __call__(
        self,
        work: Callable[[], object],
        apologise: Callable[[str], object],
        within: float | None = None,
    ) -> None:
        """See `handlers.deps.Background`."""
        handed_over = time.monotonic()
        self._make_room()
        begin_by = None if within is None else handed_over + within
        future = self._pool.submit(copy_context().run, self._run, work, apologise, begin_by)
        future.add_done_callback(self._left)

    @property
    def load(self) -> tuple[int, int]:
        """How much is under way, and how much waits to begin."""
        return min(self._taken, self._threads), max(0, self._taken - self._threads)

    def close(self, seconds: float = FINISHED_WITHIN) -> bool:
        """Take nothing more, and finish what was taken; whether that was done in so many seconds.

        What has not begun by then never will; what is under way goes on beside, and the interpreter
        waits for it at its end.
        """
        with self._changed:
            self._closed = True
            done = self._changed.wait_for(lambda: self._taken == 0, seconds)
            unfinished = self._taken
        self._pool.shutdown(wait=False, cancel_futures=True)
        if not done:
            log.error("background: %d pieces of work are not finished", unfinished)
        return done

    def _make_room(self) -> None:
        """Count a piece of work in. Raises `BusyError` where there are enough of them."""
        with self._changed:
            if self._taken < self._most and not self._closed:
                self._taken += 1
                return
            self._turned_away += 1
            is_first = self._turned_away == 1
        metrics.TURNED_AWAY.inc()
        if is_first:
            log.warning("background: full, more is turned away; does Slack answer?")
        raise BusyError

    def _left(self, _done: Future[None]) -> None:
        with self._changed:
            self._taken -= 1
            turned_away = self._turned_away if self._taken < self._threads else 0
            self._turned_away -= turned_away
            self._changed.notify_all()
        if turned_away:
            log.warning("background: nothing waits any more, %d were turned away", turned_away)

    def _run(
        self,
        work: Callable[[], object],
        apologise: Callable[[str], object],
        begin_by: float | None,
    ) -> None:
        if begin_by is not None and time.monotonic() > begin_by:
            metrics.TOO_LATE.inc()
            self._tell(apologise, TOO_LATE, "too late to begin")
            return
        try:
            work()
        except UnavailableError as error:
            # That the database is away stands in the log once, not for everybody who needs it.
            self._tell(apologise, unavailable_words(error), "unavailable")
        except Exception as error:  # noqa: BLE001 — the last place where a failure can be told
            reference = log_failure(error, "background")
            self._tell(apologise, apology(reference), f"ref={reference}")

    def _tell(self, apologise: Callable[[str], object], text: str, what: str) -> None:
        try:
            apologise(text)
        except Exception as unheard:  # noqa: BLE001 — Slack may be what failed
            log.warning("%s could not be told: %s", what, type(unheard).__name__)
