"""Fixtures: a PostgreSQL that can be lost, near or on a network of the test's own."""

import os
import secrets
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from bot.state.database import Database, open_database
from tests.hosts.network import why_impossible
from tests.hosts.way import Way, way_to
from tests.runs import SAW, tell
from tests.state.conftest import Open
from tests.state.conftest import opened as opened


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--short", action="store_true", help="one kind of cut, fewer digests")


@pytest.fixture
def short(request: pytest.FixtureRequest) -> bool:
    """Whether a run is to take one minute instead of several."""
    return bool(request.config.getoption("--short"))


@pytest.fixture
def namespaces() -> None:
    """Skip where there can be no network of one's own; but not in CI, where there has to be."""
    why = why_impossible()
    if why is not None:
        assert "CI" not in os.environ, why
        pytest.skip(why)


@pytest.fixture
def schema(postgres: Path) -> str:
    """The name of an empty schema."""
    name = f"hosts_{secrets.token_hex(4)}"
    with psycopg.connect(host=str(postgres), user="rolecall", dbname="postgres") as admin:
        admin.execute(f"CREATE SCHEMA {name}".encode())
    return name


@pytest.fixture
def way(postgres: Path, schema: str) -> Generator[Way]:
    """A way to the schema that can be closed."""
    with way_to(postgres, schema) as way:
        yield way


@pytest.fixture
def database(way: Way, opened: Open) -> Database:
    """The database as it is reached on the way."""
    return opened(way.url)


@pytest.fixture
def beside(postgres: Path, schema: str, database: Database) -> Generator[Database]:
    """The same database as another machine has it, which is never cut off."""
    options = quote(f"-c search_path={schema}")
    with ExitStack() as stack:
        url = f"postgres://rolecall@/postgres?host={postgres}&options={options}"
        other = open_database(url)
        stack.callback(other.close)
        yield other


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A paragraph a run."""
    tell(terminalreporter, "what the runs saw", SAW)
