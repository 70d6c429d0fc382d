"""Whose turn it is: intervals, leases, failures, pauses, redirects."""

import threading
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import update

from bot.feeds.collecting import LEASE
from bot.feeds.hosts import host_of
from bot.feeds.visits import Failed, Unchanged, Validators, Visit
from bot.fetching.fetcher import Fetcher
from bot.state import feeds as state
from bot.state.feed_tables import FEED_WEEKS, FEEDS
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
    ad,
    feed,
    item,
    read,
)

ADDRESS, MOVED = "https://blog.example/feed", "https://moved.example/feed"
TOO_MANY = Failed("wants to be asked less often", 429, retry_after=5 * 3_600)


def ticks(town: Town, time: timedelta, every: timedelta = timedelta(minutes=10)) -> None:
    """Look for what is due again and again; where nothing is, nothing is looked for."""
    begun, until = town.now, town.now + time
    while True:
        with town.database.connect() as connection:
            due = [
                one.next_read
                for one in state.states(connection, town.now).values()
                if one.next_read
            ]
        next_due = max(town.now, min(due, default=town.now))
        ticks = (next_due - begun) // every + 1
        if begun + ticks * every > until or (not due and town.asked):
            break
        town.now = begun + ticks * every
        town.collector.round()
    town.now = until


def times(town: Town, id: str) -> list[datetime]:
    return [at for name, at in town.asked if name == id]


def test_feeds_are_read_hourly_and_boards_daily(town: Town) -> None:
    town.add(feed("board", "greenhouse", board="acme"), feed("off", enabled=False))
    town.says |= {"blog": UNCHANGED, "board": read(ad("1"))}
    ticks(town, 3 * DAY, HOUR / 2)
    assert {id for id, _ in town.asked} == {"blog", "board"}
    for id, interval in (("blog", HOUR), ("board", DAY)):
        gaps = [(later - earlier) / interval for earlier, later in pairwise(times(town, id))]
        assert 0.5 < gaps[0] < 2
        assert all(0.5 < gap < 1.5 for gap in gaps[1:])
        assert 3 * DAY / interval - 1 <= len(gaps) <= 3 * DAY / interval


def test_each_has_a_moment_of_its_own(town: Town) -> None:
    town.feeds = {f"feed-{n}": feed(f"feed-{n}") for n in range(30)}
    town.says = dict.fromkeys(town.feeds, UNCHANGED)
    ticks(town, 3 * HOUR, timedelta(minutes=5))
    last_hour = Counter(at for _, at in town.asked if at > START + 2 * HOUR)
    assert max(last_hour.values()) < 10
    assert sum(last_hour.values()) == 30


def test_any_number_of_machines_read_each_feed_once(town: Town) -> None:
    town.feeds = {f"feed-{n}": feed(f"feed-{n}") for n in range(12)}
    town.says = {id: read(item(id)) for id in town.feeds}
    machines = [town.new_collector() for _ in range(3)]
    for _ in range(3):
        threads = [threading.Thread(target=machine.round) for machine in machines]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        town.now += 2 * HOUR
    assert Counter(id for id, _ in town.asked) == dict.fromkeys(town.feeds, 3)


def test_a_host_is_asked_for_one_feed_at_a_time_by_all_machines(town: Town) -> None:
    town.feeds = {f"a{n}": feed(f"a{n}", "greenhouse", board=f"employer-{n}") for n in range(4)}
    town.add(
        feed("same", address="https://boards-api.greenhouse.io/v1/boards/x/jobs"), feed("other")
    )
    others, met = town.new_collector(), threading.Barrier(2)
    going, together, lock = Counter[str](), set[frozenset[str]](), threading.Lock()

    def visit(_fetcher: Fetcher, one: Feed, *_: object) -> Visit:
        host = host_of(one)
        with lock:
            going[host] += 1
            together.add(frozenset(+going))
            assert going[host] == 1, one.id
        if one.id in ("a0", "other"):
            met.wait(60)
            assert others.round() == 0
        with lock:
            town.asked.append((one.id, town.now))
            going[host] -= 1
        return UNCHANGED

    town.visitor = visit
    assert town.collector.round() == len(town.feeds)
    assert Counter(id for id, _ in town.asked) == dict.fromkeys(town.feeds, 1)
    assert max(map(len, together)) == 2


def test_nothing_is_asked_that_is_not_due(town: Town) -> None:
    town.reads(UNCHANGED)
    assert town.collector.round() == 0
    assert (len(town.asked), town.rounds) == (1, 1)


def test_a_lease_that_runs_out_is_taken_up_and_who_had_it_writes_nothing(town: Town) -> None:
    town.says["blog"] = read(item("late"))
    other = town.new_collector()
    is_first = True

    def visit(*asked: object) -> Visit:
        nonlocal is_first
        if not is_first:
            return read(item("in time"))
        is_first = False
        assert other.round() == 0
        town.now += timedelta(seconds=LEASE)
        assert other.round() == 1
        return read(item("late"))

    town.visitor = visit
    town.collector.round()
    assert [row.title for row in town.rows()] == ["About in time"]
    assert [row.reads for row in town.rows(FEED_WEEKS)] == [1]


def test_a_stop_leaves_what_is_under_way_to_others_at_once(town: Town) -> None:
    asked, goes_on = threading.Event(), threading.Event()

    def visit(*_: object) -> Visit:
        asked.set()
        goes_on.wait(60)
        return read(item("never"))

    town.visitor, stopped = visit, town.new_collector()
    thread = threading.Thread(target=stopped.round)
    thread.start()
    asked.wait(60)
    stopped.stop()
    thread.join()
    town.visitor = None
    assert town.reads(read(item("other")), after=timedelta()) == []
    goes_on.set()
    assert [row.title for row in town.rows()] == ["About other"]
    assert town.rounds == 1


def test_it_looks_by_itself_and_ends_when_it_is_told(town: Town) -> None:
    read_once = threading.Event()

    def visit(*_: object) -> Visit:
        read_once.set()
        return UNCHANGED

    town.visitor = visit
    town.collector.start(3_600)
    assert read_once.wait(60)
    town.collector.stop()
    town.now += 2 * HOUR
    assert town.collector.round() == 0


def test_an_unchanged_feed_counts_as_read_and_validators_are_replaced(town: Town) -> None:
    first, second = Validators('"1"', "Mon"), Validators('"2"', None)
    town.reads(read(item("a"), validators=first))
    town.reads(Unchanged(second))
    town.reads(BROKEN)
    town.reads(read(item("a")))
    town.reads(UNCHANGED)
    assert [before for _, before, _ in town.visits] == [
        Validators(), first, second, second, Validators(),
    ]  # fmt: skip
    assert town.state().last_read == town.now
    assert town.state().error is None
    (week,) = town.rows(FEED_WEEKS)
    assert (week.week, week.reads) == ("2026-W47", 4)


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
