"""A document that was edited as a file and in Slack: shown with both versions, settled by an admin."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.state import conflicts
from bot.state.database import open_database
from tests.conftest import offline_settings
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, Town, eventually
from tests.interaction.digests import forged, heading, labels, said
from tests.interaction.keeping import (
    REFUSED,
    SOURCE,
    click,
    content,
    hand_in,
    knowledge,
    served,
    with_low,
)

ID = "c0ffee"


@pytest.fixture
def _conflict(town: Town, tmp_path: Path) -> None:
    """Alex wrote 131,000 in Slack, somebody 130,000 in the file."""
    click(town, hand_in(town, ("ml-engineer-jobs.yaml", with_low(131_000))), "Apply")
    note(tmp_path, ID, with_low(130_000))


def note(tmp_path: Path, id: str, text: str | None, path: str = SOURCE) -> None:
    """Keep a conflict, as the watching of the files does."""
    database = open_database(offline_settings(tmp_path).state)
    with database.begin() as connection:
        assert conflicts.note(connection, id, path, text, datetime.now(UTC))


@pytest.mark.usefixtures("_conflict")
def test_both_versions_are_shown(town: Town) -> None:
    assert "1 conflict to resolve" in said(knowledge(town))
    listed = knowledge(town, "conflicts")
    assert heading(listed) == "1 conflict to resolve"
    assert f"{SOURCE} was edited as a file and in Slack. Revision 2" in said(listed)
    assert "about $131,000–$180,000 → about $130,000–$180,000" in said(listed)
    assert labels(listed) == ["Use the file's version", "Keep the current version"]


@pytest.mark.usefixtures("_conflict")
def test_the_files_version_becomes_a_revision(town: Town) -> None:
    settled = click(town, knowledge(town, "conflicts"), "Use the file's version")
    assert "Resolved with the file's version. Revision 3" in said(settled)
    assert "about $131,000–$180,000 → about $130,000–$180,000" in said(knowledge(town, "diff"))
    assert "nothing to resolve" in said(knowledge(town, "conflicts"))


@pytest.mark.usefixtures("_conflict")
def test_the_current_version_stays(town: Town) -> None:
    settled = click(town, knowledge(town, "conflicts"), "Keep the current version")
    assert "the current version stays" in said(settled)
    assert served(town) == "2"
    assert forged(town, ALEX, DATA_JOBS, "knowledge_take_file", ID).ok
    eventually(lambda: "already resolved" in said(town.answers(user=ALEX)[-1]))
    assert served(town) == "2"


@pytest.mark.usefixtures("_conflict")
@pytest.mark.parametrize("action", ["knowledge_take_file", "knowledge_keep_current"])
def test_others_settle_nothing(town: Town, action: str) -> None:
    assert forged(town, MAYA, DATA_JOBS, action, ID).ok
    eventually(lambda: REFUSED in said(town.answers()[-1]))
    assert "1 conflict to resolve" in said(knowledge(town))


def test_a_version_that_the_check_refuses_is_told_and_not_taken(town: Town, tmp_path: Path) -> None:
    note(tmp_path, ID, with_low(131_000).replace("statistic: mean", "statistic: <!channel>", 1))
    listed = knowledge(town, "conflicts")
    assert "The check found problems:" in said(listed)
    assert "<!channel>" in said(listed)
    assert "Not published" in heading(click(town, listed, "Use the file's version"))
    assert served(town) == "1"


def test_a_deleted_file_is_named_as_such(town: Town, tmp_path: Path) -> None:
    note(tmp_path, ID, None)
    assert "was deleted as a file and edited in Slack" in said(knowledge(town, "conflicts"))


def test_a_file_of_a_document_that_is_gone(town: Town, tmp_path: Path) -> None:
    note(tmp_path, ID, content(SOURCE), "sources/other-jobs.yaml")
    assert "was edited as a file and deleted in Slack" in said(knowledge(town, "conflicts"))
