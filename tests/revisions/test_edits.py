"""An edit of one document is published at once, on what the document is at that moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.state.tables import DRAFTS
from knowledge.editing import EditError
from knowledge.files import text_digest
from knowledge.revisions import Applied
from knowledge.uploads import Refused
from tests.revisions.conftest import Restart
from tests.revisions.machine import ALEX, MAYA, Machine, statements
from tests.revisions.small_content import ANALYST, PAY, SMALL, pay

COUNTED = "# Edited.\n"


def count_up(text: str) -> str:
    """One more line, whatever there was."""
    return text + COUNTED


def test_it_is_published_with_its_author_and_reason(machine: Machine) -> None:
    applied = machine.desk.edit(PAY, lambda _: pay(105_000), ALEX, "Newer pay")
    assert isinstance(applied, Applied)
    revision = applied.revision
    assert (revision.number, revision.author, revision.origin) == (2, ALEX, "slack")
    assert (revision.reason, revision.paths) == ("Newer pay", (PAY,))
    assert machine.serves() == {**SMALL, PAY: pay(105_000)}


def test_it_makes_no_draft_and_reads_one_document(machine: Machine) -> None:
    with statements() as said:
        assert isinstance(machine.desk.edit(PAY, count_up, ALEX, "Newer"), Applied)
    assert not [statement for statement, _ in said if DRAFTS.name in statement]
    read = [asked for statement, asked in said if "SELECT documents." in statement]
    assert len(read) == 1
    assert text_digest(SMALL[PAY]) in str(read[0])
    assert text_digest(SMALL[ANALYST]) not in str(read[0])


def test_an_edit_of_nothing_publishes_nothing(machine: Machine) -> None:
    assert machine.desk.edit(PAY, lambda text: text, ALEX, "Nothing") is None
    assert machine.number == 1


def test_what_does_not_fit_is_refused_with_its_problems(machine: Machine) -> None:
    refused = machine.desk.edit(PAY, lambda text: text.replace("USD", "dollars"), ALEX, "Wrong")
    assert isinstance(refused, Refused)
    assert {problem.path for problem in refused.problems} == {PAY}
    assert machine.number == 1


def test_a_document_that_is_gone_cannot_be_edited(machine: Machine) -> None:
    with pytest.raises(EditError, match=r"There is no sources/none\.yaml any more"):
        machine.desk.edit("sources/none.yaml", count_up, ALEX, "Newer")


def test_an_edit_that_cannot_be_made_says_why(machine: Machine) -> None:
    def fail(_text: str) -> str:
        raise EditError("No such figure.")

    with pytest.raises(EditError, match="No such figure"):
        machine.desk.edit(PAY, fail, ALEX, "Newer")


def test_it_is_made_on_what_somebody_else_published_in_between(
    machine: Machine, restart: Restart
) -> None:
    other, turns = restart(machine), list[str]()

    def edit(text: str) -> str:
        turns.append(text)
        if len(turns) == 1:
            other.change_in_slack(PAY, pay(103_000), MAYA)
        return count_up(text)

    assert isinstance(machine.desk.edit(PAY, edit, ALEX, "Newer"), Applied)
    assert turns == [SMALL[PAY], pay(103_000)]
    assert machine.text(PAY) == count_up(pay(103_000))


def test_where_others_publish_all_the_time_it_says_so(machine: Machine, restart: Restart) -> None:
    other, amounts = restart(machine), iter(range(101_000, 120_000, 1_000))

    def edit(text: str) -> str:
        other.change_in_slack(PAY, pay(next(amounts)), MAYA)
        return count_up(text)

    with pytest.raises(EditError, match="Someone else is publishing right now"):
        machine.desk.edit(PAY, edit, ALEX, "Newer")
    assert COUNTED not in (machine.text(PAY) or "")


def test_of_edits_at_once_none_is_lost(machine: Machine, restart: Restart) -> None:
    machines = [machine, restart(machine)]

    def edit(turn: int) -> bool:
        desk = machines[turn % 2].desk
        return isinstance(desk.edit((PAY, ANALYST)[turn % 3 % 2], count_up, ALEX, "On"), Applied)

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(edit, range(12)))
    served = machine.serves()
    assert sum(done) == served[PAY].count(COUNTED) + served[ANALYST].count(COUNTED)
    assert machine.number == 1 + sum(done)
