"""A run's length and its seed, from the command line; and what each run saw, told at the end."""

import json
import secrets
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

from tests.state.postgres import running_postgres

SAW = "what a run saw"
ROOT = Path(__file__).parent.parent.parent

RunProgram = Callable[..., dict[str, Any]]
"""Run one of the programs here on some arguments; gives the JSON that it says."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--short", action="store_true", help="fewer rounds, and less time")
    parser.addoption("--seed", default=secrets.token_hex(4), help="to see again what a run saw")


@pytest.fixture
def short(request: pytest.FixtureRequest) -> bool:
    """Whether a run is to take seconds instead of minutes."""
    return bool(request.config.getoption("--short"))


@pytest.fixture
def run_program(
    request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> RunProgram:
    """Run a program to its end, and keep what it told."""

    def run(name: str, *arguments: object) -> dict[str, Any]:
        seed = request.config.getoption("--seed")
        ran = subprocess.run(
            [
                *(sys.executable, "-W", "error", "-m", f"tests.publishing.{name}"),
                *map(str, arguments),
                str(seed),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        told = json.loads(ran.stdout)
        lines = (f"    {key}: {value}" for key, value in told.items())
        record_property(SAW, "\n".join((f"{request.node.name}, seed {seed}", *lines)))
        return told

    return run


@pytest.fixture(scope="session")
def postgres() -> Generator[Path]:
    """A PostgreSQL server; gives the folder of its socket."""
    with running_postgres() as folder:
        yield folder


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'state.db'}"
    folder: Path = request.getfixturevalue("postgres")
    schema = f"run_{secrets.token_hex(4)}"
    with psycopg.connect(host=str(folder), user="rolecall", dbname="postgres") as admin:
        admin.execute(f"CREATE SCHEMA {schema}".encode())
    options = quote(f"-c search_path={schema}")
    return f"postgres://rolecall@/postgres?host={folder}&options={options}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A paragraph a run."""
    terminalreporter.section("what the runs saw")
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport) and report.when == "call":
                for name, told in report.user_properties:
                    if name == SAW:
                        terminalreporter.write_line(str(told))
