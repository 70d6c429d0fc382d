"""Edited files become revisions, or change nothing and say why."""

import pytest

from tests.revisions.conftest import NewMachine
from tests.revisions.machine import Machine
from tests.revisions.small_content import ANALYST, FAMILIES, JOBS, PAY, SMALL, pay, role


def newest(machine: Machine) -> tuple[int, str, str, tuple[str, ...]]:
    """The newest revision: its number, its author, its origin, what it changed."""
    (revision,) = machine.desk.history(1)
    return revision.number, revision.author, revision.origin, revision.paths


def test_the_first_revision_is_the_folder(machine: Machine) -> None:
    assert machine.serves() == SMALL
    assert newest(machine) == (1, "files", "files", tuple(sorted(SMALL)))
    assert machine.lows() == [100_000, 100_000]


def test_an_edit_is_published(machine: Machine) -> None:
    machine.edit(PAY, pay(105_000))
    assert machine.sync.sync().published == 2
    assert newest(machine) == (2, "files", "files", (PAY,))
    assert machine.lows() == [105_000, 105_000]
    assert machine.sync.sync().published is None


def test_an_added_file_is_published(machine: Machine) -> None:
    machine.edit(JOBS, pay(90_000, id="Jobs"))
    assert machine.sync.sync().published == 2
    assert newest(machine)[3] == (JOBS,)
    assert sorted(machine.lows()) == [90_000, 90_000, 100_000, 100_000]


def test_a_removed_file_is_published(machine: Machine) -> None:
    machine.edit(JOBS, pay(90_000, id="Jobs"))
    machine.sync.sync()
    machine.edit(JOBS, None)
    assert machine.sync.sync().published == 3
    assert newest(machine)[3] == (JOBS,)
    assert machine.serves() == SMALL


def test_edits_of_one_look_are_one_revision(machine: Machine) -> None:
    machine.edit(JOBS, pay(90_000, id="Jobs"))
    machine.edit(ANALYST, role(source="jobs"))
    machine.edit(PAY, None)
    assert machine.sync.sync().published == 2
    assert newest(machine)[3] == (ANALYST, JOBS, PAY)


def test_a_comment_is_a_revision_too(machine: Machine) -> None:
    machine.edit(PAY, "# Read again.\n" + pay(100_000))
    assert machine.sync.sync().published == 2
    difference = machine.desk.difference_of(2)
    assert difference is not None
    assert difference.edits == ()


def test_line_ends_are_kept(machine: Machine) -> None:
    text = pay(105_000).replace("\n", "\r\n")
    machine.edit(PAY, text)
    assert machine.sync.sync().published == 2
    assert machine.text(PAY) == text


BAD = {
    "a figure that is none": (PAY, pay(100_000).replace("low: 100000", "low: plenty"), f"{PAY}:11:5:"),
    "a key that nobody knows": (ANALYST, role() + "colour: red\n", f"{ANALYST}:5:1:"),
    "no YAML": (ANALYST, "name: [\n", f"{ANALYST}:2:1:"),
    "a reference into nothing": (ANALYST, role(source="nowhere"), f"{ANALYST}:4:19:"),
    "a duplicate key": (ANALYST, role() + "name: Analyst\n", f"{ANALYST}:5:1:"),
    "nothing at all": (PAY, "", f"{PAY}"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_changes_nothing(machine: Machine, case: str) -> None:
    path, text, at = BAD[case]
    machine.edit(path, text)
    machine.edit(FAMILIES, SMALL[FAMILIES] + "# a good edit beside it\n")
    for _ in range(2):
        synced = machine.sync.sync()
        assert synced.published is None
        assert any(str(problem).startswith(at) for problem in synced.problems), synced.problems
        assert machine.desk.file_problems() == synced.problems
        assert machine.serves() == SMALL
    machine.edit(path, SMALL[path])
    assert machine.sync.sync().published == 2
    assert machine.desk.file_problems() == ()
    assert newest(machine)[3] == (FAMILIES,)


def test_a_removed_file_that_others_need_stays(machine: Machine) -> None:
    machine.edit(PAY, None)
    synced = machine.sync.sync()
    assert [problem.path for problem in synced.problems] == [ANALYST]
    assert machine.serves() == SMALL


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", pay(1).encode("utf-16"), b"title: \xe9\n"])
def test_a_file_that_cannot_be_read_was_not_removed(machine: Machine, data: bytes) -> None:
    machine.edit(JOBS, pay(90_000, id="Jobs"))
    machine.sync.sync()
    machine.edit(JOBS, data)
    synced = machine.sync.sync()
    assert (synced.published, [problem.path for problem in synced.problems]) == (None, [JOBS])
    assert machine.text(JOBS) == pay(90_000, id="Jobs")


def test_a_folder_that_is_gone_was_not_emptied(machine: Machine) -> None:
    machine.content.rename(machine.content.with_name("elsewhere"))
    synced = machine.sync.sync()
    assert (synced.published, len(synced.problems)) == (None, 1)
    assert machine.serves() == SMALL


def test_what_editors_leave_is_no_knowledge(machine: Machine) -> None:
    for name in ("roles/analyst.yaml~", "roles/.analyst.yaml.swp", "roles/4913", "roles/#x.yaml#"):
        machine.edit(name, "not: [knowledge")
    (machine.content / "roles/.#analyst.yaml").symlink_to("alex@laptop.4711:1763700000")
    synced = machine.sync.sync()
    assert (synced.published, synced.problems) == (None, ())


def test_edits_of_different_documents_merge(machine: Machine) -> None:
    machine.edit(PAY, pay(105_000))
    machine.change_in_slack(ANALYST, role("Looks deep into things."))
    synced = machine.sync.sync()
    assert (synced.published, synced.clashing, synced.behind) == (3, (), (ANALYST,))
    assert machine.text(PAY) == pay(105_000)
    assert machine.text(ANALYST) == role("Looks deep into things.")
    # The file that is behind is one no more once it is edited too.
    machine.edit(ANALYST, role("Looks for things."))
    assert [one.path for one in machine.sync.sync().clashing] == [ANALYST]


def test_the_same_edit_on_both_sides_is_no_conflict(machine: Machine) -> None:
    machine.edit(PAY, pay(105_000))
    machine.change_in_slack(PAY, pay(105_000))
    synced = machine.sync.sync()
    assert (synced.published, synced.clashing, synced.behind) == (None, (), ())


def test_a_wrong_merge_is_refused_whole(machine: Machine) -> None:
    machine.edit(JOBS, pay(90_000, id="Jobs"))
    machine.sync.sync()
    machine.edit(JOBS, None)
    machine.change_in_slack(ANALYST, role(source="jobs"))
    synced = machine.sync.sync()
    assert synced.published is None
    assert [problem.path for problem in synced.problems] == [ANALYST]
    assert JOBS in machine.serves()


def test_two_machines_see_each_others_edits(new_machine: NewMachine) -> None:
    one, other = new_machine(SMALL), new_machine(SMALL)
    for machine in (one, other):
        machine.sync.sync()
    one.edit(PAY, pay(105_000))
    one.sync.sync()
    assert other.text(PAY) == pay(105_000)
    assert other.sync.sync().behind == (PAY,)
    other.edit(ANALYST, role("Looks deep into things."))
    other.sync.sync()
    assert one.serves() == other.serves()
    assert one.lows() == other.lows() == [105_000, 105_000]


def test_an_old_image_does_not_undo_what_a_new_one_brought(new_machine: NewMachine) -> None:
    old = new_machine(SMALL)
    old.sync.sync()
    new = new_machine({**SMALL, PAY: pay(105_000), JOBS: pay(90_000, id="Jobs")})
    assert new.sync.sync().published == 2
    # A third starts with the old image, and nothing kept of its folder.
    late = new_machine(SMALL)
    for _ in range(3):
        for machine in (old, late, new):
            assert machine.sync.sync().published is None
    assert (late.sync.sync().behind, new.sync.sync().behind) == ((JOBS, PAY), ())
    assert late.text(PAY) == pay(105_000)


def test_an_image_that_lacks_a_document_does_not_remove_it(new_machine: NewMachine) -> None:
    first = new_machine(SMALL)
    first.sync.sync()
    first.change_in_slack(JOBS, pay(90_000, id="Jobs"))
    late = new_machine(SMALL)
    assert late.sync.sync().behind == (JOBS,)
    assert JOBS in late.serves()


def test_two_images_with_edits_of_their_own(new_machine: NewMachine) -> None:
    first = new_machine(SMALL)
    first.sync.sync()
    first.edit(PAY, pay(105_000))
    other = new_machine({**SMALL, ANALYST: role("Looks deep into things.")})
    assert (other.sync.sync().published, first.sync.sync().published) == (2, 3)
    for machine in (first, other, first, other):
        assert machine.sync.sync().published is None
    assert first.serves() == {**SMALL, PAY: pay(105_000), ANALYST: role("Looks deep into things.")}
