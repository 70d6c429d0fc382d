"""The form of a sweep; and how much was checked, told at the end, whichever process checked it."""

import pytest

from tests.runs import tell
from tests.sweep.inspection import CHECKED


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--short", action="store_true", help="a sixth of what is made up")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line a test: its name, and how many payloads of which kind."""
    tell(terminalreporter, "payloads checked", CHECKED)
