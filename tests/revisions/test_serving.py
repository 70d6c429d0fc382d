"""What a process serves: the newest revision, whatever became of its store."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.revisions.base import KnowledgeBase
from bot.state.database import Database
from knowledge.documents import read_documents
from knowledge.revisions import revision_label
from knowledge.store import KnowledgeStore
from tests.revisions.conftest import NewMachine, Restart
from tests.revisions.machine import ALEX, Machine, write
from tests.revisions.small_content import ANALYST, JOBS, PAY, SMALL, pay, role
from tests.state.conftest import Open


def base(database: Database, data: Path) -> KnowledgeBase:
    """A process that has opened nothing yet."""
    return KnowledgeBase(
        database, KnowledgeStore(data / "knowledge.json"), lambda: datetime.now(UTC)
    )


def test_at_first_there_is_nothing(database: Database, tmp_path: Path) -> None:
    knowledge = base(database, tmp_path)
    assert not knowledge.refresh()
    with pytest.raises(LookupError, match="no revision"):
        knowledge.library()


def test_the_first_is_not_made_of_bad_files(database: Database, tmp_path: Path) -> None:
    write(tmp_path / "content", {**SMALL, PAY: "title: ["})
    knowledge = base(database, tmp_path)
    problems = knowledge.begin(*read_documents(tmp_path / "content"))
    assert [problem.path for problem in problems] == [PAY]
    assert not knowledge.refresh()


def test_of_many_that_begin_one_makes_the_first(url: str, opened: Open, tmp_path: Path) -> None:
    processes = [base(opened(url), tmp_path / str(turn)) for turn in range(6)]
    lows = [100_000 + turn for turn in range(6)]

    def begin(turn: int) -> dict[str, str]:
        processes[turn].begin({**SMALL, PAY: pay(lows[turn])}, ())
        return processes[turn].texts()

    with ThreadPoolExecutor(6) as pool:
        texts = [began.result() for began in [pool.submit(begin, turn) for turn in range(6)]]
    assert all(one == texts[0] for one in texts)
    assert texts[0][PAY] in map(pay, lows)
    assert {one.standing.number for one in processes} == {1}


def test_a_start_takes_the_store_where_it_fits(machine: Machine, restart: Restart) -> None:
    machine.change_in_slack(PAY, pay(105_000))
    machine.knowledge.settle()
    published = KnowledgeStore(machine.data / "knowledge.json").load()
    assert published is not None
    standing = machine.knowledge.standing
    assert published.revision == revision_label(2, standing.tree) == standing.library.revision
    assert restart(machine).lows() == [105_000, 105_000]


@pytest.mark.parametrize("left", [b"", b"{", b"\x00" * 500, None])
def test_a_damaged_store_is_made_anew(
    machine: Machine, restart: Restart, left: bytes | None
) -> None:
    machine.change_in_slack(PAY, pay(105_000))
    machine.knowledge.settle()
    store = machine.data / "knowledge.json"
    if left is None:
        store.unlink()
    else:
        store.write_bytes(left)
    later = restart(machine)
    assert (later.number, later.lows()) == (2, [105_000, 105_000])
    later.knowledge.settle()
    assert KnowledgeStore(store).load() is not None


def test_a_store_that_is_behind_is_not_served(machine: Machine, restart: Restart) -> None:
    store = machine.data / "knowledge.json"
    machine.knowledge.settle()
    old = store.read_bytes()
    machine.change_in_slack(PAY, pay(105_000))
    machine.knowledge.settle()
    store.write_bytes(old)
    assert restart(machine).lows() == [105_000, 105_000]


def test_a_store_that_is_a_little_behind_is_mended_by_the_database(
    new_machine: NewMachine, restart: Restart
) -> None:
    """Each document more would else have the store of all written anew."""
    many = {f"sources/pay-{number}.yaml": pay(90_000, id=f"Pay {number}") for number in range(150)}
    machine = new_machine({**SMALL, **many})
    machine.knowledge.settle()
    store = KnowledgeStore(machine.data / "knowledge.json")

    def kept() -> str:
        published = store.load()
        assert published is not None
        return published.revision

    first = kept()
    machine.change_in_slack(PAY, pay(105_000))
    machine.knowledge.settle()
    assert kept() == first != machine.knowledge.library().revision
    later = restart(machine)
    assert later.lows() == machine.lows()
    assert 105_000 in later.lows()
    later.change_in_slack(JOBS, pay(95_000, id="Jobs"))
    later.knowledge.settle()
    assert kept() == later.knowledge.library().revision, "two of 154 are more than a hundredth"


def test_a_store_of_another_database_is_not_served(
    new_machine: NewMachine, tmp_path: Path, opened: Open
) -> None:
    """Both are at their first revision."""
    machine = new_machine(SMALL)
    machine.knowledge.settle()
    elsewhere = base(opened(f"sqlite:///{tmp_path / 'elsewhere.db'}"), machine.data)
    elsewhere.begin({**SMALL, PAY: pay(105_000)}, ())
    assert elsewhere.texts()[PAY] == pay(105_000)
    elsewhere.settle()
    again = base(machine.database, machine.data)
    assert again.refresh()
    assert {figure.low for figure in again.library().figures_of("analyst")} == {100_000}


def test_without_a_disk_for_the_store_it_goes_on(machine: Machine) -> None:
    machine.knowledge.settle()
    shutil.rmtree(machine.data)
    machine.data.write_text("no folder")
    assert machine.change_in_slack(PAY, pay(105_000)) == 2
    assert machine.lows() == [105_000, 105_000]


def test_knowledge_with_errors_is_not_published(machine: Machine) -> None:
    checked = machine.knowledge.check({ANALYST: role(source="nowhere")})
    assert checked.library is None
    with pytest.raises(ValueError, match="errors"):
        machine.knowledge.publish(checked, author=ALEX, origin="slack", reason="")
    assert machine.serves() == SMALL


def test_a_snapshot_stays_what_it_was(machine: Machine) -> None:
    before = machine.knowledge.library()
    machine.change_in_slack(PAY, pay(105_000))
    assert {figure.low for figure in before.figures_of("analyst")} == {100_000}
    assert before.revision.startswith("1-")
    assert machine.knowledge.library() is not before
