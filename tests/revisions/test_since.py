"""What changed since a revision that somebody has seen: compared once, of what differs alone."""

from bot.state import revisions
from knowledge.files import text_digest
from tests.revisions.machine import Machine, statements
from tests.revisions.small_content import ANALYST, PAY, pay, role
from tests.state.conftest import START


def told(machine: Machine, number: int) -> list[str]:
    """The edits since a revision, each as a line."""
    machine.knowledge.refresh()
    return [str(edit) for edit in machine.knowledge.standing.since(number).edits]


def test_it_is_what_is_different_now_and_not_what_was_in_between(machine: Machine) -> None:
    machine.change_in_slack(PAY, pay(105_000))
    machine.change_in_slack(ANALYST, role("Looks deeper."))
    machine.change_in_slack(PAY, pay(100_000))
    assert told(machine, 1) == ["Analyst, Summary: Looks into things. → Looks deeper."]
    assert [line.partition(":")[0] for line in told(machine, 2)] == [
        "Analyst · Overall, base, Pay",
        "Analyst · Overall, mean, total, Pay",
        "Analyst, Summary",
    ]
    assert told(machine, 4) == []


def test_before_the_first_there_was_nothing(machine: Machine) -> None:
    assert "added: Analyst: 2 figures" in told(machine, 0)


def test_there_is_nothing_since_a_revision_that_is_not_served_yet(machine: Machine) -> None:
    assert told(machine, 9) == []


def test_however_many_ask_it_is_read_once_and_only_what_differs(machine: Machine) -> None:
    # A text that is in no other test: what anyone still holds is not read again.
    before = machine.change_in_slack(PAY, pay(104_321))
    machine.change_in_slack(PAY, pay(105_000))
    standing = machine.knowledge.standing
    with statements() as said:
        first = standing.since(before)
    read = [asked for statement, asked in said if "SELECT documents." in statement]
    assert len(read) == 1
    assert text_digest(pay(104_321)) in str(read[0])
    assert text_digest(role()) not in str(read[0])
    with statements() as said:
        assert all(standing.since(before) is first for _ in range(10_000))
    assert said == []


def test_what_no_version_can_read_any_more_counts_as_seen(machine: Machine) -> None:
    unreadable = pay(100_000).replace("currency: USD", "currency: dollars")
    for base, text in ((1, unreadable), (2, pay(101_000))):
        with machine.database.begin() as connection:
            made = revisions.add(
                connection, base, {PAY: text}, at=START, author="", origin="files", reason=""
            )
        assert made == base + 1
    assert told(machine, 2) == []
    assert told(machine, 1) != []
