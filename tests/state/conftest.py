"""Fixtures: a new, empty database for each test, on SQLite and on PostgreSQL."""

import secrets
from collections.abc import Callable, Generator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import psycopg
import pytest

from bot.state.database import Database, open_database
from bot.state.migrations import KNOWN
from bot.state.tables import METADATA

START = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)

MADE_FOR = frozenset({"database", "new_machine"})
"""Fixtures for which the tables may be there already: to make them takes longer than most tests."""

EMPTY = """
DO $$ DECLARE one record; BEGIN
    PERFORM set_config('session_replication_role', 'replica', true);
    FOR one IN SELECT * FROM pg_tables WHERE schemaname = current_schema LOOP
        IF one.tablename <> 'alembic_version' THEN EXECUTE format('DELETE FROM %I', one.tablename); END IF;
    END LOOP;
    FOR one IN SELECT * FROM pg_sequences WHERE schemaname = current_schema LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART', one.sequencename);
    END LOOP;
END $$
"""

NewPostgres = Callable[[], str]
Open = Callable[[str], Database]


@pytest.fixture(scope="session")
def new_postgres(postgres: Path) -> Generator[NewPostgres, None, None]:
    """Make an empty schema on a PostgreSQL server; gives its URL, as Heroku writes it."""
    with psycopg.connect(
        host=str(postgres), user="rolecall", dbname="postgres", autocommit=True
    ) as admin:

        def make() -> str:
            # Those of other folders of tests are on the same server.
            name = f"state_{secrets.token_hex(4)}"
            admin.execute(f"CREATE SCHEMA {name}".encode())
            # The server's own zone must not matter.
            options = quote(f"-c search_path={name} -c timezone=Asia/Tokyo")
            return (
                f"postgres://rolecall@/postgres?host={postgres}"
                f"&application_name={name}&options={options}"
            )

        yield make


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that is not there yet, in a folder that is not there yet."""
    return f"sqlite:///{tmp_path / 'data' / 'state.db'}"


@pytest.fixture(scope="session")
def spare_postgres(new_postgres: NewPostgres) -> list[str]:
    """URLs of schemas that have all tables and nothing in them, left by earlier tests."""
    return []


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Generator[str, None, None]:
    """Where an empty database is or can be made, of either kind.

    Most tests find the tables there already; see `MADE_FOR`.
    """
    is_made = not MADE_FOR.isdisjoint(request.fixturenames)
    if request.param == "sqlite":
        url: str = request.getfixturevalue("sqlite_url")
        if is_made:
            path = Path(url.removeprefix("sqlite:///"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_made())
        yield url
        return
    new: NewPostgres = request.getfixturevalue("new_postgres")
    spare: list[str] = request.getfixturevalue("spare_postgres")
    url = spare.pop() if is_made and spare else new()
    yield url
    if is_made and _emptied(url):
        spare.append(url)


@pytest.fixture
def opened() -> Generator[Open, None, None]:
    """Open databases that are closed when the test ends."""
    with ExitStack() as stack:

        def open_one(url: str) -> Database:
            database = open_database(url)
            stack.callback(database.close)
            return database

        yield open_one


@cache
def _made() -> bytes:
    """A SQLite file with all tables and nothing in them: made once, and copied for each test."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "state.db"
        open_database(path).close()
        return path.read_bytes()


@pytest.fixture
def database(url: str, opened: Open) -> Database:
    """An open, empty database of either kind."""
    return opened(url)


def _emptied(url: str) -> bool:
    """Take everything out of a PostgreSQL schema's tables; whether they are as a start makes them."""
    try:
        with psycopg.connect(url.replace("postgres://", "postgresql://", 1)) as connection:
            connection.execute("SET lock_timeout = '1s'")  # a test may have left a transaction open
            connection.execute(EMPTY)
            found = connection.execute("SELECT version_num FROM alembic_version").fetchall()
            names = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema"
            ).fetchall()
    except psycopg.Error:
        return False
    return found == [(KNOWN[-1],)] and {name for (name,) in names} == {
        *METADATA.tables,
        "alembic_version",
    }


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """Each look at it is a minute later."""
    minutes = count()
    return lambda: START + timedelta(minutes=next(minutes))
