"""`rolecall pull`, `push` and `audit`, as an admin has them in a terminal."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.settings import CONTENT
from bot.state.database import Database, open_database
from tests.bot.command_line import CommandLine, Ran
from tests.revisions.machine import ALEX, Machine, open_machine

JOBS = "sources/ml-engineer-jobs.yaml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The knowledge files of this machine."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


class Terminal:
    """A terminal on a machine with these files; `running` is the Rolecall that runs beside it."""

    def __init__(self, rolecall: CommandLine, content: Path, data: Path) -> None:
        self._rolecall = rolecall
        self.content = content
        self._data = data
        self.database: Database = open_database(data / "state.db")
        self.running: Machine = open_machine(self.database, content, data)
        self.running.sync.sync()

    def __call__(self, *arguments: str) -> Ran:
        """Run a command."""
        return self._rolecall(
            *arguments, ROLECALL_CONTENT=str(self.content), ROLECALL_DATA=str(self._data)
        )

    def change(self, old: str, new: str) -> str:
        """Change a file by hand; gives its new text."""
        text = (self.content / JOBS).read_text(encoding="utf-8")
        assert old in text
        (self.content / JOBS).write_text(text.replace(old, new, 1), encoding="utf-8")
        return text.replace(old, new, 1)


@pytest.fixture
def terminal(rolecall: CommandLine, content: Path, tmp_path: Path) -> Terminal:
    return Terminal(rolecall, content, tmp_path / "data")


def test_an_edit_is_pushed(terminal: Terminal) -> None:
    text = terminal.change("low: 132000", "low: 141000")
    ran = terminal("push", "-m", "The new survey")
    assert (ran.code, ran.out) == (0, "Published as revision 2.\n")
    assert terminal.running.text(JOBS) == text
    (revision,) = terminal.running.desk.history(1)
    assert (revision.reason, revision.origin, revision.paths) == (
        "The new survey",
        "files",
        (JOBS,),
    )
    again = terminal("push")
    assert (again.code, again.out) == (0, "Nothing to publish: no file was edited.\n")


def test_a_bad_edit_is_not(terminal: Terminal) -> None:
    text = terminal.change("low: 132000", "low: plenty")
    line = text[: text.index("low: plenty")].count("\n") + 1
    ran = terminal("push")
    assert (ran.code, ran.out) == (1, "")
    assert f"{JOBS}:{line}:5: figures.0.low:" in ran.err
    assert "nothing was published" in ran.err
    terminal.running.knowledge.refresh()
    assert terminal.running.number == 1


def test_what_slack_changed_is_pulled(terminal: Terminal) -> None:
    before = (terminal.content / JOBS).read_bytes().decode()
    after = before.replace("low: 132000", "low: 141000", 1)
    terminal.running.change_in_slack(JOBS, after)
    ran = terminal("pull")
    assert (ran.code, ran.out) == (0, f"updated {JOBS}\n")
    assert (terminal.content / JOBS).read_bytes() == after.encode()
    assert terminal("pull").out == "All files not edited here are up to date.\n"
    assert terminal("push").out == "Nothing to publish: no file was edited.\n"


def test_a_file_that_cannot_be_written_is_named(terminal: Terminal) -> None:
    before = (terminal.content / JOBS).read_bytes().decode()
    terminal.running.change_in_slack(JOBS, before.replace("low: 132000", "low: 141000", 1))
    in_the_way = terminal.content / "sources" / ".ml-engineer-jobs.yaml.new"
    in_the_way.mkdir()
    ran = terminal("pull")
    assert (ran.code, ran.out) == (1, "")
    assert f"cannot write {in_the_way}: Is a directory" in ran.err
    assert "Traceback" not in ran.err
    in_the_way.rmdir()
    assert terminal("pull").out == f"updated {JOBS}\n"


def test_a_clash_is_for_an_admin_in_slack(terminal: Terminal) -> None:
    before = (terminal.content / JOBS).read_text(encoding="utf-8")
    terminal.running.change_in_slack(JOBS, before.replace("low: 132000", "low: 141000", 1))
    edited = terminal.change("low: 132000", "low: 151000")
    pulled = terminal("pull")
    assert (pulled.code, f"skipped {JOBS}:" in pulled.out) == (0, True)
    pushed = terminal("push")
    assert (pushed.code, f"{JOBS}: was also changed in Slack" in pushed.err) == (1, True)
    assert "/knowledge conflicts" in pushed.err
    assert (terminal.content / JOBS).read_text(encoding="utf-8") == edited
    (conflict,) = terminal.running.desk.conflicts()
    assert conflict.file_text == edited


def test_the_audit_log_is_printed(terminal: Terminal) -> None:
    text = (terminal.content / JOBS).read_text(encoding="utf-8")
    terminal.running.change_in_slack(JOBS, text.replace("low: 132000", "low: 141000", 1))
    ran = terminal("audit")
    newest, first = (line.split("\t") for line in ran.out.splitlines())
    assert newest[1:] == [ALEX, "publish", "revision 2", f"Newer {JOBS}"]
    assert first[1:] == ["files", "publish", "revision 1", "Initial knowledge"]
    when = datetime.strptime(newest[0], "%Y-%m-%d %H:%M:%SZ").replace(tzinfo=UTC)
    assert abs((datetime.now(UTC) - when).total_seconds()) < 60
    assert len(terminal("audit", "--most", "1").out.splitlines()) == 1


def test_on_a_new_machine_the_files_are_the_first_revision(
    rolecall: CommandLine, content: Path, tmp_path: Path
) -> None:
    ran = rolecall("push", ROLECALL_CONTENT=str(content), ROLECALL_DATA=str(tmp_path / "new"))
    assert (ran.code, ran.out) == (0, "Nothing to publish: no file was edited.\n")


@pytest.mark.parametrize("command", ["pull", "push", "audit"])
def test_a_database_out_of_reach_is_said(
    rolecall: CommandLine, content: Path, command: str
) -> None:
    ran = rolecall(
        command, ROLECALL_CONTENT=str(content), DATABASE_URL="postgres://maya:pw@127.0.0.1:9/none"
    )
    assert (ran.code, ran.out) == (1, "")
    assert "cannot open the state database" in ran.err
    assert "pw" not in ran.err
