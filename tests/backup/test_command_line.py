"""`rolecall backup` and `rolecall restore`, one command each."""

import gzip
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.state.database import open_database
from bot.state.follows import Follows
from tests.bot.command_line import CommandLine
from tests.bot.served import PATIENCE, environment, serving
from tests.conftest import begun_settings
from tests.state.conftest import NewPostgres

ALL_OF_IT = re.compile(
    r"1 revisions of the knowledge, .*, 1 followed roles, .*; \d+ rows total\.\n"
)


@pytest.fixture
def here(tmp_path: Path) -> CommandLine:
    """A terminal in a folder where Rolecall has run: there is a revision, and Maya follows a role."""
    begun_settings(tmp_path / ".rolecall")
    follow(tmp_path / ".rolecall" / "state.db", "ml-engineer")
    return CommandLine(tmp_path)


def follow(state: Path | str, role: str) -> None:
    database = open_database(state)
    Follows(database).follow("T0TEAM", "U0MAYA", role, 1)
    database.close()


def followed(state: Path | str) -> list[str]:
    database = open_database(state)
    roles = [one.role_id for one in Follows(database).of("T0TEAM", "U0MAYA")]
    database.close()
    return roles


def test_from_sqlite_to_postgresql_and_back(
    here: CommandLine, new_postgres: NewPostgres, tmp_path: Path
) -> None:
    url = new_postgres()
    out = here("backup", "safe.gz")
    assert (out.code, out.out) == (0, "")
    assert ALL_OF_IT.fullmatch(out.err.removeprefix("Backed up ")), out.err
    assert stat.S_IMODE((tmp_path / "safe.gz").stat().st_mode) == 0o600
    there = here("restore", "safe.gz", DATABASE_URL=url)
    assert (there.code, there.out) == (0, "")
    assert ALL_OF_IT.fullmatch(there.err.removeprefix("Restored ")), there.err
    assert followed(url) == ["ml-engineer"]
    assert here("backup", "from-there.gz", DATABASE_URL=url).code == 0
    back = here("restore", "from-there.gz", ROLECALL_DATA="new")
    assert (back.code, followed(tmp_path / "new" / "state.db")) == (0, ["ml-engineer"])
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".rolecall", "from-there.gz", "new", "safe.gz",
    ]  # fmt: skip


def test_through_a_pipe(here: CommandLine, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot"]
    with subprocess.Popen(
        [*command, "backup", "-"], cwd=tmp_path, env=environment(), stdout=subprocess.PIPE
    ) as writer:
        ran = subprocess.run(
            [*command, "restore", "-"],
            cwd=tmp_path,
            env=environment(ROLECALL_DATA="new"),
            stdin=writer.stdout,
            timeout=PATIENCE,
            check=False,
        )
    assert (writer.returncode, ran.returncode) == (0, 0)
    assert followed(tmp_path / "new" / "state.db") == ["ml-engineer"]


def test_nothing_is_replaced_without_being_told(here: CommandLine, tmp_path: Path) -> None:
    assert here("backup", "safe.gz").code == 0
    before = (tmp_path / "safe.gz").read_bytes()
    follow(tmp_path / ".rolecall" / "state.db", "data-engineer")
    again = here("backup", "safe.gz")
    assert (again.code, "--overwrite" in again.err) == (1, True)
    assert (tmp_path / "safe.gz").read_bytes() == before
    refused = here("restore", "safe.gz")
    assert (refused.code, "--replace" in refused.err) == (1, True)
    assert "2 followed roles" in refused.err
    assert followed(tmp_path / ".rolecall" / "state.db") == ["ml-engineer", "data-engineer"]
    assert here("restore", "safe.gz", "--replace").code == 0
    assert followed(tmp_path / ".rolecall" / "state.db") == ["ml-engineer"]
    assert here("backup", "safe.gz", "--overwrite").code == 0
    assert (tmp_path / "safe.gz").read_bytes() != before


def test_a_damaged_file_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    rolecall = CommandLine(tmp_path)
    (tmp_path / "notes.txt").write_text("These are my notes.")
    (tmp_path / "empty.gz").write_bytes(gzip.compress(b""))
    for name in ("notes.txt", "empty.gz"):
        ran = rolecall("restore", name)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith(f"Error: {name} cannot be restored: it is ")
        assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / ".rolecall").exists()


def test_where_there_is_nothing_it_is_said(tmp_path: Path) -> None:
    rolecall = CommandLine(tmp_path)
    ran = rolecall("backup", "safe.gz")
    assert (ran.code, "there is no state database" in ran.err) == (1, True)
    assert rolecall("restore", "nothing.gz").code == 2
    url = "postgres://maya:hidden@127.0.0.1:9/none"
    away = rolecall("backup", "safe.gz", DATABASE_URL=url)
    assert (away.code, "hidden" in away.err) == (1, False)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said(here: CommandLine) -> None:
    ran = here("backup", "nowhere/safe.gz")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "Error: cannot write nowhere/safe.gz: No such file or directory\n"


def test_beside_a_running_rolecall(here: CommandLine, tmp_path: Path) -> None:
    """It answers all the while, and takes up what was restored."""
    with serving(tmp_path) as served:
        assert here("backup", "safe.gz").code == 0
        follow(tmp_path / ".rolecall" / "state.db", "data-engineer")
        assert here("restore", "safe.gz", "--replace").code == 0
        assert served.ask("/salary mle senior").status == 200
        assert "Traceback" not in served.log.read_text(encoding="utf-8")
    assert followed(tmp_path / ".rolecall" / "state.db") == ["ml-engineer"]
