"""Slack refuses, breaks off, loses and delays: each digest still comes once, or somebody is told."""

from datetime import time, timedelta

import pytest

from bot.playground.faults import Fault
from bot.playground.seed import TEAM_ID
from knowledge.digest.subscription import Schedule
from tests.delivery.town import (
    ALEXS_DM,
    DATA_JOBS,
    HOUR,
    MAYA,
    MAYAS_DM,
    SETTLED,
    Town,
)

POST = "chat.postMessage"


def test_a_channel_that_is_too_fast_waits_and_holds_up_nobody(town: Town) -> None:
    others = [town.add_channel(name) for name in ("one", "two", "three")]
    for channel in others:
        town.subscribe(channel)
    faults = town.slack.workspace.faults
    faults.set(POST, Fault.rate_limit(60), times=1)
    town.at_the_slot()
    (slow,) = {channel for channel, outcome in town.posts() if outcome == "ratelimited"}
    assert town.posts().count((slow, "ok")) == 0
    quick = {DATA_JOBS, *others} - {slow}
    assert [town.whole(channel) for channel in quick] == [1, 1, 1]
    # `Retry-After` is kept to: nothing is tried before.
    calls = len(town.posts())
    town.pass_time(timedelta(seconds=35))
    town.round()
    assert len(town.posts()) == calls
    town.pass_time(timedelta(seconds=26))
    town.round()
    assert town.whole(slow) == 1


def test_a_workspace_that_is_too_fast_is_left_alone(town: Town) -> None:
    others = [town.add_channel(f"n{number}") for number in range(40)]
    for channel in others:
        town.subscribe(channel)
    town.slack.workspace.faults.set(POST, Fault.rate_limit(60))
    town.at_the_slot()
    # Each worker learns it once or twice; the other messages are not even tried.
    assert len(town.posts()) < len(others)


def test_what_arrived_without_an_answer_is_adopted(town: Town) -> None:
    town.slack.workspace.faults.set(POST, Fault.store_and_drop(), times=1)
    town.at_the_slot()
    assert len(town.digests()) == 1
    assert town.outcomes() == ["waiting"]
    town.pass_time(SETTLED)
    town.round()
    assert town.whole() == 1
    assert [past.ts for past in town.history()] == [town.digests()[0].ts]
    assert town.posts().count((DATA_JOBS, "ok")) == 2


def test_details_that_arrived_without_an_answer_are_adopted(town: Town) -> None:
    faults = town.slack.workspace.faults
    answers = iter([None, Fault.store_and_drop()])
    faults.choose(POST, lambda: next(answers, None))
    town.at_the_slot()
    assert town.whole() == 1
    town.pass_time(SETTLED)
    town.round()
    assert town.whole() == 1


def test_what_got_lost_is_posted_again_once_it_can_no_longer_come(town: Town) -> None:
    town.slack.workspace.faults.set(POST, Fault.drop(), times=1)
    town.at_the_slot()
    town.pass_time(timedelta(seconds=50))
    town.round()
    assert town.digests() == []
    town.pass_time(SETTLED)
    town.round()
    assert town.whole() == 1


@pytest.mark.parametrize("error", ["internal_error", "fatal_error"])
def test_an_error_that_says_nothing_is_looked_into(town: Town, error: str) -> None:
    town.slack.workspace.faults.set(POST, Fault.refuse(error), times=1)
    town.at_the_slot()
    assert town.outcomes() == ["waiting"]
    town.pass_time(SETTLED)
    town.round()
    assert town.whole() == 1


def test_a_history_that_cannot_be_read_at_the_moment_is_read_later(town: Town) -> None:
    faults = town.slack.workspace.faults
    faults.set(POST, Fault.store_and_drop(), times=1)
    faults.set("conversations.history", Fault.rate_limit(60), times=1)
    town.at_the_slot()
    for _ in range(3):
        town.pass_time(SETTLED)
        town.round()
    assert town.whole() == 1
    assert town.outcomes() == ["sent"]


@pytest.mark.parametrize("fault", [Fault.store_and_drop(), Fault.drop()], ids=lambda f: f.kind)
def test_where_history_may_not_be_read_an_admin_is_told_once(town: Town, fault: Fault) -> None:
    town.slack.workspace.faults.set(POST, fault, times=1)
    town.slack.workspace.scopes -= {"channels:history"}
    town.at_the_slot()
    for _ in range(3):
        town.pass_time(SETTLED)
        town.round()
    assert town.outcomes() == ["unknown"]
    assert len(town.digests()) == (fault.kind == "store_and_drop")
    (told,) = town.digests(ALEXS_DM)
    assert "whether it arrived" in told.text
    assert town.digests(MAYAS_DM) == []
    town.at_the_slot()
    assert town.outcomes() == ["unknown", "sent"]


def test_a_channel_that_throws_the_bot_out_waits_and_its_subscriber_is_told_once(
    town: Town,
) -> None:
    town.slack.workspace.conversations.leave(DATA_JOBS, "U0ROLECALL")
    town.at_the_slot()
    for _ in range(3):
        town.pass_time(2 * HOUR)
        town.round()
    (told,) = town.digests(MAYAS_DM)
    assert "I'm not in the channel" in told.text
    assert town.digests(ALEXS_DM) == []
    assert town.subscription().unreachable == "not_in_channel"
    town.pass_time(30 * HOUR)
    town.slack.workspace.conversations.join(DATA_JOBS, "U0ROLECALL")
    town.round()
    assert town.whole() == 1
    # Nobody told the app that it is back: it was let in again while the app was down.
    assert town.subscription().unreachable is None


def test_an_invitation_brings_the_digest_at_once(town: Town) -> None:
    town.slack.workspace.conversations.leave(DATA_JOBS, "U0ROLECALL")
    town.at_the_slot()
    town.slack.invite(MAYA, DATA_JOBS)
    town.slack.workspace.wait_for(lambda: town.subscription().unreachable is None)
    town.round()
    assert town.whole() == 1


def test_a_channel_that_stays_away_for_48_hours_misses_its_digest(town: Town) -> None:
    town.slack.workspace.conversations.leave(DATA_JOBS, "U0ROLECALL")
    town.at_the_slot()
    town.pass_time(49 * HOUR)
    town.slack.workspace.conversations.join(DATA_JOBS, "U0ROLECALL")
    town.round()
    assert town.digests() == []
    assert town.outcomes() == ["missed"]
    town.at_the_slot()
    assert town.whole() == 1


def test_an_archived_channel_waits_and_its_subscriber_is_told_once(town: Town) -> None:
    conversations = town.slack.workspace.conversations
    conversations.archive(DATA_JOBS)
    town.at_the_slot()
    town.pass_time(2 * HOUR)
    town.round()
    (told,) = town.digests(MAYAS_DM)
    assert "archived" in told.text
    conversations.unarchive(DATA_JOBS)
    town.pass_time(HOUR)
    town.round()
    assert town.whole() == 1


def test_what_slack_does_not_take_has_failed_and_an_admin_is_told(town: Town) -> None:
    town.slack.workspace.faults.set(POST, Fault.refuse("invalid_blocks"), times=1)
    town.at_the_slot()
    assert town.outcomes() == ["failed"]
    assert town.digests() == []
    (told,) = town.digests(ALEXS_DM)
    assert "invalid_blocks" in told.text
    town.at_the_slot()
    assert town.whole() == 1
    assert len(town.digests(ALEXS_DM)) == 1


def test_a_token_that_is_revoked_for_a_while_loses_nothing(town: Town) -> None:
    town.slack.workspace.faults.set(POST, Fault.refuse("token_revoked"))
    town.at_the_slot()
    town.pass_time(HOUR)
    town.round()
    assert town.outcomes() == ["waiting"]
    assert town.digests(ALEXS_DM) == []
    town.slack.workspace.faults.clear()
    town.pass_time(HOUR)
    town.round()
    assert town.whole() == 1


def test_details_have_nowhere_to_go_where_the_digest_was_deleted(town: Town) -> None:
    faults = town.slack.workspace.faults
    answers = iter([None, Fault.rate_limit(60)])
    faults.choose(POST, lambda: next(answers, None))
    town.at_the_slot()
    (digest,) = town.digests()
    town.slack.workspace.conversations.delete(DATA_JOBS, digest.ts)
    for _ in range(2):
        town.pass_time(SETTLED)
        town.round()
    assert town.posts()[-1] == (DATA_JOBS, "thread_not_found")
    calls = len(town.posts())
    town.pass_time(2 * HOUR)
    town.round()
    assert len(town.posts()) == calls
    assert town.outcomes() == ["sent"]
    assert town.digests(ALEXS_DM) == []


def test_two_weeks_wait_for_a_channel_and_come_in_order(town: Town) -> None:
    conversations = town.slack.workspace.conversations
    conversations.leave(DATA_JOBS, "U0ROLECALL")
    town.subscribe(schedule=Schedule(6, time(20), "Europe/Berlin"))
    town.at_the_slot()
    town.subscribe()
    # The second one is due, and waits behind the first: nothing keeps this round from its end.
    town.at_the_slot()
    assert town.outcomes() == ["waiting", "waiting"]
    conversations.join(DATA_JOBS, "U0ROLECALL")
    town.world.deps.digests.reachable(TEAM_ID, DATA_JOBS)
    town.round()
    first, second = town.digests()
    assert ["25 October" in first.text, "26 October" in second.text] == [True, True]
    (details,) = town.thread(first)
    assert first.ts < details.ts < second.ts


def test_where_no_admin_is_known_whoever_subscribed_is_told(town: Town) -> None:
    changes = {"rolecall_admins": frozenset({"S0NOBODY"})}
    town.settings = town.settings.model_copy(update=changes)
    other = town.another_process()
    town.slack.workspace.faults.set(POST, Fault.refuse("invalid_blocks"), times=1)
    town.go_to(town.subscription().next_slot.at)
    other.delivery.round()
    assert (len(town.digests(MAYAS_DM)), len(town.digests(ALEXS_DM))) == (1, 0)
