"""`/knowledge`: who may ask, and what there is to see."""

import pytest

from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, Town, eventually
from tests.interaction.digests import SAM, forged, heading, labels, said, written
from tests.interaction.keeping import (
    ALEXS_DM,
    REFUSED,
    ROLES,
    SOURCES,
    click,
    content,
    hand_in,
    knowledge,
    served,
    with_low,
)

EVERYTHING = [
    "", "history", "diff", "rollback 1", "export csv", "check", "template role", "stale",
    "conflicts", "reports", "zanzibar",
]  # fmt: skip


@pytest.fixture
def admins() -> frozenset[str]:
    """Sam is named in the settings."""
    return frozenset({SAM})


@pytest.mark.parametrize("text", EVERYTHING)
def test_others_are_refused_kindly_with_the_admins_names(town: Town, text: str) -> None:
    answer = knowledge(town, text, MAYA)
    assert said(answer).startswith(REFUSED)
    assert f"<@{SAM}> and your workspace's admins" in said(answer)
    assert "Nothing was changed" in said(answer)
    assert answer.ephemeral_for == MAYA
    assert not labels(answer)


@pytest.mark.parametrize("text", ["history", "export csv", "rollback 1", "template role"])
def test_a_button_that_was_never_drawn_is_refused_as_well(town: Town, text: str) -> None:
    assert forged(town, MAYA, DATA_JOBS, "knowledge_ask", f"knowledge {text}").ok
    eventually(lambda: REFUSED in said(town.answers()[-1]))
    assert not town.slack.workspace.files()


def test_whom_the_settings_name_may_ask_and_so_may_workspace_admins(town: Town) -> None:
    assert heading(knowledge(town, user=SAM)) == "The knowledge"
    assert heading(knowledge(town, user=ALEX)) == "The knowledge"


def test_the_state_says_what_is_served_since_when_and_by_whom(town: Town) -> None:
    state = knowledge(town)
    assert "Revision 1 " in said(state)
    assert " · from files on disk" in said(state)
    assert f"{ROLES} roles, {SOURCES} sources, " in said(state)
    assert "You're all caught up." in said(state)
    assert labels(state) == ["Add…", "Upload…", "Edit…", "History", "Check", "Export", "Feeds"]
    assert state.ephemeral_for == ALEX


def test_the_state_says_what_waits(town: Town) -> None:
    clock = town.slack.workspace.clock
    clock.advance_to(clock() + 500 * 86_400)
    assert f"{ROLES + SOURCES} items due for verification  /knowledge stale" in said(
        knowledge(town)
    )


def test_history_tells_who_changed_what_in_numbers(town: Town) -> None:
    click(town, hand_in(town, ("ml-engineer-jobs.yaml", with_low(131_000))), "Apply")
    history = click(town, knowledge(town), "History")
    lines = said(history).splitlines()
    assert lines[0] == "Recent revisions"
    assert lines[1].startswith("Revision 2")
    assert lines[1].endswith(f"by <@{ALEX}> · in Slack")
    assert lines[2:4] == [
        "Uploaded ml-engineer-jobs.yaml",
        "1 figure changed (sources/ml-engineer-jobs.yaml)",
    ]
    assert lines[4].startswith("Revision 1")
    assert labels(history) == ["Difference", "Difference", "Roll back…"]
    before = click(town, history, "Difference", block_id="revision:2")
    assert heading(before) == "What revision 2 changed"
    assert "about $132,000–$180,000 → about $131,000–$180,000" in said(before)


def test_a_difference_is_of_the_newest_unless_said(town: Town) -> None:
    assert heading(knowledge(town, "diff")) == "What revision 1 changed"
    assert f"{ROLES} roles added" in said(knowledge(town, "diff 1"))
    missing = knowledge(town, "diff 99")
    assert "There is no revision 99; revisions run from 1 to 1." in said(missing)


def test_a_rollback_shows_its_difference_first_and_is_a_revision(town: Town) -> None:
    click(town, hand_in(town, ("ml-engineer-jobs.yaml", with_low(131_000))), "Apply")
    shown_first = knowledge(town, "rollback 1")
    assert heading(shown_first) == "What this would change"
    assert "about $131,000–$180,000 → about $132,000–$180,000" in said(shown_first)
    assert served(town) == "2"
    assert heading(click(town, shown_first, "Apply")) == "Published as revision 3"
    assert "a rollback\nRoll back to revision 1\n1 figure changed" in said(
        knowledge(town, "history")
    )


def test_a_rollback_takes_a_reason(town: Town) -> None:
    click(town, hand_in(town, ("ml-engineer-jobs.yaml", with_low(131_000))), "Apply")
    shown_first = knowledge(town, "rollback 1 the survey was withdrawn")
    assert "Roll back to revision 1: the survey was withdrawn" in said(shown_first)
    click(town, shown_first, "Apply")
    told = "Roll back to revision 1: the survey was withdrawn\n1 figure changed"
    assert told in said(knowledge(town, "history"))


def test_a_rollback_to_what_is_served_or_to_nothing_changes_nothing(town: Town) -> None:
    assert "Revision 1 is already live" in said(knowledge(town, "rollback 1"))
    assert "There is no revision 7" in said(knowledge(town, "rollback 7"))
    asked = knowledge(town, "rollback")
    assert heading(asked) == "Recent revisions"
    assert "Which revision?" in said(asked)


@pytest.mark.parametrize(
    ("text", "name", "begins"),
    [
        ("export", "figures.csv", "\ufeffid,role,"),
        ("export csv", "figures.csv", "\ufeffid,role,"),
        ("export jsonl", "figures.jsonl", '{"id": "'),
        ("export json-ld", "occupations.jsonld", "{"),
        ("template role Data Scientist", "data-scientist.yaml", "# yaml-language-server"),
        ("template role", "new-role.yaml", "# yaml-language-server"),
        ("template source", "new-source.yaml", "# yaml-language-server"),
        ("template role ../../etc/<i>", "etc-i.yaml", "# yaml-language-server"),
    ],
)
def test_files_come_in_the_direct_messages(town: Town, text: str, name: str, begins: str) -> None:
    answer = knowledge(town, text)
    assert said(answer) == f"{name} is in your direct messages with me."
    (file,) = town.slack.workspace.files()
    assert file.name == name
    assert file.content.decode().startswith(begins)
    (message,) = town.answers(ALEXS_DM, ALEX)
    assert message.files[0]["name"] == name


def test_the_check_tells_what_is_wrong_with_what_is_served(town: Town) -> None:
    assert "The files on disk have no problems." in said(knowledge(town, "check"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("stale", "Nothing is due."),
        ("conflicts", "There's nothing to resolve."),
        ("reports", "There are no open reports."),
    ],
)
def test_nothing_to_do_is_said(town: Town, text: str, says: str) -> None:
    assert says in said(knowledge(town, text))


def test_help_is_for_everybody(town: Town) -> None:
    outcome = town.slack.slash(MAYA, DATA_JOBS, "/knowledge help")
    assert heading(outcome.message) == "/knowledge"
    assert "/knowledge rollback 1" in said(outcome.message)


def test_a_typo_is_corrected_and_told(town: Town) -> None:
    answer = knowledge(town, "histroy")
    assert heading(answer) == "Recent revisions"
    assert "Read “histroy” as history" in said(answer)


def test_what_is_not_understood_is_said_with_what_may_be_meant(town: Town) -> None:
    answer = knowledge(town, "export <i> R&D")
    assert "“export <i> R&D” isn't something I can do" in said(answer)
    assert "Did you mean /knowledge export csv?" in said(answer)
    assert "figures.csv" in said(click(town, answer, "Do that"))


def test_a_direct_message_asks_the_same(town: Town) -> None:
    assert heading(written(town, "knowledge history", ALEX, ALEXS_DM)) == "Recent revisions"
    assert REFUSED in said(written(town, "knowledge history", MAYA))
    assert "“knowledge engineer” isn't covered yet" in said(
        written(town, "knowledge engineer", MAYA)
    )


def test_a_channel_reads_only_how_to(town: Town) -> None:
    before = len(town.answers())
    town.slack.say(ALEX, DATA_JOBS, "<@U0ROLECALL> knowledge history")
    eventually(lambda: len(town.answers()) > before)
    assert heading(town.answers()[-1]) == "/knowledge"


def test_the_content_is_what_the_tests_take_it_for() -> None:
    assert "low: 132000" in content("sources/ml-engineer-jobs.yaml")
