"""Failures: what waits and for how long, what pauses a feed, where it is asked for once it has moved."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import update

from bot.feeds.visits import Failed, Unchanged, Validators, Visit
from bot.fetching.fetcher import Fetcher
from bot.state import feeds as state
from bot.state.feed_tables import FEED_ITEMS, FEEDS
from knowledge.feeds.model import Feed
from knowledge.feeds.reading import FeedRead
from tests.feeds.collecting.town import (
    ADMIN,
    BROKEN,
    DAY,
    HOUR,
    START,
    UNCHANGED,
    WEEK,
    Town,
    feed,
    item,
    read,
    ticks,
    times,
)

ADDRESS, MOVED = "https://blog.example/feed", "https://moved.example/feed"
TOO_MANY = Failed("wants to be asked less often", 429, retry_after=5 * 3_600)


def test_failures_wait_longer_and_longer_and_up_to_a_day(town: Town) -> None:
    town.says["blog"] = BROKEN
    ticks(town, 6 * DAY, timedelta(minutes=30))
    gaps = [later - earlier for earlier, later in pairwise(times(town, "blog"))]
    assert [round(gap / HOUR) for gap in gaps[:4]] in ([1, 2, 4, 8], [2, 2, 4, 9], [2, 2, 5, 9])
    assert all(DAY <= gap < 1.2 * DAY for gap in gaps[5:])
    assert town.state().error == "answers with HTTP 500"
    assert town.state().failing_since == times(town, "blog")[0]
    town.reads(UNCHANGED, after=2 * DAY)
    assert (town.state().error, town.state().failing_since) == (None, None)
    town.reads(BROKEN)
    assert len(times(town, "blog")) == len(gaps) + 3
    next_read = town.state().next_read
    assert next_read is not None
    assert next_read - town.now < 1.2 * HOUR


def test_a_host_that_is_asked_too_often_is_left_alone_by_all_of_its_feeds(town: Town) -> None:
    town.add(feed("second", address="https://blog.example/other"), feed("third"))
    for id in ("second", "third"):
        town.reads(UNCHANGED, id, timedelta())
    town.now += 2 * HOUR
    town.says["blog"] = TOO_MANY
    town.collector.round()
    asked = town.now
    town.says |= dict.fromkeys(("blog", "second", "third"), UNCHANGED)
    ticks(town, 6 * HOUR)
    since = {id: next(at for at in times(town, id) if at > asked) - asked for id in town.feeds}
    assert since["third"] < 2 * HOUR
    assert since["blog"] >= 5 * HOUR
    assert since["second"] >= 5 * HOUR


def test_a_sick_route_stops_no_other(town: Town) -> None:
    town.add(feed("second", address="https://blog.example/other"))
    town.says |= {"blog": Failed("is busy", 503, retry_after=50 * 3_600), "second": UNCHANGED}
    ticks(town, 49 * HOUR, HOUR / 2)
    assert len(times(town, "blog")) == 1
    assert len(times(town, "second")) > 40
    ticks(town, 2 * HOUR)
    assert len(times(town, "blog")) == 2


@pytest.mark.parametrize("seconds", [float("inf"), float("nan"), -5.0, 1e300])
def test_no_server_silences_a_feed_for_good(town: Town, seconds: float) -> None:
    town.reads(Failed("is busy", 503, retry_after=seconds))
    next_read = town.state().next_read
    assert next_read is not None
    assert timedelta() < next_read - town.now <= 7 * DAY


@pytest.mark.parametrize("owner", ["U0MAYA", None])
def test_a_feed_that_is_gone_is_paused_and_someone_is_told_once(
    town: Town, owner: str | None
) -> None:
    town.add(feed(owner=owner))
    town.reads(Failed("answers with HTTP 410", 410, is_gone=True))
    ticks(town, 3 * DAY, HOUR)
    assert len(town.asked) == 1
    assert town.state().paused_for == "is gone for good, says its site"
    assert town.state().next_read is None
    ((person, said),) = town.told()
    assert person == owner or ADMIN
    assert said.startswith("Blog is gone for good, says its site. I've paused it")


def test_a_month_of_failures_pauses_and_turning_it_on_again_asks_again(town: Town) -> None:
    town.says["blog"] = BROKEN
    ticks(town, 40 * DAY, timedelta(hours=12))
    assert times(town, "blog")[-1] - START < 32 * DAY
    assert town.state().paused_for == "couldn't be read for a month: it answers with HTTP 500"
    assert [person for person, _ in town.told()] == [ADMIN]
    on = town.feeds["blog"]
    for one in (feed(enabled=False), on):
        town.add(one)
        town.collector.round()
    assert town.state().paused_for is None
    assert town.state().failing_since == town.now
    with town.database.begin() as connection:
        assert state.resume(connection, "blog", town.now)
    assert town.collector.round() == 1


def test_nobody_to_tell_is_no_reason_to_be_silent(town: Town) -> None:
    town.admins = ()
    gone = Failed("answers with HTTP 410", 410, is_gone=True)
    town.reads(gone)
    assert town.state().paused_for is None
    town.admins = ("U0LATE",)
    town.reads(gone)
    assert town.state().paused_for is not None
    assert [person for person, _ in town.told()] == ["U0LATE"]


def addresses(town: Town) -> list[str | None]:
    return [feed.address for feed, _, _ in town.visits]


def test_a_redirect_is_remembered_once_it_has_held_for_a_week(town: Town) -> None:
    town.reads(read(item("a")))
    for _ in range(8):
        town.reads(Unchanged(Validators('"1"'), moved_to=MOVED), after=DAY)
    assert town.state().moved_to == MOVED
    town.reads(UNCHANGED)
    town.reads(UNCHANGED, after=DAY)
    assert addresses(town) == [ADDRESS] * 9 + [MOVED] * 2
    town.reads(BROKEN)
    town.reads(UNCHANGED)
    assert addresses(town)[-2:] == [MOVED, ADDRESS]
    assert town.state().moved_to is None


def test_a_page_that_says_back_soon_takes_nothing_over(town: Town) -> None:
    for days in (6, 6, 6):
        town.reads(read(item("a"), moved_to=MOVED))
        town.reads(read(item("a"), moved_to=MOVED), after=days * DAY)
        town.reads(read(item("a")), after=DAY)
    assert set(addresses(town)) == {ADDRESS}


def test_what_breaks_here_costs_one_feed_one_try(town: Town) -> None:
    town.add(feed("second"))

    def visit(_fetcher: Fetcher, feed: Feed, *_: object) -> Visit:
        if feed.id == "blog":
            raise ValueError("a fault of ours")
        return read(item("fine"))

    town.visitor = visit
    assert town.collector.round() == 2
    assert town.state().error == "can't be read: something went wrong here, and the log says what"
    assert [row.feed_id for row in town.rows()] == ["second"]


def test_what_cannot_be_kept_costs_one_feed_one_try(town: Town) -> None:
    broken = read()
    object.__setattr__(broken, "read", FeedRead(items=(item("a"), None)))  # pyright: ignore[reportArgumentType]
    town.reads(broken)
    assert town.state().error == "can't be read: something went wrong here, and the log says what"
    assert town.rows() == []


def test_a_row_that_was_changed_by_hand_is_followed(town: Town) -> None:
    town.reads(UNCHANGED)
    with town.database.begin() as connection:
        connection.execute(update(FEEDS).values(lease="x", leased_until=town.now + WEEK))
    town.reads(UNCHANGED)
    assert len(town.asked) == 1
    town.add(feed(name="Another name"))
    town.reads(UNCHANGED, after=WEEK)
    assert [row.name for row in town.rows(FEEDS)] == ["Another name"]
    assert town.rows(FEED_ITEMS) == []
