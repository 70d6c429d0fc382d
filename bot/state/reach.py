"""Whether the database can be reached: one thread finds out, and all of a process know it."""

import logging
import random
import threading
import time
from collections.abc import Callable

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.state.trouble import first_line, may_pass, trouble
from handlers.unavailable import UnavailableError

log = logging.getLogger(__name__)

WITHIN = 3.0
"""Seconds for which opening a connection is tried again before the database counts as away."""

FIRST_RETRY = 0.05
LONGEST_RETRY = 2.0
"""Seconds between tries. While the database is away, it is known to be back so soon at the latest
after someone has need of it."""

LONGEST_TRY = 30.0
"""No try takes longer than this."""


class Reach:
    """Opens connections: patiently while the database was there a moment ago, else hardly at all.

    While it is away one caller at a time tries; every other one is refused at once. Work that needs
    no database shares its threads with work that does, and must not wait behind it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._away_since: float | None = None
        self._why = ""
        self._failures = 0
        self._next_try = 0.0

    def open(self, connect: Callable[[], Connection], within: float = WITHIN) -> Connection:
        """A connection, tried for again and again for so many seconds.

        Raises `UnavailableError` where there is none to be had.
        """
        deadline, failures = time.monotonic() + within, 0
        while True:
            is_probe = self._may_try()
            try:
                connection = connect()
            except (DBAPIError, PoolTimeoutError) as error:
                failures += 1
                if failures == 1 and within > WITHIN:
                    log.warning("%s; trying for %.0f s: %s", _words(error), within, _said(error))
                pause = _pause(failures)
                if is_probe or not _may_pass(error) or time.monotonic() + pause > deadline:
                    raise self._lost(error) from error
            else:
                self._found()
                return connection
            time.sleep(pause)

    def _may_try(self) -> bool:
        """Whether this caller tries for all of them; raises where it is not its turn."""
        with self._lock:
            if self._away_since is None:
                return False
            now = time.monotonic()
            if now < self._next_try:
                raise UnavailableError(self._why)
            # Until it is known what came of it; a try ends by itself long before.
            self._next_try = now + LONGEST_TRY
            return True

    def _lost(self, error: DBAPIError | PoolTimeoutError) -> UnavailableError:
        with self._lock:
            self._failures += 1
            self._why = _words(error)
            self._next_try = time.monotonic() + _pause(self._failures)
            if self._away_since is None:
                self._away_since = time.monotonic()
                log.error("the state database is unreachable: %s", _said(error))
            return UnavailableError(self._why)

    def _found(self) -> None:
        with self._lock:
            away_since, self._away_since, self._failures = self._away_since, None, 0
        # Of those who found it at one moment, one says so.
        if away_since is not None:
            seconds = time.monotonic() - away_since
            log.info("the state database is back after %.0f s", seconds)


def _may_pass(error: DBAPIError | PoolTimeoutError) -> bool:
    # Who waited for a connection of ours has waited long enough.
    return isinstance(error, DBAPIError) and may_pass(error)


def _words(error: DBAPIError | PoolTimeoutError) -> str:
    known = trouble(error) if isinstance(error, DBAPIError) else "too many requests at once"
    return known or "the database cannot be used"


def _said(error: DBAPIError | PoolTimeoutError) -> str:
    return first_line(error.orig if isinstance(error, DBAPIError) else error)


def _pause(failures: int) -> float:
    """Longer with each failure, and not the same for all who lost the database at one moment."""
    longest = min(LONGEST_RETRY, FIRST_RETRY * 2.0 ** min(failures, 30))
    return longest * random.uniform(0.5, 1)  # noqa: S311 — no secret
