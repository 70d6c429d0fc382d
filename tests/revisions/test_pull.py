"""Files are brought up to date with what was changed in Slack; edited ones stay."""

import json

import pytest

from tests.revisions.conftest import NewMachine, Restart
from tests.revisions.machine import Machine
from tests.revisions.small_content import ANALYST, JOBS, PAY, SMALL, pay, role

NEWER = role("Looks deep into things.")


def test_what_slack_changed_is_written(machine: Machine) -> None:
    machine.change_in_slack(ANALYST, NEWER)
    machine.change_in_slack(JOBS, pay(90_000, id="Jobs"))
    assert machine.sync.pull().written == (ANALYST, JOBS)
    assert machine.file(ANALYST) == NEWER
    assert machine.file(JOBS) == pay(90_000, id="Jobs")
    assert machine.sync.pull().written == ()
    synced = machine.sync.sync()
    assert (synced.published, synced.clashing, synced.behind) == (None, (), ())


def test_what_slack_removed_is_removed(machine: Machine) -> None:
    machine.edit(JOBS, pay(90_000, id="Jobs"))
    machine.sync.sync()
    machine.change_in_slack(JOBS, None)
    assert machine.sync.pull().written == (JOBS,)
    assert machine.file(JOBS) is None


@pytest.mark.parametrize("end", ["\r\n", "\n", "\n\n# – “é” 数\n"])
def test_every_byte_is_written(machine: Machine, end: str) -> None:
    text = NEWER.replace("\n", end)
    machine.change_in_slack(ANALYST, text)
    machine.sync.pull()
    assert (machine.content / ANALYST).read_bytes() == text.encode()
    assert not list(machine.content.rglob(".*"))


def test_edited_files_are_left(machine: Machine) -> None:
    machine.edit(PAY, pay(105_000))
    machine.change_in_slack(ANALYST, NEWER)
    pulled = machine.sync.pull()
    assert (pulled.written, pulled.left) == ((ANALYST,), (PAY,))
    assert machine.file(PAY) == pay(105_000)
    assert machine.sync.sync().published == 3


def test_clashing_files_are_left(machine: Machine) -> None:
    machine.edit(PAY, pay(105_000))
    machine.change_in_slack(PAY, pay(110_000))
    pulled = machine.sync.pull()
    assert (pulled.written, pulled.left) == ((), (PAY,))
    assert machine.file(PAY) == pay(105_000)
    assert [one.path for one in machine.sync.sync().clashing] == [PAY]


def test_a_file_that_cannot_be_read_is_left(machine: Machine) -> None:
    machine.change_in_slack(ANALYST, NEWER)
    machine.edit(PAY, b"\xff\xfe")
    assert machine.sync.pull().written == (ANALYST,)
    assert (machine.content / PAY).read_bytes() == b"\xff\xfe"
    machine.edit(PAY, SMALL[PAY])
    assert machine.sync.sync().published is None


def test_an_edit_after_it_is_an_edit(machine: Machine) -> None:
    machine.change_in_slack(ANALYST, NEWER)
    machine.sync.pull()
    machine.edit(ANALYST, role("Looks for things."))
    assert machine.sync.sync().published == 3


def test_an_empty_folder_is_filled(new_machine: NewMachine, machine: Machine) -> None:
    machine.change_in_slack(ANALYST, NEWER)
    empty = new_machine({})
    assert sorted(empty.sync.pull().written) == sorted(SMALL)
    assert empty.file(ANALYST) == NEWER


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "[]",
        "{",
        "null",
        json.dumps({"content": "/elsewhere", "tree": {}}),
        '{"content": ',
        "\ud800",
    ],
)
def test_what_was_kept_may_be_damaged(machine: Machine, restart: Restart, kept: str) -> None:
    machine.change_in_slack(ANALYST, NEWER)
    machine.edit(PAY, pay(105_000))
    (machine.data / "folder.json").write_bytes(kept.encode(errors="surrogatepass"))
    assert restart(machine).sync.sync().published == 3
    assert machine.serves() == {**SMALL, PAY: pay(105_000), ANALYST: NEWER}
