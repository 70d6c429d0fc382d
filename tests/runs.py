"""What long runs share: an empty database of either kind, and what they saw, told at the end."""

import secrets
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

SAW = "what a run saw"
"""The property under which a test keeps its paragraph."""


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


def tell(reporter: pytest.TerminalReporter, title: str, name: str) -> None:
    """Write what tests kept under a property, whichever process ran them."""
    reporter.section(title)
    for reports in reporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport) and report.when == "call":
                for kept, told in report.user_properties:
                    if kept == name:
                        reporter.write_line(str(told))
