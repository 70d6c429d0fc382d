"""A run's form and its seeds, from the command line; and what each run saw, told at the end."""

import secrets
from collections.abc import Generator
from pathlib import Path
from random import Random
from urllib.parse import quote

import psycopg
import pytest

from tests.state.postgres import running_postgres

SAW = "what a run saw"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--short", action="store_true", help="fewer digests, and fewer seeds")
    parser.addoption(
        "--seed",
        action="append",
        dest="seeds",
        help="only this seed, on both databases: to see again what a run saw",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.option.seeds is None:
        # pytest-xdist: processes that share the runs have to draw the same seeds.
        shared = getattr(config, "workerinput", {"testrunuid": secrets.token_hex()})
        random = Random(shared["testrunuid"])
        fixed, more = (1, 1) if config.option.short else (2, 3)
        seeds = [*range(1, fixed + 1), *(random.randrange(10**9) for _ in range(more))]
        config.option.seeds = list(map(str, seeds))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", metafunc.config.option.seeds)


@pytest.fixture
def channels(request: pytest.FixtureRequest) -> int:
    """How many channels get a digest; some of them get two."""
    return 150 if request.config.getoption("--short") else 1_000


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the processes of all runs find the knowledge."""
    return tmp_path_factory.mktemp("store") / "knowledge.json"


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
