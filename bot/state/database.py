"""The state database: SQLite in the data folder, or PostgreSQL, which any number of machines share."""

import fcntl
import os
import sqlite3
import threading
from collections.abc import Generator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.state.migrations import migrate

BUSY_SECONDS = 30
"""How long a write on SQLite waits for the one before it."""

CONNECT_SECONDS = 10
"""How long PostgreSQL may take to answer before it counts as out of reach."""

WRITES = "rolecall_writes"
"""The execution option that tells a transaction that writes from one that reads."""


class StateError(Exception):
    """The state database cannot be used; the message says why, and holds no password."""


class Database:
    """An open state database with all its tables; threads share it, processes open their own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # SQLite lets its writers look again after a while: threads wait for each other better here.
        one_at_a_time = engine.dialect.name == "sqlite"
        self._turn = threading.RLock() if one_at_a_time else nullcontext()
        self._writing = engine.execution_options(**{WRITES: True})
        self._reading = engine.execution_options(postgresql_readonly=True)

    @contextmanager
    def begin(self) -> Generator[Connection]:
        """A transaction that writes: all of it is kept at the end of the block, or none.

        On SQLite one runs at a time, and the next waits for it from its first moment on.
        """
        with self._turn, self._writing.begin() as connection:
            yield connection

    def connect(self) -> AbstractContextManager[Connection]:
        """A connection that reads; it waits for no writer, and a write through it is refused."""
        return self._reading.connect()

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._engine.dispose()


def open_database(where: str | Path) -> Database:
    """Open the database at a URL (`DATABASE_URL`) or in a SQLite file, its tables up to date.

    A file that is not there is made, its folder too. Any number of processes may open the same one
    at once. Raises `StateError` where it cannot be opened, or a newer Rolecall has changed it.
    """
    url = state_url(where)
    try:
        engine = _sqlite_engine(url) if url.drivername == "sqlite" else _postgresql_engine(url)
        database = Database(engine)
        try:
            with database.begin() as connection:
                migrate(connection)
        except BaseException:
            database.close()
            raise
    except CommandError as error:
        raise StateError(
            f"the state database was changed by a newer version of Rolecall: {error}"
        ) from error
    except DBAPIError as error:
        raise StateError(f"cannot open the state database: {_first_line(error.orig)}") from error
    except (OSError, sqlite3.Error) as error:
        raise StateError(f"cannot open the state database: {_first_line(error)}") from error
    return database


def state_url(where: str | Path) -> URL:
    """The URL with the driver that we use; `postgres://` is Heroku's name for `postgresql://`.

    Raises `StateError` where it is no URL of a SQLite file or a PostgreSQL database.
    """
    if isinstance(where, Path):
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        # The parser's own words may quote a part of the password.
        raise StateError(
            "DATABASE_URL cannot be read; it looks like postgres://user:password@host:5432/name, "
            "and special characters in the password are written as %40 and the like"
        ) from None
    match url.drivername:
        case "postgres" | "postgresql" | "postgresql+psycopg":
            return url.set(drivername="postgresql+psycopg")
        case "sqlite" if url.database not in (None, "", ":memory:"):
            return url
        case other:
            raise StateError(
                f"DATABASE_URL begins with {other}://; there are postgres:// and sqlite:///<file>"
            )


def _postgresql_engine(url: URL) -> Engine:
    timeout = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_SECONDS}
    # A server that was started anew must not fail the next click: each connection is tried first.
    return create_engine(url, connect_args=timeout, pool_pre_ping=True, hide_parameters=True)


def _sqlite_engine(url: URL) -> Engine:
    path = Path(str(url.database))
    path.parent.mkdir(parents=True, exist_ok=True)
    _turn_to_wal(path)
    # The driver would begin transactions by itself, deferred and only before some statements.
    driver = {"timeout": BUSY_SECONDS, "isolation_level": None}
    engine = create_engine(url, connect_args=driver, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


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


def _first_line(error: BaseException | None) -> str:
    return next(iter(str(error).splitlines()), "no reason given")
