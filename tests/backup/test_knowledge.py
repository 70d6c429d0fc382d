"""A restored database is older than what runs on it: than a process, and than a folder."""

import pytest

from bot.state import audit
from tests.revisions.conftest import NewMachine, Restart
from tests.revisions.machine import Machine
from tests.revisions.small_content import ANALYST, JOBS, PAY, SMALL, pay, role
from tests.state.backups import backed_up, put_back
from tests.state.conftest import START

NEWER = role("Looks deep into things.")


def restore(machine: Machine, data: bytes) -> None:
    put_back(data, machine.database, START)


def test_a_process_serves_what_was_restored(machine: Machine) -> None:
    data = backed_up(machine.database)
    machine.change_in_slack(PAY, pay(105_000))
    assert machine.lows() == [105_000, 105_000]
    restore(machine, data)
    assert machine.knowledge.refresh()
    assert (machine.number, machine.lows()) == (1, [100_000, 100_000])
    with machine.database.connect() as connection:
        assert audit.entries(connection, 1)[0].action == "restore"


def test_the_same_number_is_another_revision(machine: Machine, restart: Restart) -> None:
    """A process that did not look meanwhile."""
    data = backed_up(machine.database)
    machine.change_in_slack(PAY, pay(105_000))
    restore(machine, data)
    restart(machine).change_in_slack(ANALYST, NEWER)
    assert machine.number == 2
    assert machine.serves() == {**SMALL, ANALYST: NEWER}


def test_a_start_after_it_serves_what_was_restored(machine: Machine, restart: Restart) -> None:
    data = backed_up(machine.database)
    machine.change_in_slack(PAY, pay(105_000))
    restore(machine, data)
    assert restart(machine).lows() == [100_000, 100_000]


def test_what_was_edited_since_is_published_again(machine: Machine, restart: Restart) -> None:
    data = backed_up(machine.database)
    machine.edit(PAY, pay(105_000))
    machine.edit(JOBS, pay(90_000, id="Jobs"))
    assert machine.sync.sync().published == 2
    restore(machine, data)
    pulled = restart(machine).sync.pull()
    assert (pulled.written, pulled.left) == ((), (JOBS, PAY))
    synced = machine.sync.sync()
    assert (synced.published, synced.behind, synced.clashing) == (2, (), ())
    assert machine.serves() == {**SMALL, PAY: pay(105_000), JOBS: pay(90_000, id="Jobs")}
    assert machine.file(PAY) == pay(105_000)


def test_what_was_edited_while_it_was_down_is_published(machine: Machine, restart: Restart) -> None:
    data = backed_up(machine.database)
    machine.edit(PAY, pay(105_000))
    machine.sync.sync()
    # Nobody looks: a new text, one that is as it once was, and one that goes.
    restore(machine, data)
    machine.edit(ANALYST, NEWER)
    machine.edit(PAY, pay(107_000))
    synced = restart(machine).sync.sync()
    assert (synced.published, synced.behind) == (2, ())
    assert machine.serves() == {**SMALL, ANALYST: NEWER, PAY: pay(107_000)}


def test_a_file_that_was_removed_while_it_was_down_goes(machine: Machine, restart: Restart) -> None:
    machine.edit(JOBS, pay(90_000, id="Jobs"))
    machine.sync.sync()
    data = backed_up(machine.database)
    machine.edit(PAY, pay(105_000))
    machine.sync.sync()
    restore(machine, data)
    machine.edit(JOBS, None)
    assert restart(machine).sync.sync().published == 3
    assert machine.serves() == {**SMALL, PAY: pay(105_000)}


def test_what_slack_had_changed_since_is_in_the_files_alone(machine: Machine) -> None:
    """Pulled, and lost from the database: the files bring it back."""
    data = backed_up(machine.database)
    machine.change_in_slack(ANALYST, NEWER)
    machine.sync.pull()
    restore(machine, data)
    assert machine.sync.sync().published == 2
    assert machine.text(ANALYST) == NEWER


def test_a_file_that_was_behind_is_behind(machine: Machine) -> None:
    machine.change_in_slack(ANALYST, NEWER)
    machine.sync.sync()
    data = backed_up(machine.database)
    machine.change_in_slack(PAY, pay(105_000))
    machine.sync.sync()
    restore(machine, data)
    synced = machine.sync.sync()
    assert (synced.published, synced.behind, synced.clashing) == (None, (ANALYST,), ())
    assert machine.sync.pull().written == (ANALYST,)
    assert machine.serves() == {**SMALL, ANALYST: NEWER}


@pytest.mark.parametrize("pulled", [False, True])
def test_edits_on_both_sides_clash(machine: Machine, restart: Restart, pulled: bool) -> None:
    machine.change_in_slack(PAY, pay(101_000))
    machine.sync.pull()
    data = backed_up(machine.database)
    machine.edit(PAY, pay(105_000))
    machine.sync.sync()
    restore(machine, data)
    again = restart(machine)
    if pulled:
        assert again.sync.pull().left == (PAY,)
    for _ in range(3):
        synced = again.sync.sync()
        assert (synced.published, synced.behind) == (None, ())
        assert [one.path for one in synced.clashing] == [PAY]
    assert (again.file(PAY), again.text(PAY)) == (pay(105_000), pay(101_000))


def test_edits_that_wait_are_edits_after_a_pull(machine: Machine, restart: Restart) -> None:
    data = backed_up(machine.database)
    machine.edit(PAY, pay(105_000))
    machine.sync.sync()
    restore(machine, data)
    for _ in range(3):
        assert restart(machine).sync.pull().left == (PAY,)
        assert machine.file(PAY) == pay(105_000)
    assert restart(machine).sync.sync().published == 2


def test_the_same_state_elsewhere_is_the_same_past(
    machine: Machine, restart: Restart, new_machine: NewMachine
) -> None:
    """From one database to another nothing is lost: an edit that undoes another is one."""
    machine.edit(PAY, pay(105_000))
    machine.sync.sync()
    data = backed_up(machine.database)
    restore(machine, data)
    machine.edit(PAY, pay(100_000))
    machine.edit(JOBS, pay(90_000, id="Jobs"))
    assert restart(machine).sync.sync().published == 3
    assert machine.serves() == {**SMALL, JOBS: pay(90_000, id="Jobs")}


def test_a_file_that_went_clashes_with_what_slack_changed(
    machine: Machine, restart: Restart
) -> None:
    machine.change_in_slack(JOBS, pay(90_000, id="Jobs"))
    machine.sync.pull()
    data = backed_up(machine.database)
    machine.edit(PAY, pay(105_000))
    machine.sync.sync()
    restore(machine, data)
    machine.edit(JOBS, None)
    again = restart(machine)
    for _ in range(3):
        assert [one.path for one in again.sync.sync().clashing] == [JOBS]
        assert again.sync.pull().written == ()
    assert (again.file(JOBS), again.text(JOBS)) == (None, pay(90_000, id="Jobs"))


def test_nothing_is_published_over_what_slack_removed(machine: Machine, restart: Restart) -> None:
    """Where nobody kept what the folder held, the second look says what the first said."""
    machine.edit(JOBS, pay(90_000, id="Jobs"))
    machine.sync.sync()
    machine.change_in_slack(JOBS, None)
    (machine.data / "folder.json").unlink()
    machine.edit(JOBS, pay(95_000, id="Jobs"))
    again = restart(machine)
    for _ in range(3):
        synced = again.sync.sync()
        assert ([one.path for one in synced.clashing], synced.published) == ([JOBS], None)
