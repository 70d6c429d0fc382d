"""The state database: SQLite in the data folder, or PostgreSQL, which any number of machines share.

At the end, what must happen once although Slack says it several times: retried events, doubled clicks.
"""

import hashlib
import sqlite3
import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, Executable, Table, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.state.engines import (
    WITHIN,
    WRITES,
    Reach,
    first_line,
    postgresql_engine,
    sqlite_engine,
    trouble,
)
from bot.state.migrations import KNOWN, NewerDatabaseError, NoTablesError, migrate, revision
from bot.state.tables import HANDLED_ONCE, insert
from handlers.errors import UnavailableError

JUST_NOW = 30.0
"""Seconds in which a thread may still be at the same piece of work."""


class StateError(Exception):
    """The state database cannot be used; the message says why, and holds no password."""


class NothingKeptError(StateError):
    """There is no state database yet, or nothing in it."""


class Database:
    """An open state database with all its tables; threads share it, processes open their own.

    Where it is out of reach, or is lost on the way, `UnavailableError` is raised. Opening a
    connection is tried again for a while; what was lost on the way is not, for it may have been kept.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # SQLite lets its writers look again after a while: threads wait for each other better here.
        one_at_a_time = engine.dialect.name == "sqlite"
        self._turn = threading.RLock() if one_at_a_time else nullcontext()
        self._writing = engine.execution_options(**{WRITES: True})
        self._reading = engine.execution_options(postgresql_readonly=True)
        self._reach = Reach()
        self._this_thread = threading.local()

    @contextmanager
    def begin(self, within: float = WITHIN) -> Generator[Connection]:
        """A transaction that writes: all of it is kept at the end of the block, or none.

        On SQLite one runs at a time, and the next waits for it from its first moment on. A database
        that is away is tried again for `within` seconds.
        """
        with self._turn, self._opened(self._writing, within) as connection:
            with self._in_words():
                transaction = connection.begin()
            # Where the last word is lost, nobody knows whether it was heard.
            with self._in_words(is_last_word=True), transaction, self._in_words():
                yield connection
            self._this_thread.kept_at = time.monotonic()

    @contextmanager
    def connect(self) -> Generator[Connection]:
        """A connection that reads; it waits for no writer, and a write through it is refused."""
        with self._opened(self._reading) as connection, self._in_words():
            yield connection

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._engine.dispose()

    @contextmanager
    def _opened(self, engine: Engine, within: float = WITHIN) -> Generator[Connection]:
        try:
            connection = self._reach.open(engine.connect, within)
        except UnavailableError as error:
            error.unsure = self._kept_just_now()
            raise
        # What has broken in the meantime may show at the end alone, when reads are rolled back.
        with self._in_words(), connection:
            yield connection

    @contextmanager
    def _in_words(self, *, is_last_word: bool = False) -> Generator[None]:
        """Say in words what happens to a connection that is open."""
        try:
            yield
        except DBAPIError as error:
            why = trouble(error)
            if why is None:
                raise
            raise UnavailableError(why, unsure=is_last_word or self._kept_just_now()) from error

    def _kept_just_now(self) -> bool:
        """Whether this thread has kept something that may be part of the same piece of work."""
        kept_at: float | None = getattr(self._this_thread, "kept_at", None)
        return kept_at is not None and time.monotonic() - kept_at < JUST_NOW


def open_database(where: str | Path, within: float = 0, *, make: bool = True) -> Database:
    """Open the database at a URL (`DATABASE_URL`) or in a SQLite file, its tables up to date.

    Where there is none it is made, its folder too; with `make=False`, `NothingKeptError` is raised. Any
    number of processes may open the same one at once. A server that is away is tried again for `within`
    seconds. Raises `StateError` where it cannot be opened, or a newer Rolecall has changed it.
    """
    url = state_url(where)
    if not make and not may_have_tables(url):
        raise NothingKeptError(f"there is no state database at {url.database} yet")
    with _refusals():
        database = _connected(url)
        try:
            with database.begin(within) as connection:
                migrate(connection, make=make)
        except BaseException:
            database.close()
            raise
    return database


def try_database(where: str | Path, write: Callable[[Connection], object]) -> str | None:
    """Do what a start does, and a write, and take all of it back; gives what `revision` gives.

    Tables of an older Rolecall stay as they are: a process of that one may be using them. Raises
    `StateError` as `open_database` does.
    """
    with _refusals():
        database = _connected(state_url(where))
        try:
            with database.begin() as connection:
                reached = revision(connection)
                if reached in (None, KNOWN[-1]):
                    migrate(connection)
                    write(connection)
                connection.rollback()
        finally:
            database.close()
    return reached


def may_have_tables(url: URL) -> bool:
    """Whether there is a database at all: a SQLite file is made by opening it."""
    return url.drivername != "sqlite" or Path(str(url.database)).exists()


def _connected(url: URL) -> Database:
    return Database(sqlite_engine(url) if url.drivername == "sqlite" else postgresql_engine(url))


@contextmanager
def _refusals() -> Generator[None]:
    """Say as a `StateError` why a database cannot be opened."""
    try:
        yield
    except NewerDatabaseError as error:
        raise StateError(
            f"the state database was changed by a newer version of Rolecall: {error}"
        ) from error
    except NoTablesError as error:
        raise NothingKeptError("the state database is empty") from error
    except (UnavailableError, DBAPIError, OSError, sqlite3.Error) as error:
        raise StateError(f"cannot open the state database: {_driver_said(error)}") from error


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
            "DATABASE_URL cannot be read; it should look like postgres://user:password@host:5432/name, "
            "and special characters in the password are written like %40"
        ) from None
    match url.drivername:
        case "postgres" | "postgresql" | "postgresql+psycopg":
            return url.set(drivername="postgresql+psycopg")
        case "sqlite" if url.database not in (None, "", ":memory:"):
            return url
        case other:
            raise StateError(
                f"DATABASE_URL begins with {other}://; use postgres:// or sqlite:///<file>"
            )


def _driver_said(error: BaseException) -> str:
    """What the driver itself said, in one line."""
    if isinstance(error, UnavailableError) and error.__cause__ is not None:
        error = error.__cause__
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return first_line(error)


def claim(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """Insert a row unless one with its key is there; True for whoever inserted it.

    The claim holds once the transaction is committed. On PostgreSQL a second claimant waits for the
    first one's transaction to end.
    """
    statement = _claiming(table, connection.dialect.name)
    return connection.execute(statement, dict(row)).first() is not None


@cache  # every click claims: SQLAlchemy would take longer to build the statement than to run it
def _claiming(table: Table, dialect: str) -> Executable:
    return insert(table, dialect).on_conflict_do_nothing().returning(*table.primary_key)


class Once:
    """Tells the first caller for a key from every other one, on any thread, process or machine."""

    def __init__(
        self, database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._now = now

    def first(self, key: str, *, harmless: bool = False) -> bool:
        """True for exactly one caller per key, ever.

        The key may hold what a member typed: only its SHA-256 digest is kept. While the database is
        away, what is `harmless` to be done twice is done, and for all else `UnavailableError` is
        raised.
        """
        digest = hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()
        row = {"key_digest": digest, "seen_at": self._now()}
        try:
            with self._database.begin() as connection:
                return claim(connection, HANDLED_ONCE, row)
        except UnavailableError:
            if harmless:
                return True
            raise
