"""The doctor on what is kept here: the knowledge, its store, and the state database."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.doctor.finding import Finding
from bot.settings import CONTENT
from bot.state.database import open_database
from bot.world import build_world
from tests.bot.command_line import CommandLine
from tests.bot.doctored import Town
from tests.bot.doctored import town as town

OPERATING = Path(__file__).parents[2] / "docs" / "operating.md"


def test_files_with_errors(town: Town, tmp_path: Path) -> None:
    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    (content / "roles" / "data-engineer.yaml").write_text("nam: x\n", encoding="utf-8")
    finding = town.finding("knowledge", rolecall_content=content)
    assert finding.verdict == "wrong"
    assert "roles/data-engineer.yaml" in finding.says
    assert "rolecall check" in finding.fix


def test_no_files_at_all(town: Town, tmp_path: Path) -> None:
    finding = town.finding("knowledge", rolecall_content=tmp_path / "nowhere")
    assert finding.verdict == "wrong"


def test_what_is_published(town: Town, tmp_path: Path) -> None:
    assert "nothing is published yet" in store(town).says
    build_world(town.well)
    assert (store(town).verdict, "same as on disk" in store(town).says) == ("ok", True)

    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    role = content / "roles" / "data-engineer.yaml"
    role.write_text(role.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert "files on disk differ" in store(town, rolecall_content=content).says
    role.write_text("nam: x\n", encoding="utf-8")
    assert "is still served" in store(town, rolecall_content=content).says

    town.well.store_path.write_bytes(b"")
    assert (store(town).verdict, "damaged" in store(town).says) == ("warning", True)
    assert store(town, rolecall_content=content).verdict == "wrong"


def store(town: Town, **changed: object) -> Finding:
    """What the doctor says of the store."""
    return town.finding("store", **changed)


@pytest.mark.parametrize(
    "url",
    [
        "postgres://rolecall:s3cret@127.0.0.1:9/rolecall",
        "mysql://rolecall:s3cret@127.0.0.1/rolecall",
        "postgres://rolecall:s3cret@[",
        "sqlite:////dev/null/state.db",
    ],
)
def test_a_state_database_that_cannot_be_used(town: Town, url: str) -> None:
    finding = town.finding("state", database_url=SecretStr(url))
    assert finding.verdict == "wrong"
    assert "s3cret" not in f"{finding}"
    assert "DATABASE_URL" in finding.fix


def test_tables_of_an_older_version_are_left_to_it(town: Town) -> None:
    set_revision(town, "0003")
    finding = town.finding("state")
    assert (finding.verdict, "updates its tables" in finding.says) == ("ok", True)
    assert finding.says.endswith("the next start updates its tables")
    database = sqlite3.connect(town.well.rolecall_data / "state.db")
    with closing(database):
        assert database.execute("SELECT version_num FROM alembic_version").fetchone() == ("0003",)


def test_tables_of_a_newer_version_are_refused(town: Town) -> None:
    set_revision(town, "9999")
    finding = town.finding("state")
    assert finding.verdict == "wrong"
    assert "changed by a newer version of Rolecall: its tables are at 9999" in finding.says
    assert "ROLECALL_DATA" not in finding.fix
    ran = CommandLine(town.well.rolecall_data)("audit", ROLECALL_DATA=".")
    assert (ran.code, ran.out) == (1, "")
    assert "go back with a backup (docs/operating.md, Upgrade and roll back)" in ran.err
    assert "## Upgrade and roll back" in OPERATING.read_text(encoding="utf-8")


def set_revision(town: Town, number: str) -> None:
    path = town.well.rolecall_data / "state.db"
    open_database(path).close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = ?", (number,))


def test_nothing_is_left_in_the_state_database(town: Town) -> None:
    for _ in range(2):
        assert town.finding("state").verdict == "ok"
    deps = build_world(town.well).deps
    assert deps.once.first("doctor")
