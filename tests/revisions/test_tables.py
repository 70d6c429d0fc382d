"""A source's table in revisions: edited, uploaded, brought back and served as any document is."""

import pytest

from knowledge.difference import difference_lines
from knowledge.export import export_lines
from knowledge.revisions import Applied, Proposal
from knowledge.uploads import Refused, Upload, UploadedFile, read_upload
from tests.corpus.hostile.zips import zipped
from tests.knowledge.small_tables import JOBS_CSV, JOBS_YAML, ROWS, TEXTS
from tests.revisions.conftest import NewMachine, Restart
from tests.revisions.machine import ALEX, Machine

DEARER = ROWS.replace("112960", "113960")


@pytest.fixture
def machine(new_machine: NewMachine) -> Machine:
    """A machine whose folder holds a table."""
    machine = new_machine(TEXTS)
    assert machine.sync.sync().published is None
    return machine


def medians(machine: Machine) -> list[object]:
    """The medians of data scientists in Texas, of what is served."""
    table = machine.knowledge.library().tables.of_source["jobs"]
    return [row["median"] for row in table.rows(occupation="data-scientists", place="texas")]


def test_an_edited_table_is_published_and_told_in_numbers(machine: Machine) -> None:
    assert medians(machine) == [112_960]
    machine.edit(JOBS_CSV, DEARER)
    assert machine.sync.sync().published == 2
    assert medians(machine) == [113_960]
    difference = machine.desk.difference_of(2)
    assert difference is not None
    assert list(difference_lines(difference)) == [
        "1 figure changed",
        "Jobs and wages · its table: 1 figure changed",
    ]
    assert machine.knowledge.standing.since(1) == difference


def test_a_table_with_a_mistake_changes_nothing(machine: Machine) -> None:
    machine.edit(JOBS_CSV, ROWS.replace("112960", "112,960"))
    synced = machine.sync.sync()
    assert [str(problem) for problem in synced.problems] == [
        f"{JOBS_CSV}:3:72: has 13 cells where the first line has 12"
    ]
    assert medians(machine) == [112_960]


def test_an_upload_is_a_draft_until_it_is_applied(machine: Machine) -> None:
    proposal = machine.desk.propose_upload(ALEX, [UploadedFile("jobs.csv", DEARER.encode())])
    assert isinstance(proposal, Proposal)
    assert next(iter(difference_lines(proposal.difference))) == "1 figure changed"
    assert medians(machine) == [112_960]
    assert isinstance(machine.desk.apply(proposal.draft.id, ALEX), Applied)
    assert medians(machine) == [113_960]


def test_a_rollback_brings_the_rows_back(machine: Machine) -> None:
    machine.change_in_slack(JOBS_CSV, DEARER)
    proposal = machine.desk.propose_rollback(ALEX, 1)
    assert isinstance(proposal, Proposal)
    machine.desk.apply(proposal.draft.id, ALEX)
    assert medians(machine) == [112_960]
    assert machine.text(JOBS_CSV) == ROWS


@pytest.mark.parametrize("text", [DEARER, DEARER.replace("\n", "\r\n"), f"\ufeff{DEARER}"])
def test_a_table_is_written_back_to_the_byte(machine: Machine, text: str) -> None:
    machine.change_in_slack(JOBS_CSV, text)
    assert machine.sync.pull().written == (JOBS_CSV,)
    assert (machine.content / JOBS_CSV).read_bytes() == text.encode()
    assert machine.sync.sync().published is None


def test_every_process_serves_it_from_files_of_its_own(
    machine: Machine, new_machine: NewMachine
) -> None:
    other = new_machine(TEXTS)
    machine.change_in_slack(JOBS_CSV, DEARER)
    assert medians(other) == [112_960]
    other.knowledge.refresh()
    assert medians(other) == medians(machine) == [113_960]


@pytest.mark.parametrize("gone", ["tables", "store", "both"])
def test_a_start_finds_the_rows_or_makes_them_again(
    machine: Machine, restart: Restart, gone: str
) -> None:
    machine.change_in_slack(JOBS_CSV, DEARER)
    machine.knowledge.settle()
    before = list(export_lines(machine.knowledge.library(), "figures"))
    if gone in ("tables", "both"):
        for file in (machine.data / "tables").iterdir():
            file.unlink()
    if gone in ("store", "both"):
        (machine.data / "knowledge.json").unlink()
    again = restart(machine)
    assert medians(again) == [113_960]
    assert list(export_lines(again.knowledge.library(), "figures")) == before


def test_a_table_goes_with_its_source(machine: Machine) -> None:
    machine.edit(JOBS_CSV, None)
    (problem,) = machine.sync.sync().problems
    assert str(problem) == f"{JOBS_YAML}:6:1: table: there is no {JOBS_CSV} with its rows: add it"
    machine.edit(JOBS_YAML, None)
    assert machine.sync.sync().published == 2
    difference = machine.desk.difference_of(2)
    assert difference is not None
    assert list(difference_lines(difference))[:2] == [
        "36 figures removed, 1 source removed",
        "removed: Jobs and wages · its table: 36 figures",
    ]


def test_a_table_is_uploaded_by_its_name_or_path() -> None:
    lone = read_upload([UploadedFile("jobs.CSV", f"\ufeff{ROWS}".encode())])
    assert lone == Upload({JOBS_CSV: f"\ufeff{ROWS}"})
    both = zipped({f"content/{JOBS_CSV}": ROWS, f"content/{JOBS_YAML}": TEXTS[JOBS_YAML]})
    assert read_upload([UploadedFile("both.zip", both)]) == Upload(
        {JOBS_CSV: ROWS, JOBS_YAML: TEXTS[JOBS_YAML]}
    )
    astray = read_upload(
        [UploadedFile("astray.zip", zipped({"roles/jobs.csv": ROWS, JOBS_CSV: ROWS}))]
    )
    assert isinstance(astray, Refused)
    assert "roles/jobs.csv" in str(astray.problems[0])
