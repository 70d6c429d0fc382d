"""A document that was edited as a file and in Slack: both versions are kept until an admin decides."""

from typing import Literal

import pytest

from bot.state import audit
from knowledge.revisions import Applied
from knowledge.uploads import Refused
from tests.revisions.conftest import NewMachine, Restart
from tests.revisions.machine import ALEX, MAYA, Machine
from tests.revisions.small_content import ANALYST, JOBS, PAY, SMALL, pay, role

FILE, SLACK = pay(105_000), pay(110_000)


@pytest.fixture
def clashing(machine: Machine) -> Machine:
    """A machine on which the pay was edited on both sides, and noticed."""
    machine.edit(PAY, FILE)
    machine.change_in_slack(PAY, SLACK)
    assert machine.sync.sync().published is None
    return machine


def test_both_versions_are_kept_and_shown(clashing: Machine) -> None:
    (conflict,) = clashing.sync.sync().clashing
    assert (conflict.path, conflict.file_text, conflict.current_text) == (PAY, FILE, SLACK)
    assert conflict.revision == 2
    assert clashing.desk.conflicts() == (conflict,)
    assert (clashing.file(PAY), clashing.text(PAY)) == (FILE, SLACK)


def test_the_same_conflict_keeps_its_id(clashing: Machine, restart: Restart) -> None:
    ids = {one.id for _ in range(3) for one in restart(clashing).sync.sync().clashing}
    assert ids == {one.id for one in clashing.desk.conflicts()}
    assert len(ids) == 1


def test_other_edits_are_published_beside_it(clashing: Machine) -> None:
    clashing.edit(ANALYST, role("Looks deep into things."))
    synced = clashing.sync.sync()
    assert synced.published == 3
    assert [one.path for one in synced.clashing] == [PAY]
    assert clashing.text(PAY) == SLACK


def test_the_file_is_taken(clashing: Machine) -> None:
    (conflict,) = clashing.desk.conflicts()
    applied = clashing.desk.settle(conflict.id, "file", ALEX)
    assert isinstance(applied, Applied)
    assert (applied.revision.author, applied.revision.paths) == (ALEX, (PAY,))
    assert clashing.text(PAY) == clashing.file(PAY) == FILE
    assert clashing.desk.conflicts() == ()
    synced = clashing.sync.sync()
    assert (synced.published, synced.clashing, synced.behind) == (None, (), ())


def test_the_current_one_is_kept(clashing: Machine) -> None:
    (conflict,) = clashing.desk.conflicts()
    assert clashing.desk.settle(conflict.id, "current", ALEX) is None
    assert (clashing.text(PAY), clashing.number) == (SLACK, 2)
    assert clashing.desk.conflicts() == ()
    clashing.sync.sync()
    synced = clashing.sync.sync()
    assert (synced.published, synced.clashing, synced.behind) == (None, (), (PAY,))
    assert clashing.sync.pull().written == (PAY,)
    assert clashing.file(PAY) == SLACK


def test_it_is_settled_once(clashing: Machine, restart: Restart) -> None:
    (conflict,) = clashing.desk.conflicts()
    assert isinstance(clashing.desk.settle(conflict.id, "file", ALEX), Applied)
    assert restart(clashing).desk.settle(conflict.id, "current", MAYA) is None
    assert clashing.text(PAY) == FILE
    with clashing.database.connect() as connection:
        settled = [one for one in audit.entries(connection, 50) if one.action == "settle"]
    assert [(one.author, one.subject, one.detail) for one in settled] == [(ALEX, PAY, "took file")]


def test_a_file_with_errors_cannot_be_taken(machine: Machine) -> None:
    machine.edit(PAY, FILE.replace("low: 105000", "low: plenty"))
    machine.change_in_slack(PAY, SLACK)
    (conflict,) = machine.sync.sync().clashing
    refused = machine.desk.settle(conflict.id, "file", ALEX)
    assert isinstance(refused, Refused)
    assert str(refused.problems[0]).startswith(f"{PAY}:11:5:")
    assert machine.desk.conflicts() == (conflict,)
    assert machine.text(PAY) == SLACK


def test_the_file_moves_on(clashing: Machine) -> None:
    (old,) = clashing.desk.conflicts()
    clashing.edit(PAY, pay(106_000))
    (new,) = clashing.sync.sync().clashing
    assert new.id != old.id
    assert clashing.desk.conflicts() == (new,)
    assert clashing.desk.settle(old.id, "file", ALEX) is None
    assert clashing.text(PAY) == SLACK
    assert isinstance(clashing.desk.settle(new.id, "file", ALEX), Applied)
    assert clashing.text(PAY) == pay(106_000)


@pytest.mark.parametrize("looked", [True, False])
@pytest.mark.parametrize("take", ["file", "current"])
def test_nobody_decides_about_what_they_have_not_seen(
    clashing: Machine, take: Literal["file", "current"], looked: bool
) -> None:
    (old,) = clashing.desk.conflicts()
    clashing.change_in_slack(PAY, pay(111_000), MAYA)
    if looked:
        clashing.sync.sync()
    assert clashing.desk.settle(old.id, take, ALEX) is None
    assert clashing.text(PAY) == pay(111_000)
    (new,) = clashing.desk.conflicts()
    assert (new.id != old.id, new.current_text) == (True, pay(111_000))
    clashing.desk.settle(new.id, take, ALEX)
    assert clashing.desk.conflicts() == ()
    assert clashing.sync.sync().clashing == ()
    assert clashing.text(PAY) == (FILE if take == "file" else pay(111_000))


def test_it_is_over_where_both_become_the_same(clashing: Machine) -> None:
    clashing.edit(PAY, SLACK)
    synced = clashing.sync.sync()
    assert (synced.published, synced.clashing) == (None, ())
    clashing.change_in_slack(PAY, FILE)
    assert clashing.desk.conflicts() == ()


def test_a_removed_file_against_an_edit(machine: Machine) -> None:
    machine.edit(JOBS, pay(90_000, id="Jobs"))
    machine.sync.sync()
    machine.edit(JOBS, None)
    machine.change_in_slack(JOBS, pay(91_000, id="Jobs"))
    (conflict,) = machine.sync.sync().clashing
    assert (conflict.file_text, conflict.current_text) == (None, pay(91_000, id="Jobs"))
    assert isinstance(machine.desk.settle(conflict.id, "file", ALEX), Applied)
    assert JOBS not in machine.serves()


def test_an_edited_file_against_a_removal(machine: Machine) -> None:
    machine.edit(JOBS, pay(90_000, id="Jobs"))
    machine.sync.sync()
    machine.edit(JOBS, pay(91_000, id="Jobs"))
    machine.change_in_slack(JOBS, None)
    (conflict,) = machine.sync.sync().clashing
    assert (conflict.file_text, conflict.current_text) == (pay(91_000, id="Jobs"), None)
    assert JOBS not in machine.serves()
    assert isinstance(machine.desk.settle(conflict.id, "file", ALEX), Applied)
    assert machine.text(JOBS) == pay(91_000, id="Jobs")


def test_an_image_with_an_edit_of_what_slack_changed(new_machine: NewMachine) -> None:
    """Nothing was kept of the folder: the histories tell."""
    first = new_machine(SMALL)
    first.change_in_slack(PAY, SLACK)
    image = new_machine({**SMALL, PAY: FILE})
    (conflict,) = image.sync.sync().clashing
    assert (conflict.file_text, conflict.current_text) == (FILE, SLACK)
    assert [one.id for one in image.sync.sync().clashing] == [conflict.id]


def test_what_is_edited_meanwhile_does_not_undo_it(machine: Machine, restart: Restart) -> None:
    """A process that begins anew with the files edited while it was down."""
    machine.edit(PAY, FILE)
    machine.edit(ANALYST, role("Looks deep into things."))
    machine.change_in_slack(PAY, SLACK)
    later = restart(machine)
    synced = later.sync.sync()
    assert synced.published == 3
    assert [one.path for one in synced.clashing] == [PAY]
    assert later.serves() == {**SMALL, PAY: SLACK, ANALYST: role("Looks deep into things.")}


def test_without_what_was_kept_of_the_folder(machine: Machine, restart: Restart) -> None:
    """The same where the data folder is gone, as in a container: what is known is the history."""
    machine.change_in_slack(ANALYST, role("Looks deep into things."))
    machine.edit(PAY, FILE)
    (machine.data / "folder.json").unlink()
    synced = restart(machine).sync.sync()
    assert (synced.published, synced.clashing, synced.behind) == (3, (), (ANALYST,))
    assert machine.serves() == {**SMALL, PAY: FILE, ANALYST: role("Looks deep into things.")}


def test_the_files_of_two_machines_against_slack(new_machine: NewMachine) -> None:
    one, other = new_machine(SMALL), new_machine(SMALL)
    for machine, low in ((one, 101_000), (other, 102_000)):
        machine.sync.sync()
        machine.edit(PAY, pay(low))
    one.change_in_slack(PAY, SLACK)
    for _ in range(2):
        assert [c.file_text for c in one.sync.sync().clashing] == [pay(101_000)]
        assert [c.file_text for c in other.sync.sync().clashing] == [pay(102_000)]
    first, second = one.desk.conflicts()
    assert isinstance(one.desk.settle(first.id, "file", ALEX), Applied)
    for machine in (one, other, one, other):
        machine.sync.sync()
    (left,) = other.desk.conflicts()
    assert (left.file_text, left.current_text) == (second.file_text, first.file_text)
    other.desk.settle(left.id, "current", ALEX)
    assert (one.desk.conflicts(), one.text(PAY)) == ((), first.file_text)
