"""A run's form and its seeds, from the command line; and what each run saw, told at the end."""

import secrets
from pathlib import Path
from random import Random

import pytest

from tests.runs import SAW, tell
from tests.runs import url as url


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--short", action="store_true", help="fewer digests, and one seed")
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
        # Whether a change passes must not be a matter of luck: the short form has the same each time.
        fixed, more = (1, 0) if config.option.short else (2, 3)
        seeds = [*range(1, fixed + 1), *(random.randrange(10**9) for _ in range(more))]
        config.option.seeds = list(map(str, seeds))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", metafunc.config.option.seeds)


@pytest.fixture
def channels(request: pytest.FixtureRequest) -> int:
    """How many channels get a digest; some of them get two."""
    return 100 if request.config.getoption("--short") else 1_000


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the processes of all runs find the knowledge."""
    return tmp_path_factory.mktemp("store") / "knowledge.json"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A paragraph a run."""
    tell(terminalreporter, "what the runs saw", SAW)
