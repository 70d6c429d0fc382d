"""Rolecall's own admins: people and user groups that the settings name."""

import pytest

from bot.playground.faults import Fault
from bot.playground.records import UserGroup
from tests.interaction.conftest import ALEX, MAYA, Town
from tests.interaction.digests import SAM, digest, heading, labels, said
from tests.not_slack import NOT_SLACK

REFUSED = "This digest belongs to someone else"
LOOK_UP = "usergroups.users.list"


@pytest.fixture
def admins() -> frozenset[str]:
    """Maya, and a group."""
    return frozenset({MAYA, "S0EDITORS"})


@pytest.fixture
def editors(town: Town) -> UserGroup:
    """The group, with Sam in it."""
    group = UserGroup("S0EDITORS", "editors", (SAM,))
    town.slack.workspace.usergroups[group.id] = group
    return group


def test_a_person_whom_the_settings_name_may_change_anothers(town: Town) -> None:
    digest(town, "subscribe", ALEX)
    assert heading(digest(town, "pause", MAYA)) == "Paused"
    assert "useful" in said(digest(town, "list", MAYA))


@pytest.mark.usefixtures("editors")
def test_members_of_the_group_may_and_slack_is_not_asked_each_time(town: Town) -> None:
    digest(town, "subscribe", ALEX)
    assert "Unsubscribe" in labels(digest(town, "", SAM))
    assert heading(digest(town, "pause", SAM)) == "Paused"
    assert heading(digest(town, "unsubscribe", SAM)) == "Unsubscribed"
    assert len(town.slack.workspace.calls(LOOK_UP)) == 1


def test_who_is_not_in_the_group_may_not(town: Town, editors: UserGroup) -> None:
    town.slack.workspace.usergroups[editors.id] = UserGroup("S0EDITORS", "editors", ())
    digest(town, "subscribe", ALEX)
    assert heading(digest(town, "pause", SAM)) == REFUSED


def test_where_slack_does_not_say_who_is_in_it_nobody_is(town: Town, editors: UserGroup) -> None:
    digest(town, "subscribe", ALEX)
    town.slack.workspace.faults.set(LOOK_UP, Fault.refuse("missing_scope"), times=1)
    assert heading(digest(town, "pause", SAM)) == REFUSED
    # A refusal is not remembered: the next time it may be granted.
    assert heading(digest(town, "pause", SAM)) == "Paused"
    assert editors.users == (SAM,)


def test_where_slack_does_not_say_who_administers_the_workspace_nobody_does(town: Town) -> None:
    digest(town, "subscribe", MAYA)
    town.slack.workspace.faults.set("users.info", Fault.refuse("fatal_error"), times=1)
    assert heading(digest(town, "pause", ALEX)) == REFUSED
    assert heading(digest(town, "pause", ALEX)) == "Paused"


@pytest.mark.usefixtures("editors")
@pytest.mark.parametrize("answer", ["page 403", "page 200", "JSON []"])
@pytest.mark.parametrize(("method", "user"), [("users.info", ALEX), (LOOK_UP, SAM)])
def test_where_another_answers_for_slack_nobody_is_told_that_they_are_none(
    town: Town, answer: str, method: str, user: str
) -> None:
    digest(town, "subscribe", MAYA)
    town.slack.workspace.faults.set(method, Fault.intercept(NOT_SLACK[answer]), times=1)
    assert "nothing was changed" in said(digest(town, "pause", user))
    assert heading(digest(town, "pause", user)) == "Paused"
