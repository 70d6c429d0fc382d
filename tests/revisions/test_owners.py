"""Who keeps something from a revision on is told so with it, and who no longer does as well; nobody else is."""

from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest

from bot.state.waiting import waiting_posts
from knowledge.revisions import Applied, Proposal
from tests.revisions.conftest import NewMachine, Restart
from tests.revisions.machine import ALEX, MAYA, Machine
from tests.revisions.small_content import ANALYST, JOBS, PAY, SMALL, pay, role

SAM = "U0SAM"
UNVERIFIED = "It counts as unverified until you check it."
NOT_ALL_VERIFIED = "Anything not verified yet counts as unverified until you check it."


def kept(by: str | None, text: str = SMALL[PAY], verified: str = "") -> str:
    """A source or a role with an owner."""
    owner = f"owner: {by}\n" if by else ""
    return f"{owner}{f'verified: {verified}{chr(10)}' if verified else ''}{text}"


def told(machine: Machine) -> list[tuple[str, str]]:
    """Who is told what, in order; of each message the first line."""
    with machine.database.connect() as connection:
        return [
            (post.channel_id, unescape(str(post.payload["text"])).partition("\n")[0])
            for post in waiting_posts(connection)
        ]


def test_a_new_owner_is_told(machine: Machine) -> None:
    machine.change_in_slack(PAY, kept(SAM))
    assert told(machine) == [(SAM, f"<@{ALEX}> handed the source Pay over to you. {UNVERIFIED}")]


def test_what_is_verified_does_not_count_as_unverified(machine: Machine) -> None:
    machine.change_in_slack(PAY, kept(SAM, verified="2026-11-01"))
    assert told(machine) == [(SAM, f"<@{ALEX}> handed the source Pay over to you.")]


def test_the_owner_before_is_told_as_well(machine: Machine) -> None:
    machine.change_in_slack(PAY, kept(SAM))
    machine.change_in_slack(PAY, kept(MAYA))
    assert told(machine)[1:] == [
        (MAYA, f"<@{ALEX}> handed the source Pay over to you. {UNVERIFIED}"),
        (SAM, f"<@{ALEX}> handed the source Pay over to <@{MAYA}>: you no longer own it."),
    ]


def test_what_nobody_keeps_any_more_is_told(machine: Machine) -> None:
    machine.change_in_slack(PAY, kept(SAM))
    machine.change_in_slack(PAY, SMALL[PAY])
    assert told(machine)[1:] == [
        (SAM, f"<@{ALEX}> left the source Pay without an owner: you no longer own it.")
    ]


def test_what_is_removed_is_told(machine: Machine) -> None:
    machine.change_in_slack(JOBS, kept(SAM, pay(90_000, id="Jobs")))
    machine.change_in_slack(JOBS, None)
    assert told(machine)[1:] == [(SAM, f"<@{ALEX}> removed the source Jobs: you no longer own it.")]


def test_a_rollback_takes_it_back_and_says_so(machine: Machine) -> None:
    machine.change_in_slack(PAY, kept(SAM))
    proposal = machine.desk.propose_rollback(MAYA, 1)
    assert isinstance(proposal, Proposal)
    assert len(told(machine)) == 1
    machine.desk.apply(proposal.draft.id, MAYA)
    assert told(machine)[1:] == [
        (SAM, f"<@{MAYA}> left the source Pay without an owner: you no longer own it.")
    ]


def test_nobody_is_told_of_what_they_did_themselves(machine: Machine) -> None:
    machine.change_in_slack(PAY, kept(ALEX), user=ALEX)
    machine.change_in_slack(PAY, SMALL[PAY], user=ALEX)
    assert told(machine) == []


def test_what_stays_in_the_same_hands_is_not_told(machine: Machine) -> None:
    machine.change_in_slack(PAY, kept(SAM))
    machine.change_in_slack(PAY, kept(SAM, pay(105_000)))
    machine.change_in_slack(ANALYST, role("Looks deep into things."))
    assert len(told(machine)) == 1


def test_a_renamed_file_stays_in_the_same_hands(machine: Machine) -> None:
    machine.change_in_slack(JOBS, kept(SAM, pay(90_000, id="Jobs")))
    changes = {JOBS: None, "sources/adverts.yaml": kept(SAM, pay(90_000, id="Jobs"))}
    proposal = machine.desk.propose(ALEX, changes, "Renamed")
    assert isinstance(proposal, Proposal)
    assert isinstance(machine.desk.apply(proposal.draft.id, ALEX), Applied)
    assert len(told(machine)) == 1


def test_several_things_are_one_message(machine: Machine) -> None:
    changes = {PAY: kept(SAM), ANALYST: kept(SAM, SMALL[ANALYST])}
    proposal = machine.desk.propose(ALEX, changes, "Handed over")
    assert isinstance(proposal, Proposal)
    machine.desk.apply(proposal.draft.id, ALEX)
    assert told(machine) == [(SAM, f"<@{ALEX}> handed 2 items over to you. {NOT_ALL_VERIFIED}")]


def test_a_draft_hands_nothing_over(machine: Machine) -> None:
    proposal = machine.desk.propose(ALEX, {PAY: kept(SAM)}, "Handed over")
    assert isinstance(proposal, Proposal)
    assert told(machine) == []
    machine.change_in_slack(ANALYST, role("Looks deep into things."))
    machine.desk.apply(proposal.draft.id, ALEX)  # moved: shown anew, not applied
    assert told(machine) == []


def test_an_edited_file_hands_over_once(new_machine: NewMachine) -> None:
    one, other = new_machine(SMALL), new_machine(SMALL)
    for machine in (one, other):
        machine.sync.sync()
    one.edit(PAY, kept(SAM))
    other.edit(PAY, kept(SAM))
    for machine in (one, other, one, other):
        machine.sync.sync()
    assert told(one) == [(SAM, f"A file edit handed the source Pay over to you. {UNVERIFIED}")]


@pytest.mark.parametrize("turn", range(3))
def test_of_many_who_hand_it_over_those_are_told_who_keep_it(
    machine: Machine, restart: Restart, turn: int
) -> None:
    people = [f"U0P{number}" for number in range(4)]
    machines = [machine, *(restart(machine) for _ in people[1:])]
    drafts: list[str] = []
    for one, person in zip(machines, people, strict=True):
        proposal = one.desk.propose(ALEX, {PAY: kept(person)}, "Handed over")
        assert isinstance(proposal, Proposal)
        drafts.append(proposal.draft.id)

    def apply(number: int) -> bool:
        return isinstance(machines[number].desk.apply(drafts[number], ALEX), Applied)

    with ThreadPoolExecutor(4) as pool:
        applied = list(pool.map(apply, range(4)))
    keep = [person for person, is_applied in zip(people, applied, strict=True) if is_applied]
    assert [person for person, _ in told(machine)] == keep
    machine.knowledge.refresh()
    assert [machine.knowledge.library().sources["pay"].owner] == keep
