"""Files that Slack names and does not let the bot have: each gets its own true words."""

import pytest

from bot.playground.faults import Fault
from bot.playground.records import Json, Message
from tests.interaction.conftest import ALEX, MAYA, MAYAS_DM, Town, eventually
from tests.interaction.digests import SAM, heading, said
from tests.interaction.keeping import (
    ALEXS_DM,
    NAME,
    SOURCE,
    attached,
    came,
    content,
    with_low,
)
from tests.not_slack import NOT_SLACK


@pytest.fixture
def admins() -> frozenset[str]:
    """Sam is an admin beside Alex."""
    return frozenset({SAM})


def test_a_file_that_is_not_let_out_is_said(town: Town) -> None:
    (gone,) = attached(town, (NAME, content(SOURCE)))
    for url in (
        "https://evil.example/f.yaml",
        "http://127.0.0.1:9/f.yaml",
        "file:///etc/passwd",
    ):
        before = town.answers(ALEXS_DM, ALEX)
        town.slack.say(ALEX, ALEXS_DM, "", files=[{**gone, "url_private_download": url}])
        eventually(lambda: town.answers(ALEXS_DM, ALEX) != before)  # noqa: B023
        assert "is stored outside Slack" in said(town.answers(ALEXS_DM, ALEX)[-1])


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ({"id": "F1", "mode": "tombstone"}, "was deleted from Slack"),
        ({"id": "F1", "mode": "hidden_by_limit", "name": ""}, "over its Slack storage limit"),
        ({"id": "F1", "mode": "external", "name": "a.yaml"}, "kept outside Slack"),
        ({"id": "F1", "is_external": True, "name": "a.yaml"}, "kept outside Slack"),
        ({"id": "F1", "file_access": "access_denied"}, "another workspace"),
        ({"id": "F1", "file_access": "file_not_found"}, "can't be found in Slack"),
        ({"id": "F1", "url_private_download": "https://files.slack.com/f"}, "has no name"),
        ({"id": "F1", "name": "a.yaml"}, "needs `files:read`"),
        ({"id": "F1", "file_access": "check_file_info"}, "can't be found in Slack"),
    ],
)
def test_each_file_that_cannot_be_had_is_told_of_in_true_words(
    town: Town, file: Json, says: str
) -> None:
    answer = told_of(town, file)
    assert heading(answer) == "Not published: 1 problem"
    assert says in said(answer)
    assert "is stored outside Slack" not in said(answer)


def told_of(town: Town, *files: Json) -> Message:
    """What an admin is answered who hands in files that Slack describes so."""
    before = town.answers(ALEXS_DM, ALEX)
    town.slack.say(ALEX, ALEXS_DM, "", files=files)
    return came(town, before, ALEX, ALEXS_DM)


def test_a_file_that_slack_only_names_is_looked_up(town: Town) -> None:
    (file,) = attached(town, (NAME, with_low(131_000)))
    unknown = {"id": file["id"], "mode": "file_access", "file_access": "check_file_info"}
    assert "about $132,000–$180,000 → about $131,000–$180,000" in said(told_of(town, unknown))
    assert len(town.slack.workspace.calls("files.info")) == 1


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("file_deleted", "was deleted from Slack"),
        ("file_not_found", "can't be found in Slack"),
        ("missing_scope", "needs `files:read`"),
        ("ratelimited", "couldn't be looked up in Slack"),
    ],
)
def test_why_a_file_cannot_be_looked_up_is_told(town: Town, code: str, says: str) -> None:
    town.slack.workspace.faults.set("files.info", Fault.refuse(code))
    assert says in said(told_of(town, {"id": "F1", "file_access": "check_file_info"}))


@pytest.mark.parametrize(
    "answer", ["hangs up", "page 403", "JSON []", "text 403", "ok and nothing", "not UTF-8"]
)
def test_a_file_that_cannot_be_looked_up_at_all_is_told(town: Town, answer: str) -> None:
    town.slack.workspace.faults.set("files.info", Fault.intercept(NOT_SLACK[answer]))
    unknown = {"id": "F1", "file_access": "check_file_info"}
    assert "couldn't be looked up in Slack" in said(told_of(town, unknown))


def test_a_question_with_a_file_that_is_only_named_stays_a_question(town: Town) -> None:
    (picture,) = attached(town, ("cat.png", b"\x89PNG"))
    unknown = {"id": picture["id"], "file_access": "check_file_info"}
    before = town.answers(MAYAS_DM)
    town.slack.say(MAYA, MAYAS_DM, "mle senior", files=[unknown, {"id": "F0", "mode": "tombstone"}])
    assert heading(came(town, before, MAYA, MAYAS_DM)).startswith("Machine Learning Engineer")


def test_one_file_of_several_that_cannot_be_had_is_named(town: Town) -> None:
    (good,) = attached(town, (NAME, with_low(131_000)))
    answer = told_of(town, good, {"id": "F1", "mode": "external", "name": "sheet.yaml"})
    assert heading(answer) == "Not published: 1 problem"
    assert "sheet.yaml" in said(answer)
