"""A run's length and its seed, from the command line; and what each run saw, told at the end."""

import json
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.runs import SAW, tell
from tests.runs import url as url

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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A paragraph a run."""
    tell(terminalreporter, "what the runs saw", SAW)
