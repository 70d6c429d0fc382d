"""What admins are told of edited files: that they are wrong, and once they are mended that they are fine."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape

import pytest

from bot.delivery.notices import Notices
from bot.revisions.folder import ToldProblems
from bot.revisions.watch import Teller
from bot.state.reports import Reports
from bot.state.waiting import waiting_posts
from tests.revisions.conftest import NewMachine, Restart
from tests.revisions.machine import ALEX, MAYA, Machine
from tests.revisions.small_content import ANALYST, FAMILIES, PAY, SMALL, pay, role

Now = Callable[[], datetime]
WRONG = pay(105_000).replace("low: 105000", "low: plenty", 1)
OTHERWISE_WRONG = pay(105_000).replace("kind: survey", "kind: blog")


@dataclass
class Looking:
    """A process that looks at its folder when it is told to, and tells what there is to tell."""

    machine: Machine
    clock: Now
    admins: list[str] = field(default_factory=lambda: [ALEX])

    def __post_init__(self) -> None:
        notices = Notices(self.machine.database, self.clock, lambda: None)
        reports = Reports(self.machine.database, self.clock, notices)
        self.teller = Teller(
            self.machine.knowledge,
            notices,
            reports,
            lambda: tuple(self.admins),
            self.clock,
            ToldProblems(self.machine.data / "told.json"),
        )

    def looks(self, times: int = 2) -> None:
        """Look at the folder some times."""
        for _ in range(times):
            self.teller.tell(self.machine.sync.sync())

    def told(self, who: str = ALEX) -> list[str]:
        """What somebody was told so far: the first line and the last of each message."""
        with self.machine.database.connect() as connection:
            texts = [
                unescape(str(post.payload["text"])).splitlines()
                for post in waiting_posts(connection)
                if post.channel_id == who
            ]
        return [f"{lines[0]}: {lines[-1]}" for lines in texts]


@pytest.fixture
def looking(machine: Machine, clock: Now) -> Looking:
    """A process on the first machine."""
    return Looking(machine, clock)


BROKEN = (
    "Edited files have 1 problem: "
    "Nothing was changed. The last good version stays live until this is fixed."
)


def test_a_mended_file_is_told_as_mended_once(looking: Looking) -> None:
    looking.machine.edit(PAY, WRONG)
    looking.looks()
    assert looking.told() == [BROKEN]
    looking.machine.edit(PAY, pay(105_000))
    looking.looks(3)
    assert looking.told() == [BROKEN, "The edited files are OK again: Published as revision 2."]


def test_a_file_that_is_put_back_is_told_as_mended(looking: Looking) -> None:
    looking.machine.edit(PAY, WRONG)
    looking.looks()
    looking.machine.edit(PAY, SMALL[PAY])
    looking.looks()
    assert looking.told()[1:] == [
        "The edited files are OK again: They match what's live, so nothing was published."
    ]


def test_a_file_that_was_edited_in_slack_as_well_waits(looking: Looking) -> None:
    looking.machine.edit(PAY, WRONG)
    looking.looks()
    looking.machine.change_in_slack(PAY, pay(103_000))
    looking.machine.edit(PAY, pay(105_000))
    looking.looks()
    told = looking.told()
    assert told[1].startswith("The edited files are OK again: ")
    assert "also edited in Slack. Choose" in told[1]
    assert told[2].startswith("Two edits to one document")


def test_it_is_not_mended_while_something_else_is_wrong(looking: Looking) -> None:
    for text in (WRONG, OTHERWISE_WRONG):
        looking.machine.edit(PAY, text)
        looking.looks()
    assert looking.told() == [BROKEN, BROKEN]
    looking.machine.edit(PAY, pay(105_000))
    looking.looks()
    assert len(looking.told()) == 3


def test_what_was_wrong_before_is_told_again(looking: Looking) -> None:
    for text in (WRONG, pay(105_000), WRONG, pay(105_000), WRONG, OTHERWISE_WRONG, WRONG):
        looking.machine.edit(PAY, text)
        looking.looks()
    assert [one.partition(":")[0] for one in looking.told()] == [
        "Edited files have 1 problem",
        "The edited files are OK again",
        "Edited files have 1 problem",
        "The edited files are OK again",
        "Edited files have 1 problem",
        "Edited files have 1 problem",
        "Edited files have 1 problem",
    ]


def test_who_was_told_nothing_hears_of_no_mending(looking: Looking) -> None:
    looking.looks()
    looking.machine.edit(PAY, WRONG)
    looking.looks()
    looking.admins.append(MAYA)
    looking.machine.edit(PAY, pay(105_000))
    looking.looks()
    assert looking.told(MAYA) == []
    assert len(looking.told()) == 2


def test_it_is_told_later_where_nobody_knows_who_the_admins_are(looking: Looking) -> None:
    looking.machine.edit(PAY, WRONG)
    looking.looks()
    looking.admins.remove(ALEX)
    looking.machine.edit(PAY, pay(105_000))
    looking.looks()
    assert len(looking.told()) == 1
    looking.admins.append(ALEX)
    looking.looks()
    assert looking.told()[1].startswith("The edited files are OK again")


def test_a_process_that_starts_in_between_tells_it(
    looking: Looking, restart: Restart, clock: Now
) -> None:
    looking.machine.edit(PAY, WRONG)
    looking.looks()
    again = Looking(restart(looking.machine), clock)
    again.looks()
    assert again.told() == [BROKEN]
    again.machine.edit(PAY, pay(105_000))
    Looking(restart(looking.machine), clock).looks()
    for one in (looking, again):
        one.looks()
    assert again.told() == [BROKEN, "The edited files are OK again: Published as revision 2."]


def test_another_machine_whose_files_are_fine_tells_nothing(
    looking: Looking, new_machine: NewMachine, clock: Now
) -> None:
    looking.machine.edit(PAY, WRONG)
    looking.looks()
    other = Looking(new_machine(SMALL), clock)
    other.looks()
    other.machine.edit(ANALYST, role("Looks deep into things."))
    other.looks()
    assert looking.told() == [BROKEN]


def test_a_file_that_cannot_be_read_does_not_hide_what_is_wrong_with_others(
    machine: Machine,
) -> None:
    machine.edit(PAY, pay(1).encode("utf-16"))
    machine.edit(ANALYST, role(source="nowhere"))
    machine.edit(FAMILIES, SMALL[FAMILIES] + "# fine\n")
    synced = machine.sync.sync()
    assert [problem.path for problem in synced.problems] == [ANALYST, PAY]
    assert machine.serves() == SMALL
