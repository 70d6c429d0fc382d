"""Fixtures: a new, empty database for each test, on SQLite and on PostgreSQL."""

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
from tests.state.postgres import running_postgres

START = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)

NewPostgres = Callable[[], str]
Open = Callable[[str], Database]


@pytest.fixture(scope="session")
def new_postgres() -> Generator[NewPostgres, None, None]:
    """Make an empty schema on a PostgreSQL server; gives its URL, as Heroku writes it."""
    numbers = count(1)
    with (
        running_postgres() as folder,
        psycopg.connect(
            host=str(folder), user="rolecall", dbname="postgres", autocommit=True
        ) as admin,
    ):

        def make() -> str:
            name = f"state_{next(numbers)}"
            admin.execute(f"CREATE SCHEMA {name}".encode())
            # The server's own zone must not matter.
            options = quote(f"-c search_path={name} -c timezone=Asia/Tokyo")
            return (
                f"postgres://rolecall@/postgres?host={folder}"
                f"&application_name={name}&options={options}"
            )

        yield make


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that is not there yet, in a folder that is not there yet."""
    return f"sqlite:///{tmp_path / 'data' / 'state.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Where an empty database is or can be made, of either kind."""
    if request.param == "sqlite":
        return request.getfixturevalue("sqlite_url")
    return request.getfixturevalue("new_postgres")()


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
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_made())
    return opened(url)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """Each look at it is a minute later."""
    minutes = count()
    return lambda: START + timedelta(minutes=next(minutes))
