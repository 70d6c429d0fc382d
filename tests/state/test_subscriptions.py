"""Who gets a digest, and when."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import Connection

from bot.state import subscriptions
from bot.state.database import Database
from knowledge.digest.subscription import (
    Focus,
    Schedule,
    Slot,
    Subscription,
    SubscriptionChangedError,
    slot_after,
)
from tests.state.conftest import START, Open
from tests.state.old_tables import go_back, subscribe_once

TEAM, CHANNEL, MAYA, ALEX = "T0TEAM", "C0DATA", "U0MAYA", "U0ALEX"
BERLIN = Schedule(0, time(9), "Europe/Berlin")
FOCUS = Focus(("ml-engineer",), ("mlops",), ("moves", "tip"), quiet=True, muted_feeds=("dbt-blog",))


def subscribe(
    connection: Connection,
    channel: str = CHANNEL,
    user: str = MAYA,
    schedule: Schedule = BERLIN,
    focus: Focus = FOCUS,
    team: str = TEAM,
    now: datetime = START,
    version: str | None = None,
) -> Subscription:
    """Subscribe, with the first slot after now."""
    wanted = {"team_id": team, "channel_id": channel, "subscriber": user}
    one = subscriptions.subscribe(connection, now, wanted, schedule, focus, version)
    subscriptions.set_next(connection, one.id, slot_after(schedule, now))
    return subscriptions.subscription(connection, one.id)


def test_what_is_kept_comes_back(database: Database) -> None:
    with database.begin() as connection:
        one = subscribe(connection)
    with database.connect() as connection:
        assert subscriptions.find(connection, TEAM, CHANNEL) == one
        assert subscriptions.subscription(connection, one.id) == one
    assert (one.schedule, one.focus, one.subscriber) == (BERLIN, FOCUS, MAYA)
    assert one.next_slot == slot_after(BERLIN, START)
    assert (one.paused_until, one.unreachable) == (None, None)


def test_teams_and_channels_are_apart(database: Database) -> None:
    with database.begin() as connection:
        here = subscribe(connection)
        there = subscribe(connection, team="T0THERE")
        assert len({here.id, there.id}) == 2
        assert subscriptions.find(connection, TEAM, "C0OTHER") is None
        assert subscriptions.of_team(connection, TEAM) == (here,)


def test_a_second_subscription_changes_the_first_and_keeps_its_subscriber(
    database: Database,
) -> None:
    other = Schedule(4, time(17, 30), "Asia/Tokyo")
    with database.begin() as connection:
        first = subscribe(connection)
        second = subscribe(connection, user=ALEX, schedule=other, focus=Focus())
    assert (second.id, second.subscriber) == (first.id, MAYA)
    assert (second.schedule, second.focus) == (other, Focus())


def test_one_that_ended_is_found_by_nobody_and_begins_again_under_its_id(
    database: Database,
) -> None:
    later = START + timedelta(days=3)
    with database.begin() as connection:
        first = subscribe(connection)
        subscriptions.change(connection, first.id, paused_until=later, unreachable="is_archived")
        subscriptions.change(connection, first.id, ended_at=START)
        assert subscriptions.find(connection, TEAM, CHANNEL) is None
        assert subscriptions.of_team(connection, TEAM) == ()
        assert subscriptions.upcoming(connection, 10) == ()
        assert subscriptions.due(connection, START + timedelta(weeks=9), 10) == ()
        with pytest.raises(LookupError):
            subscriptions.subscription(connection, first.id)
        assert subscriptions.subscriber(connection, first.id) == MAYA
        again = subscribe(connection, user=ALEX, now=later)
    assert (again.id, again.subscriber) == (first.id, ALEX)
    assert (again.paused_until, again.unreachable) == (None, None)


def test_a_change_is_undone_once_and_only_while_it_is_the_last(database: Database) -> None:
    fridays = Schedule(4, time(16), "Europe/London")
    with database.begin() as connection:
        first = subscribe(connection)
        assert not subscriptions.undo(connection, first.id, first.version)
        changed = subscribe(connection, schedule=fridays, focus=Focus())
        assert changed.version != first.version
        assert subscribe(connection, schedule=fridays, focus=Focus()).version == changed.version
    with database.begin() as connection:
        assert [subscriptions.undo(connection, changed.id, changed.version) for _ in range(2)] == [
            True,
            False,
        ]
        back = subscriptions.subscription(connection, first.id)
        assert (back.schedule, back.focus, back.subscriber) == (BERLIN, FOCUS, MAYA)
        # The same once more is another change: the old one cannot take it back.
        again = subscribe(connection, schedule=fridays, focus=Focus())
        assert not subscriptions.undo(connection, first.id, changed.version)
        assert subscriptions.subscription(connection, first.id) == again


def test_what_has_ended_is_not_undone(database: Database) -> None:
    with database.begin() as connection:
        subscribe(connection)
        changed = subscribe(connection, focus=Focus())
        subscriptions.change(connection, changed.id, ended_at=START)
        assert not subscriptions.undo(connection, changed.id, changed.version)
        begun = subscribe(connection)
        for version in (changed.version, begun.version, ""):
            assert not subscriptions.undo(connection, begun.id, version)


def test_who_was_slower_changes_nothing(database: Database) -> None:
    with database.begin() as connection:
        first = subscribe(connection, version="")
        changed = subscribe(connection, focus=Focus(), version=first.version)
    for seen in ("", first.version):
        with pytest.raises(SubscriptionChangedError), database.begin() as connection:
            subscribe(connection, schedule=Schedule(4, time(16), "UTC"), version=seen)
    with database.begin() as connection:
        assert subscriptions.subscription(connection, first.id) == changed
        subscriptions.change(connection, first.id, ended_at=START)
    with pytest.raises(SubscriptionChangedError), database.begin() as connection:
        subscribe(connection, version=changed.version)
    with database.begin() as connection:
        assert subscribe(connection, user=ALEX, version="").subscriber == ALEX


@pytest.mark.parametrize("undoing", [True, False], ids=["undo", "change"])
def test_of_many_at_once_one_is_first(database: Database, undoing: bool) -> None:
    with database.begin() as connection:
        subscribe(connection)
        one = subscribe(connection, focus=Focus())

    def attempt(number: int) -> bool:
        with database.begin() as connection:
            if undoing:
                return subscriptions.undo(connection, one.id, one.version)
            subscribe(connection, focus=Focus(roles=(str(number),)), version=one.version)
            return True

    def won(number: int) -> bool:
        try:
            return attempt(number)
        except SubscriptionChangedError:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(won, range(16))) == 1


def test_one_from_before_there_were_versions_is_changed_and_undone(url: str, opened: Open) -> None:
    database = opened(url)
    go_back(database, "0005")
    with database.begin() as connection:
        old = subscribe_once(connection, TEAM, CHANNEL, "1-4f1d20c3", asdict(FOCUS))
    with opened(url).begin() as connection:
        found = subscriptions.find(connection, TEAM, CHANNEL)
        assert found is not None
        assert found.version == old
        assert not subscriptions.undo(connection, found.id, found.version)
        changed = subscribe(connection, focus=Focus(), version=found.version)
        assert subscriptions.undo(connection, changed.id, changed.version)
        assert subscriptions.subscription(connection, found.id).focus == FOCUS


def test_those_that_are_due_come_first_due_first(database: Database) -> None:
    with database.begin() as connection:
        for number, hour in enumerate((12, 10, 11)):
            subscribe(connection, f"C{number}", schedule=Schedule(0, time(hour), "UTC"))
        moment = START.replace(hour=11)

        def channels(found: tuple[Subscription, ...]) -> list[str]:
            return [one.channel_id for one in found]

        assert channels(subscriptions.due(connection, moment, 10)) == ["C1", "C2"]
        assert channels(subscriptions.due(connection, moment, 1)) == ["C1"]
        assert channels(subscriptions.upcoming(connection, None)) == ["C1", "C2", "C0"]
        assert channels(subscriptions.upcoming(connection, 2)) == ["C1", "C2"]


def test_the_first_to_note_that_a_channel_is_gone_is_told_so(database: Database) -> None:
    with database.begin() as connection:
        one = subscribe(connection)
        noted = [
            subscriptions.became_unreachable(connection, one.id, reason)
            for reason in ("not_in_channel", "is_archived")
        ]
        assert noted == [True, False]
        assert subscriptions.subscription(connection, one.id).unreachable == "not_in_channel"
        subscriptions.became_reachable(connection, one.id)
        assert subscriptions.subscription(connection, one.id).unreachable is None
        assert subscriptions.became_unreachable(connection, one.id, "is_archived")
        subscriptions.change(connection, one.id, ended_at=START, unreachable=None)
        assert not subscriptions.became_unreachable(connection, one.id, "is_archived")


def test_the_next_slot_is_kept_with_the_date_it_was_set_for(database: Database) -> None:
    slot = Slot(datetime(2026, 11, 29, 20, 0, tzinfo=UTC), datetime(2026, 11, 30).date())  # noqa: DTZ001 — a date alone
    with database.begin() as connection:
        one = subscribe(connection)
        subscriptions.set_next(connection, one.id, slot)
        assert subscriptions.subscription(connection, one.id).next_slot == slot
