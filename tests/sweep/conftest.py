"""Tells at the end how much was checked, whichever process checked it."""

import pytest

from tests.sweep.inspection import CHECKED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line a test: its name, and how many payloads of which kind."""
    terminalreporter.section("payloads checked")
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport) and report.when == "call":
                for name, line in report.user_properties:
                    if name == CHECKED:
                        terminalreporter.write_line(str(line))
