"""Tells at the end how much was checked, whichever process checked it."""

import pytest

from tests.runs import tell
from tests.sweep.inspection import CHECKED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line a test: its name, and how many payloads of which kind."""
    tell(terminalreporter, "payloads checked", CHECKED)
