"""Somebody who has left the workspace: what they were to be told reaches those who look after it."""

import pytest

from bot.playground.faults import Fault
from tests.delivery.town import ALEXS_DM, DATA_JOBS, HOUR, MAYA, MAYAS_DM, Town


def lose_the_channel(town: Town) -> None:
    """The channel of Maya's subscription is archived; she is to be told."""
    town.subscribe()
    town.slack.workspace.conversations.archive(DATA_JOBS)
    town.at_the_slot()
    town.round()


@pytest.mark.parametrize("code", ["user_disabled", "user_not_found"])
def test_what_they_were_to_be_told_goes_to_the_admins(town: Town, code: str) -> None:
    town.slack.workspace.faults.set("conversations.open", Fault.refuse(code), times=1)
    lose_the_channel(town)
    (told,) = town.digests(ALEXS_DM)
    assert f"for <@{MAYA}>" in told.text
    assert f"<#{DATA_JOBS}> is paused" in told.text
    assert "is paused" in str(told.blocks)
    assert town.digests(MAYAS_DM) == []


def test_admins_who_have_left_as_well_are_tried_once(town: Town) -> None:
    town.slack.workspace.faults.set("conversations.open", Fault.refuse("user_disabled"))
    lose_the_channel(town)
    for _ in range(3):
        town.pass_time(HOUR)
        town.round()
    assert len(town.slack.workspace.calls("conversations.open")) == 2


def test_what_is_wrong_with_a_notice_is_not_passed_on(town: Town) -> None:
    faults = town.slack.workspace.faults
    answers = iter([Fault.refuse("is_archived"), Fault.refuse("invalid_blocks")])
    faults.choose("chat.postMessage", lambda: next(answers, None))
    town.subscribe()
    town.at_the_slot()
    town.round()
    assert town.digests(ALEXS_DM) == []
