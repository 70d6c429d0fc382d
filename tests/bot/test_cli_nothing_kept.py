"""Where nothing is kept yet: commands that only read say so, and leave nothing behind."""

from pathlib import Path

import pytest
from sqlalchemy import inspect

from bot.state.database import open_database
from bot.state.engines import postgresql_engine
from tests.bot.command_line import CommandLine
from tests.conftest import begun_settings
from tests.state.conftest import NewPostgres
from tests.state.conftest import new_postgres as new_postgres

READERS = [
    "audit", "pull", "backup kept.gz", "digest due", "digest history", "digest history C0DATA", "digest preview C0DATA",
    "digest run --dry-run",
]  # fmt: skip


@pytest.fixture
def here(tmp_path: Path) -> CommandLine:
    """The command line in an empty folder."""
    return CommandLine(tmp_path)


@pytest.mark.parametrize("line", READERS)
@pytest.mark.parametrize(
    ("variables", "where"),
    [
        ({}, ".rolecall/state.db"),
        ({"ROLECALL_DATA": "data"}, "data/state.db"),
        ({"DATABASE_URL": "sqlite:///kept.db"}, "kept.db"),
    ],
    ids=["default", "ROLECALL_DATA", "DATABASE_URL"],
)
def test_there_is_no_file(
    here: CommandLine, line: str, variables: dict[str, str], where: str
) -> None:
    ran = here(*line.split(), **variables)
    assert (ran.code, ran.out) == (1, "")
    assert f"there is no state database at {where} yet" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert list(here.folder.iterdir()) == []


@pytest.mark.parametrize("line", READERS)
def test_the_server_has_nothing(here: CommandLine, new_postgres: NewPostgres, line: str) -> None:
    url = new_postgres()
    ran = here(*line.split(), DATABASE_URL=url)
    assert (ran.code, ran.out) == (1, "")
    assert "the state database is empty" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert tables(url) == []
    assert list(here.folder.iterdir()) == []


def tables(url: str) -> list[str]:
    from bot.state.database import state_url

    engine = postgresql_engine(state_url(url))
    names = inspect(engine).get_table_names()
    engine.dispose()
    return names


def test_nobody_has_done_anything_yet(here: CommandLine) -> None:
    open_database(here.folder / ".rolecall" / "state.db").close()
    ran = here("audit")
    assert (ran.code, ran.out, ran.err) == (0, "No one has changed the knowledge yet.\n", "")


def test_nobody_has_a_digest_yet(here: CommandLine) -> None:
    begun_settings(here.folder / ".rolecall")
    for command in ("due", "history"):
        assert here("digest", command).out == "No one has subscribed to a digest.\n"


@pytest.mark.parametrize("most", ["0", "-1", "some"])
def test_a_number_of_entries_that_cannot_be_is_told(here: CommandLine, most: str) -> None:
    ran = here("audit", "--most", most)
    assert (ran.code, ran.out) == (2, "")
    assert "Invalid value for '--most'" in ran.err


# --- the doctor


def test_the_doctor_leaves_nothing(here: CommandLine) -> None:
    ran = here("doctor")
    assert (
        "\n✓ state: nothing is stored yet; the first start creates .rolecall/state.db\n" in ran.out
    )
    assert list(here.folder.iterdir()) == []


def test_the_doctor_leaves_a_server_empty(here: CommandLine, new_postgres: NewPostgres) -> None:
    url = new_postgres()
    ran = here("doctor", DATABASE_URL=url)
    assert (
        "✓ state: PostgreSQL on this machine is empty; the first start creates its tables"
        in ran.out
    )
    assert tables(url) == []


# --- asking


@pytest.mark.parametrize("line", ["/knowledge", "/knowledge history", "/acme-knowledge stale"])
def test_keeping_the_knowledge_needs_a_workspace(here: CommandLine, line: str) -> None:
    ran = here("ask", line)
    assert (ran.code, ran.err) == (0, "")
    assert "knowledge" in ran.out
    assert "digest" not in ran.out
    assert "`rolecall demo`" in ran.out


@pytest.mark.parametrize("line", ["/digest", "/digest subscribe", "/acme-digest history"])
def test_a_digest_needs_a_workspace(here: CommandLine, line: str) -> None:
    ran = here("ask", line)
    assert (ran.code, ran.err) == (0, "")
    assert "Digests need a workspace" in ran.out
    assert "knowledge" not in ran.out
