"""A digest comes at its hour, once a week, and says something else each time."""

import threading
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.playground.faults import Fault
from knowledge.digest.subscription import UNTIL_RESUMED, Focus, Schedule
from tests.delivery.hand_clock import START
from tests.delivery.town import DATA_JOBS, HOUR, MAYAS_DM, MINUTE, MONDAYS, WEEK, Town
from tests.payloads import assert_slack_takes, without_our_markup
from tests.revisions.machine import statements


def test_it_arrives_at_its_slot_once_with_its_details_in_the_thread(town: Town) -> None:
    assert town.subscription().next_slot.at == datetime(2026, 10, 19, 7, tzinfo=UTC)
    town.go_to(datetime(2026, 10, 19, 6, 59, 50, tzinfo=UTC))
    town.round()
    assert town.digests() == []
    town.go_to(datetime(2026, 10, 19, 7, 0, 1, tzinfo=UTC))
    town.round()
    (digest,) = town.digests()
    (details,) = town.thread(digest)
    assert details.text != digest.text
    for message in (digest, details):
        blocks = list(message.blocks)
        payload = {"response_type": "ephemeral", "text": message.text, "blocks": blocks}
        assert_slack_takes(without_our_markup(payload))
    (past,) = town.history()
    assert (past.outcome, past.ts) == ("sent", digest.ts)
    assert past.late is not None
    assert 0 < past.late < 60


def test_ticks_that_follow_bring_nothing(town: Town) -> None:
    town.at_the_slot()
    for _ in range(3):
        town.round()
        town.pass_time(HOUR)
    assert town.whole() == 1
    assert town.subscription().next_slot.period == "2026-W44"


def test_a_tick_that_finds_nothing_begins_no_thread_and_asks_little(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.at_the_slot()
    begun: list[threading.Thread] = []
    with statements() as said, monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", begun.append)
        town.round()
    assert begun == []
    assert len([one for one, _ in said if one.startswith(("SELECT", "UPDATE"))]) <= 4


def test_the_next_week_brings_another_one(town: Town) -> None:
    for _ in range(3):
        town.at_the_slot()
    assert town.whole() == 3
    assert len({one.text for one in town.digests()}) == 3


def test_the_hour_stays_when_the_clocks_change(town: Town) -> None:
    for _ in range(2):
        town.at_the_slot()
    slots = [one.slot.at for one in town.history()]
    assert slots == [
        datetime(2026, 10, 19, 7, tzinfo=UTC),
        datetime(2026, 10, 26, 8, tzinfo=UTC),
    ]
    assert town.whole() == 2


def test_an_hour_that_comes_twice_brings_one(town: Town) -> None:
    town.subscribe(schedule=Schedule(6, time(2, 30), "Europe/Berlin"))
    town.go_to(datetime(2026, 10, 25, 0, 30, 5, tzinfo=UTC))
    town.round()
    town.go_to(datetime(2026, 10, 25, 1, 30, 5, tzinfo=UTC))
    town.round()
    assert town.whole() == 1


def test_another_zone_in_the_same_week_does_not_bring_a_second_one(town: Town) -> None:
    town.at_the_slot()
    for zone in ("America/Los_Angeles", "Pacific/Pago_Pago", "UTC"):
        one = town.subscribe(schedule=Schedule(0, time(9), zone))
        assert one.next_slot.period == "2026-W44"
        town.pass_time(8 * HOUR)
        town.round()
    assert town.whole() == 1


def test_a_zone_where_it_is_monday_already_does_not_make_a_week_come_back(town: Town) -> None:
    town.subscribe(schedule=Schedule(0, time(9), "Pacific/Auckland"))
    town.at_the_slot()
    assert town.history()[-1].slot.period == "2026-W44"
    # It is Sunday of the week before in Berlin, which has had none.
    one = town.subscribe(schedule=Schedule(6, time(23), "Europe/Berlin"))
    assert one.next_slot.period == "2026-W45"


def test_what_is_due_is_not_lost_by_a_change_that_comes_before_the_tick(town: Town) -> None:
    town.go_to(town.subscription().next_slot.at + timedelta(seconds=5))
    town.subscribe(schedule=Schedule(0, time(8), "Europe/Berlin"), focus=Focus(quiet=True))
    town.round()
    assert town.whole() == 1
    assert town.subscription().next_slot.at == datetime(2026, 10, 26, 7, tzinfo=UTC)


def test_after_30_hours_it_is_caught_up(town: Town) -> None:
    town.at_the_slot(late=30 * HOUR)
    assert town.whole() == 1
    (past,) = town.history()
    assert past.late is not None
    assert round(past.late / 3_600) == 30
    assert town.subscription().next_slot.period == "2026-W44"


def test_after_50_hours_it_is_missed_and_the_next_one_says_so(town: Town) -> None:
    town.at_the_slot(late=50 * HOUR)
    assert town.digests() == []
    assert town.outcomes() == ["missed"]
    town.at_the_slot()
    (digest,) = town.digests()
    assert "19 Oct" in digest.text
    assert "couldn't be posted" in digest.text
    assert town.outcomes() == ["missed", "sent"]
    town.at_the_slot()
    assert "couldn't be posted" not in town.digests()[-1].text


def test_three_weeks_without_the_app_are_three_missed_and_one_digest(town: Town) -> None:
    town.pass_time(3 * WEEK + 3 * HOUR)
    town.round()
    assert town.outcomes() == ["missed", "missed", "missed", "sent"]
    assert town.whole() == 1


def test_a_post_that_is_put_back_for_48_hours_is_missed(town: Town) -> None:
    town.slack.workspace.faults.set("chat.postMessage", Fault.refuse("token_revoked"))
    town.at_the_slot()
    assert town.outcomes() == ["waiting"]
    town.pass_time(48 * HOUR)
    town.round()
    assert town.outcomes() == ["missed"]
    town.slack.workspace.faults.clear()
    town.at_the_slot()
    assert town.whole() == 1
    assert "couldn't be posted" in town.digests()[0].text


def test_nothing_comes_while_it_is_paused(town: Town) -> None:
    digests = town.world.deps.digests
    digests.pause(town.subscription().id, START + WEEK + 3 * HOUR)
    for _ in range(10):
        town.round()
        town.pass_time(timedelta(days=1))
    assert town.digests() == []
    assert town.outcomes() == []
    town.at_the_slot()
    assert town.whole() == 1
    assert [one.slot.period for one in town.history()] == ["2026-W45"]


def test_a_pause_without_an_end_is_resumed(town: Town) -> None:
    digests = town.world.deps.digests
    digests.pause(town.subscription().id, UNTIL_RESUMED)
    town.pass_time(4 * WEEK + 3 * HOUR)
    town.round()
    one = digests.resume(town.subscription().id)
    assert one.next_slot.period == "2026-W48"
    town.at_the_slot()
    assert town.whole() == 1
    assert "couldn't be posted" not in town.digests()[0].text


def test_a_pause_takes_back_what_waits(town: Town) -> None:
    faults = town.slack.workspace.faults
    faults.set("chat.postMessage", Fault.rate_limit(600), times=1)
    town.at_the_slot()
    town.world.deps.digests.pause(town.subscription().id, UNTIL_RESUMED)
    town.pass_time(HOUR)
    town.round()
    assert town.digests() == []
    assert town.outcomes() == ["cancelled"]


def test_a_quiet_channel_hears_nothing_while_nothing_is_new(town: Town) -> None:
    town.subscribe(focus=Focus(quiet=True))
    for _ in range(3):
        town.at_the_slot()
    assert town.whole() == 1
    assert town.outcomes() == ["sent", "quiet", "quiet"]


def test_what_was_asked_for_now_is_this_week_s(town: Town) -> None:
    digests = town.world.deps.digests
    one = town.subscription()
    assert digests.send_now(one.id) == "on its way"
    assert digests.send_now(one.id) == "had this week"
    town.round()
    assert town.whole() == 1
    town.go_to(one.next_slot.at + MINUTE)
    town.round()
    assert town.whole() == 1
    assert town.subscription().next_slot.period == "2026-W44"
    town.at_the_slot()
    assert town.whole() == 2


def test_a_missed_week_can_be_asked_for(town: Town) -> None:
    town.at_the_slot(late=50 * HOUR)
    assert town.world.deps.digests.send_now(town.subscription().id) == "on its way"
    town.round()
    assert town.whole() == 1
    assert town.outcomes() == ["sent"]


def test_a_week_that_was_taken_back_can_be_asked_for(town: Town) -> None:
    digests = town.world.deps.digests
    digests.send_now(town.subscription().id)
    digests.unsubscribe(town.subscription().id)
    town.round()
    assert town.digests() == []
    assert digests.send_now(town.subscribe().id) == "on its way"
    town.round()
    assert town.whole() == 1


def test_a_change_that_is_undone_brings_no_second_one_and_loses_none(town: Town) -> None:
    town.at_the_slot()
    fridays = town.subscribe(schedule=Schedule(4, time(9), "Europe/Berlin"))
    assert fridays.next_slot.period == "2026-W44"
    undone = town.world.deps.digests.undo(fridays.id, fridays.version)
    assert undone is not None
    assert (undone.schedule, undone.next_slot.period) == (MONDAYS, "2026-W44")
    town.pass_time(timedelta(days=4))
    town.round()
    assert town.whole() == 1
    town.at_the_slot()
    assert town.whole() == 2


def test_a_person_gets_their_own(town: Town) -> None:
    town.subscribe(MAYAS_DM)
    town.at_the_slot()
    assert (town.whole(MAYAS_DM), town.whole(DATA_JOBS)) == (1, 1)


def test_whoever_unsubscribed_hears_no_more(town: Town) -> None:
    town.at_the_slot()
    town.world.deps.digests.unsubscribe(town.subscription().id)
    town.pass_time(2 * WEEK)
    town.round()
    assert town.whole() == 1


def test_a_channel_that_comes_back_gets_no_second_one_and_nothing_again(town: Town) -> None:
    town.at_the_slot()
    town.world.deps.digests.unsubscribe(town.subscription().id)
    assert town.subscribe(schedule=MONDAYS).next_slot.period == "2026-W44"
    town.subscribe(schedule=Schedule(2, time(9), "Europe/Berlin"))
    town.pass_time(timedelta(days=4))
    town.round()
    assert town.whole() == 1
    town.at_the_slot()
    first, second = town.digests()
    assert first.text != second.text
