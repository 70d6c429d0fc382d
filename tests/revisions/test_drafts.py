"""What an admin proposes is checked, shown, and applied once: or refused where it would surprise."""

import io
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from bot.state import audit
from bot.state.tables import DRAFTS
from knowledge.difference import Difference, difference_lines
from knowledge.revisions import Applied, Moved, Proposal, Revision
from knowledge.uploads import Refused, UploadedFile
from tests.revisions.conftest import Restart
from tests.revisions.machine import ALEX, MAYA, Machine
from tests.revisions.small_content import ANALYST, FAMILIES, JOBS, PAY, SMALL, pay, role

DEEP = role("Looks deep into things.")


def drafts_in(machine: Machine) -> int:
    """How many drafts are kept."""
    with machine.database.connect() as connection:
        return len(connection.execute(select(DRAFTS.c.id)).all())


def propose(machine: Machine, path: str, text: str | None) -> Proposal:
    """A proposal that passes the check."""
    proposal = machine.desk.propose(ALEX, {path: text}, "Newer")
    assert isinstance(proposal, Proposal)
    return proposal


def shown(proposal: Proposal) -> str:
    """The difference as text."""
    return "\n".join(difference_lines(proposal.difference))


def drop_in(machine: Machine, **files: str | bytes) -> Proposal | Refused:
    """Upload files by their names, `_` for the dot."""
    uploaded = [
        UploadedFile(name.replace("_", "."), data if isinstance(data, bytes) else data.encode())
        for name, data in files.items()
    ]
    outcome = machine.desk.propose_upload(ALEX, uploaded)
    assert outcome is not None
    return outcome


def test_a_proposal_changes_nothing(machine: Machine) -> None:
    proposal = propose(machine, PAY, pay(105_000))
    assert "$100,000" in shown(proposal)
    assert "$105,000" in shown(proposal)
    assert (machine.number, machine.serves()) == (1, SMALL)
    assert machine.desk.find(proposal.draft.id) == proposal.draft
    assert (proposal.draft.base, proposal.draft.author) == (1, ALEX)


def test_it_is_applied_with_who_when_and_why(machine: Machine) -> None:
    proposal = propose(machine, PAY, pay(105_000))
    applied = machine.desk.apply(proposal.draft.id, MAYA)
    assert isinstance(applied, Applied)
    revision = applied.revision
    assert (revision.number, revision.author, revision.origin) == (2, MAYA, "slack")
    assert (revision.reason, revision.paths) == ("Newer", (PAY,))
    assert machine.desk.current() == machine.desk.history(9)[0] == revision
    assert machine.lows() == [105_000, 105_000]
    assert machine.knowledge.library().revision.startswith("2-")


def test_it_is_applied_once(machine: Machine, restart: Restart) -> None:
    draft = propose(machine, PAY, pay(105_000)).draft.id
    assert isinstance(machine.desk.apply(draft, ALEX), Applied)
    assert machine.desk.apply(draft, ALEX) is None
    assert restart(machine).desk.apply(draft, MAYA) is None
    assert machine.desk.find(draft) is None
    assert not machine.desk.discard(draft, ALEX)
    assert machine.number == 2


@pytest.mark.parametrize("turn", range(5))
def test_of_many_clicks_one_applies(machine: Machine, restart: Restart, turn: int) -> None:
    draft = propose(machine, PAY, pay(105_000)).draft.id
    clicked = [machine, restart(machine), restart(machine)] * 2
    with ThreadPoolExecutor(6) as pool:
        clicks = [pool.submit(one.desk.apply, draft, ALEX) for one in clicked]
        outcomes = [click.result() for click in clicks]
    assert [type(one).__name__ for one in outcomes if one] == ["Applied"]
    assert len(machine.desk.history(9)) == 2


@pytest.mark.parametrize("turn", range(10))
def test_it_is_applied_or_discarded(machine: Machine, restart: Restart, turn: int) -> None:
    draft = propose(machine, PAY, pay(105_000)).draft.id
    other = restart(machine)
    with ThreadPoolExecutor(2) as pool:
        applying = pool.submit(machine.desk.apply, draft, ALEX)
        discarding = pool.submit(other.desk.discard, draft, MAYA)
    applied = applying.result()
    assert applied is None or isinstance(applied, Applied)
    assert discarding.result() == (applied is None)
    assert machine.text(PAY) == (SMALL[PAY] if applied is None else pay(105_000))


def test_a_discarded_one_is_gone(machine: Machine) -> None:
    draft = propose(machine, PAY, pay(105_000)).draft.id
    assert machine.desk.discard(draft, ALEX)
    assert machine.desk.apply(draft, ALEX) is None
    assert machine.serves() == SMALL


def test_it_waits_through_a_restart(machine: Machine, restart: Restart) -> None:
    draft = propose(machine, PAY, pay(105_000)).draft.id
    assert isinstance(restart(machine).desk.apply(draft, ALEX), Applied)
    assert machine.text(PAY) == pay(105_000)


def test_it_is_refused_where_the_knowledge_moved(machine: Machine, restart: Restart) -> None:
    proposal = propose(machine, PAY, pay(105_000))
    other = restart(machine)
    other.change_in_slack(PAY, pay(103_000), MAYA)
    moved = machine.desk.apply(proposal.draft.id, ALEX)
    assert isinstance(moved, Moved)
    assert machine.text(PAY) == pay(103_000)
    again = moved.proposal
    assert again is not None
    assert (again.draft.base, again.draft.author, again.draft.reason) == (2, ALEX, "Newer")
    assert "$103,000" in shown(again)
    assert "$100,000" not in shown(again)
    assert machine.desk.apply(proposal.draft.id, ALEX) is None
    assert isinstance(machine.desk.apply(again.draft.id, ALEX), Applied)
    assert machine.text(PAY) == pay(105_000)


def test_it_moved_by_another_document_too(machine: Machine) -> None:
    proposal = propose(machine, PAY, pay(105_000))
    machine.change_in_slack(ANALYST, DEEP)
    moved = machine.desk.apply(proposal.draft.id, ALEX)
    assert isinstance(moved, Moved)
    assert moved.proposal is not None
    assert shown(moved.proposal) == shown(proposal)
    machine.desk.apply(moved.proposal.draft.id, ALEX)
    assert machine.serves() == {**SMALL, PAY: pay(105_000), ANALYST: DEEP}


def test_what_somebody_else_has_made_of_it_is_nothing_to_change(machine: Machine) -> None:
    proposal = propose(machine, PAY, pay(105_000))
    machine.change_in_slack(PAY, pay(105_000), MAYA)
    assert machine.desk.apply(proposal.draft.id, ALEX) == Moved(None)
    assert drafts_in(machine) == 0
    assert machine.number == 2


def test_nothing_to_change_is_no_draft(machine: Machine) -> None:
    assert machine.desk.propose(ALEX, dict(SMALL), "The same") is None
    assert machine.desk.propose_edit(PAY, lambda text: text, ALEX, "The same") is None
    assert drafts_in(machine) == 0


def test_what_a_change_would_do_is_told_and_not_kept(machine: Machine) -> None:
    found = machine.desk.effect({PAY: pay(105_000)})
    assert isinstance(found, Difference)
    assert "$105,000" in "\n".join(difference_lines(found))
    assert isinstance(machine.desk.effect({PAY: None}), Refused)
    assert (drafts_in(machine), machine.number) == (0, 1)


def test_it_no_longer_fits(machine: Machine) -> None:
    machine.change_in_slack(JOBS, pay(90_000, id="Jobs"))
    proposal = propose(machine, ANALYST, role(source="jobs"))
    machine.change_in_slack(JOBS, None)
    refused = machine.desk.apply(proposal.draft.id, ALEX)
    assert isinstance(refused, Refused)
    assert [problem.path for problem in refused.problems] == [ANALYST]
    assert machine.serves() == SMALL


def test_a_proposal_with_errors_is_none(machine: Machine) -> None:
    wrong = pay(105_000).replace("low: 105000", "low: plenty")
    refused = machine.desk.propose(ALEX, {PAY: wrong, ANALYST: DEEP}, "Newer")
    assert isinstance(refused, Refused)
    assert str(refused.problems[0]).startswith(f"{PAY}:11:5:")
    assert machine.serves() == SMALL


# --- uploads


def test_an_upload_is_proposed(machine: Machine) -> None:
    proposal = drop_in(machine, pay_yaml=pay(105_000))
    assert isinstance(proposal, Proposal)
    assert dict(proposal.draft.changes) == {PAY: pay(105_000)}
    assert proposal.draft.reason == "Uploaded pay.yaml"
    assert isinstance(machine.desk.apply(proposal.draft.id, ALEX), Applied)
    assert machine.lows() == [105_000, 105_000]


@pytest.mark.parametrize(
    ("why", "reason"),
    [
        ("", "Uploaded pay.yaml"),
        (" \n ", "Uploaded pay.yaml"),
        (" The survey\nsays so ", "Uploaded pay.yaml: The survey says so"),
        ("x" * 900, f"Uploaded pay.yaml: {'x' * 299}…"),
    ],
)
def test_an_upload_takes_a_reason(machine: Machine, why: str, reason: str) -> None:
    files = [UploadedFile("pay.yaml", pay(105_000).encode())]
    proposal = machine.desk.propose_upload(ALEX, files, why)
    assert isinstance(proposal, Proposal)
    applied = machine.desk.apply(proposal.draft.id, ALEX)
    assert isinstance(applied, Applied)
    assert machine.desk.history(1)[0].reason == reason


def test_a_zip_is_proposed(machine: Machine) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(PAY, pay(105_000))
        archive.writestr(ANALYST, DEEP)
    proposal = drop_in(machine, some_zip=packed.getvalue())
    assert isinstance(proposal, Proposal)
    assert proposal.draft.changes.keys() == {PAY, ANALYST}


@pytest.mark.parametrize(
    "files",
    [
        {"pay_yaml": pay(105_000).replace("low: 105000", "low: plenty")},
        {"pay_yaml": pay(105_000), "analyst_yaml": "name: [\n"},
        {"pay_txt": pay(105_000)},
        {"pay_yaml": pay(105_000).encode("utf-16")},
        {"pay_yaml": "a: &a [1]\nb: *a\n"},
        {"some_zip": b"PK\x03\x04 no zip"},
        {},
    ],
)
def test_a_refused_upload_changes_nothing(machine: Machine, files: dict[str, str | bytes]) -> None:
    refused = drop_in(machine, **files)
    assert isinstance(refused, Refused)
    assert refused.problems
    assert (machine.desk.history(9)[0].number, machine.serves()) == (1, SMALL)


# --- rollback


@pytest.fixture
def three_more(machine: Machine) -> Machine:
    """A machine with a changed, an added, and a removed and changed document since the first."""
    machine.change_in_slack(PAY, pay(105_000))
    machine.change_in_slack(JOBS, pay(90_000, id="Jobs"))
    machine.change_in_slack(ANALYST, role(source="jobs"))
    machine.change_in_slack(PAY, None)
    return machine


def roll_back(machine: Machine, number: int) -> Revision:
    """Go back to a revision, after a look at the difference."""
    proposal = machine.desk.propose_rollback(ALEX, number)
    assert isinstance(proposal, Proposal)
    applied = machine.desk.apply(proposal.draft.id, ALEX)
    assert isinstance(applied, Applied)
    return applied.revision


def test_a_rollback_shows_its_difference_first(three_more: Machine) -> None:
    proposal = three_more.desk.propose_rollback(ALEX, 4)
    assert isinstance(proposal, Proposal)
    assert "added: Pay: 2 figures" in shown(proposal)
    assert three_more.number == 5


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_rollback_is_a_new_revision(three_more: Machine, number: int) -> None:
    expected = [
        SMALL,
        {**SMALL, PAY: pay(105_000)},
        {**SMALL, PAY: pay(105_000), JOBS: pay(90_000, id="Jobs")},
        {**SMALL, PAY: pay(105_000), JOBS: pay(90_000, id="Jobs"), ANALYST: role(source="jobs")},
    ][number - 1]
    revision = roll_back(three_more, number)
    assert (revision.number, revision.origin) == (6, "rollback")
    assert three_more.serves() == expected
    # And it is undone as everything is.
    roll_back(three_more, 5)
    assert three_more.serves().keys() == {JOBS, ANALYST, FAMILIES}


def test_a_rollback_is_refused_where_the_knowledge_moved(three_more: Machine) -> None:
    proposal = three_more.desk.propose_rollback(ALEX, 4)
    assert isinstance(proposal, Proposal)
    three_more.change_in_slack(JOBS, pay(91_000, id="Jobs"), MAYA)
    moved = three_more.desk.apply(proposal.draft.id, ALEX)
    assert isinstance(moved, Moved)
    assert moved.proposal is not None
    assert moved.proposal.draft.origin == "rollback"
    assert three_more.text(JOBS) == pay(91_000, id="Jobs")


@pytest.mark.parametrize("number", [-1, 0, 5, 6, 10**9])
def test_there_is_no_way_back_to_what_never_was(three_more: Machine, number: int) -> None:
    assert three_more.desk.propose_rollback(ALEX, number) is None


def test_after_a_rollback_the_files_are_behind(machine: Machine) -> None:
    machine.edit(PAY, pay(105_000))
    machine.sync.sync()
    roll_back(machine, 1)
    synced = machine.sync.sync()
    assert (synced.published, synced.behind) == (None, (PAY,))
    assert machine.sync.pull().written == (PAY,)
    assert machine.file(PAY) == SMALL[PAY]


# --- looking back


def test_the_difference_of_each_revision(three_more: Machine) -> None:
    def lines(number: int) -> str:
        found = three_more.desk.difference_of(number)
        assert found is not None
        return "\n".join(difference_lines(found))

    assert "1 source added" in lines(1)
    assert "$105,000" in lines(2)
    assert "added: Jobs: 2 figures" in lines(3)
    assert "1 source removed" in lines(5)
    assert three_more.desk.difference_of(0) is None
    assert three_more.desk.difference_of(6) is None


@pytest.mark.parametrize("do", ["apply", "discard"])
def test_who_did_what_is_written_down(machine: Machine, do: str) -> None:
    draft = propose(machine, PAY, pay(105_000)).draft.id
    act: Callable[[str, str], object] = getattr(machine.desk, do)
    act(draft, MAYA)
    with machine.database.connect() as connection:
        newest, first = audit.entries(connection, 9)
    assert (first.author, first.action, first.subject) == ("files", "publish", "revision 1")
    told = {
        "apply": (MAYA, "publish", "revision 2", "Newer"),
        "discard": (MAYA, "discard", f"draft {draft}", ""),
    }
    assert (newest.author, newest.action, newest.subject, newest.detail) == told[do]
