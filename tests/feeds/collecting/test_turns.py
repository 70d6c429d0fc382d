"""Whose turn it is: intervals, leases, hosts, stops."""

import threading
from collections import Counter
from datetime import timedelta
from itertools import pairwise

from bot.feeds.collecting import LEASE
from bot.feeds.hosts import host_of
from bot.feeds.visits import Failed, Unchanged, Validators, Visit
from bot.fetching.fetcher import Fetcher
from bot.state.feed_tables import FEED_WEEKS
from knowledge.feeds.model import Feed
from tests.feeds.collecting.town import (
    BROKEN,
    DAY,
    HOUR,
    START,
    UNCHANGED,
    Town,
    ad,
    feed,
    item,
    read,
    ticks,
    times,
)

ADDRESS, MOVED = "https://blog.example/feed", "https://moved.example/feed"
TOO_MANY = Failed("wants to be asked less often", 429, retry_after=5 * 3_600)


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
