"""The database's engine, which one thread finds out whether it can be reached, and what is wrong where it cannot."""

import fcntl
import logging
import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from handlers.errors import UnavailableError

SQLITE = {
    sqlite3.SQLITE_BUSY: "its file is in use by another program",
    sqlite3.SQLITE_CANTOPEN: "its file cannot be opened",
    sqlite3.SQLITE_CORRUPT: "its file is damaged",
    sqlite3.SQLITE_FULL: "its disk is full",
    sqlite3.SQLITE_IOERR: "its disk cannot be read or written",
}
"""By SQLite's primary result codes."""

POSTGRESQL = {
    "08": "the connection broke",
    "25P03": "it timed out waiting for us",
    "53100": "its disk is full",
    "53300": "it has too many connections",
    "53": "it is out of resources",
    "55P03": "it has been busy for too long",
    "57014": "it takes too long to respond",
    "57P": "it is starting or stopping",
}
"""By how a SQLSTATE begins, the longest first that is meant."""

NO_WRITES = "25006"
"""The SQLSTATE of a write that is refused because nothing may be written."""

FOR_GOOD = ("authentication", "does not exist", "pg_hba.conf", "permission denied")
"""What a server says that does not let us in, and will not the next time. (No SQLSTATE comes with
it; a server that says it in another language is asked again in vain, for a while.)"""


def trouble(error: DBAPIError) -> str | None:
    """What is wrong with the database; None for an error that is no fault of its state."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return SQLITE.get(code & 0xFF)
    state = str(getattr(error.orig, "sqlstate", None) or "")
    for begins, words in POSTGRESQL.items():
        if state.startswith(begins):
            return words
    if error.connection_invalidated:
        return "it no longer accepts writes" if state == NO_WRITES else "the connection broke"
    if state or not isinstance(error, OperationalError):
        return None
    # The driver's own: there was no connection, or there is none any more.
    return "the database isn't responding" if may_pass(error) else "the database refused the login"


def may_pass(error: DBAPIError | PoolTimeoutError) -> bool:
    """Whether it is worth while to try again: not for who waited long enough for a connection of ours."""
    if not isinstance(error, DBAPIError):
        return False
    said = str(error.orig)
    return not any(words in said for words in FOR_GOOD)


def first_line(error: BaseException) -> str:
    """An error's own words for an operator; drivers add lines of advice, never a password."""
    own = error.orig if isinstance(error, DBAPIError) else error
    return next(iter(str(own).splitlines()), "no reason given")


WRITES = "rolecall_writes"
"""The execution option that tells a transaction that writes from one that reads."""

BUSY_SECONDS = 30
"""How long a write on SQLite waits for the one before it."""

SILENCE = 5
"""Seconds without a sign of PostgreSQL's machine after which it counts as out of reach."""

NETWORK = {
    "connect_timeout": SILENCE,
    "tcp_user_timeout": SILENCE * 1_000,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 3,
}
"""libpq's parameters: a machine that is cut off hears nothing at all, not even that it is. (Left to
itself, the system waits for a quarter of an hour.)"""

SERVER = (
    f"SET tcp_user_timeout = {SILENCE * 1_000}; SET tcp_keepalives_idle = 2; "
    "SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3; "
    "SET statement_timeout = '20s'; SET idle_in_transaction_session_timeout = '5min'"
)
"""The same on the server's side: what a machine holds that was cut off, or stands still, is let go
for the others."""


def postgresql_engine(url: URL) -> Engine:
    """Connections to a server, which notice within seconds that it or the way to it is gone."""
    network = {name: value for name, value in NETWORK.items() if name not in url.query}
    # A pooler between us and the server (PgBouncer) may hand each transaction to another connection,
    # which knows no statement that was prepared before.
    driver = {**network, "prepare_threshold": None}
    # A server that was started again must not fail the next click: each connection is tried first.
    engine = create_engine(
        url, connect_args=driver, pool_pre_ping=True, pool_timeout=SILENCE, hide_parameters=True
    )
    event.listen(engine, "connect", _prepare_postgresql)
    event.listen(engine, "handle_error", _leave_demoted)
    return engine


def sqlite_engine(url: URL) -> Engine:
    """Connections to a file; where there is none it is made, its folder too.

    Raises `OSError` or `sqlite3.Error` where it cannot be.
    """
    path = Path(str(url.database))
    path.parent.mkdir(parents=True, exist_ok=True)
    _turn_to_wal(path)
    # The driver would begin transactions by itself, deferred and only before some statements.
    driver = {"timeout": BUSY_SECONDS, "isolation_level": None}
    engine = create_engine(url, connect_args=driver, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_postgresql(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(SERVER)
    cursor.close()
    connection.commit()


def _leave_demoted(context: ExceptionContext) -> None:
    """Connect again where a server has become a standby: it answers reads, and keeps no write.

    (After a failover another server writes under the same name; connections stay with the old one.)
    """
    writes = context.connection is not None and context.connection.get_execution_options().get(
        WRITES
    )
    if writes and getattr(context.original_exception, "sqlstate", None) == NO_WRITES:
        context.is_disconnect = True


def _turn_to_wal(path: Path) -> None:
    """Let readers and a writer of the file work side by side; the file stays so.

    Processes take turns: two that turn one file at once fail each other, whatever the timeout.
    """
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    finally:
        os.close(folder)


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    # What was said to be done must be done after a power cut too; some builds of SQLite are laxer.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = bool(connection.get_execution_options().get(WRITES))
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    # A transaction that reads first and then writes fails at once where another wrote in between.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


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
                    log.warning(
                        "%s; trying for %.0f s: %s", _words(error), within, first_line(error)
                    )
                pause = _pause(failures)
                if is_probe or not may_pass(error) or time.monotonic() + pause > deadline:
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
                log.error("the state database is unreachable: %s", first_line(error))
            return UnavailableError(self._why)

    def _found(self) -> None:
        with self._lock:
            away_since, self._away_since, self._failures = self._away_since, None, 0
        # Of those who found it at one moment, one says so.
        if away_since is not None:
            seconds = time.monotonic() - away_since
            log.info("the state database is back after %.0f s", seconds)


def _words(error: DBAPIError | PoolTimeoutError) -> str:
    known = trouble(error) if isinstance(error, DBAPIError) else "too many requests at once"
    return known or "the database cannot be used"


def _pause(failures: int) -> float:
    """Longer with each failure, and not the same for all who lost the database at one moment."""
    longest = min(LONGEST_RETRY, FIRST_RETRY * 2.0 ** min(failures, 30))
    return longest * random.uniform(0.5, 1)  # noqa: S311 — no secret
