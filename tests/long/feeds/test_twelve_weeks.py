"""Twelve weeks of twenty feeds and eight boards, each with a fault, read by three machines."""

import threading
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise

from bot.delivery.notices import Notices
from bot.feeds.collecting import Collector
from bot.feeds.hosts import interval_of
from bot.fetching.fetcher import Fetcher
from bot.state import feed_items
from bot.state.database import Database
from bot.state.feed_tables import FEEDS, JOB_ADS
from handlers.errors import UnavailableError
from tests.feeds.collecting.town import DAY, HOUR, START, WEEK, Town
from tests.long.feeds.sites import END, Web, published, web

CLOSELY = START + 2 * DAY
"""Until then all look every twenty minutes; afterwards every twelve hours."""

EACH = 12 * HOUR

SHORTER = START + 4 * WEEK
"""On PostgreSQL it ends here: every fault has come by then."""

RELIABLE = ("none", "ids change", "ids and dates change", "dates are now", "links change", "twins", "unchanged", "no ids", "titles change", "revised")  # fmt: skip


def machines(web: Web, database: Database) -> list[Collector]:
    notices = Notices(database, lambda: web.now, lambda: None)
    return [
        Collector(
            database,
            Fetcher(),
            web.visit,
            lambda: web.feeds,
            lambda: web.now,
            notices.within,
            lambda: ("U0ADMIN",),
        )
        for _ in range(3)
    ]


def run(web: Web, database: Database, end: datetime) -> None:
    hosts = machines(web, database)
    while web.now < end:
        web.now += timedelta(minutes=20) if web.now < CLOSELY else EACH
        threads = [threading.Thread(target=look, args=(host,)) for host in hosts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def look(host: Collector) -> None:
    """A round, again where the machine is too busy for its database."""
    for _ in range(20):
        with suppress(UnavailableError):
            host.round()
            return
    raise AssertionError("the database is away for good")


def told_by_week(web: Web, database: Database) -> list[str]:
    """Every story of every week's span, by its title without what a fault adds to it."""
    weeks = range(1, (web.now - START) // WEEK)
    moments = [START - DAY, *(START + n * WEEK for n in weeks), web.now]
    told: list[str] = []
    for since, until in pairwise(moments):
        with database.begin() as connection:
            found = feed_items.stories(connection, since, until)
        told += [story.title.partition(" (")[0] for story in found.stories]
    return told


def test_no_story_comes_twice_none_is_old_and_each_feed_is_read_once_an_interval(
    url: str, database: Database
) -> None:
    simulated = web(1)
    run(simulated, database, END if url.startswith("sqlite") else SHORTER)
    town = Town(database, now=simulated.now)
    told = Counter(told_by_week(simulated, database))
    assert [title for title, times in told.items() if times > 1] == []
    first_reads = {row.id: row.first_read_at for row in town.rows(FEEDS)}
    by_title = {
        one.title: (site, published(one))
        for site in simulated.sites.values()
        if site.fault != "repeats others"
        for one in site.truth
    }
    # (What floods in is nowhere in there.)
    assert set(told) <= set(by_title)
    assert [
        title for title in told if by_title[title][1] <= first_reads[by_title[title][0].id]
    ] == []
    last_reads = {
        id: max(at for one, at in simulated.visited if one == id) for id in simulated.feeds
    }
    missing = [
        title
        for title, (site, at) in by_title.items()
        if site.fault in RELIABLE
        and first_reads[site.id] < at <= last_reads[site.id]
        and title not in told
    ]
    assert missing == []
    assert once_an_interval(simulated)
    assert [row.error for row in town.rows(FEEDS) if row.paused_for] == ["answers with HTTP 410"]
    assert len(town.told()) == 1
    boards_are_true(simulated, town)


def once_an_interval(web: Web) -> bool:
    """Whether no feed was visited twice within half of its interval, nor any was forgotten."""
    visits: dict[str, list[datetime]] = {id: [] for id in web.feeds}
    for id, at in web.visited:
        visits[id].append(at)
    for id, moments in visits.items():
        interval = interval_of(web.feeds[id])
        gaps = [later - earlier for earlier, later in pairwise(sorted(moments))]
        closely = [at for at in moments if at <= CLOSELY]
        site = web.sites.get(id)
        # What fails is tried again before its interval has passed, but not within the hour.
        is_sick = site is None and web.boards[id].fault in ("fails", "slow")
        assert min(gaps) >= (HOUR if is_sick else interval / 2), (id, min(gaps))
        if site is not None and site.fault in RELIABLE:
            assert 46 <= len(closely) <= 49, (id, len(closely))
            # One at each look, where a look comes every twelve hours.
            assert len(moments) - len(closely) == (web.now - CLOSELY) // EACH
        elif site is None and not is_sick:
            days = (web.now - START) // DAY
            assert days - 1 <= len(moments) <= days + 1, (id, len(moments))
    return True


def boards_are_true(web: Web, town: Town) -> None:
    """What was open when a board was last read whole is open, and each ad is kept once."""
    rows = town.rows(JOB_ADS)
    for board in web.boards.values():
        ours = [row for row in rows if row.feed_id == board.id]
        open_now = {int(row.identifier.partition("-")[0]) for row in ours if row.closed_at is None}
        last = max(row.last_seen for row in ours)
        if board.fault != "empty" and board.fault != "breaks off":
            assert open_now == board.open_at(last)
        if board.fault != "identifiers":
            assert len({row.content_key for row in ours}) == len(ours)
        assert len({row.content_key for row in ours}) <= len(board.spans)
        for row in ours:
            n = int(row.identifier.partition("-")[0])
            if row.closed_at is not None and board.fault != "identifiers":
                assert row.closed_at >= board.spans[n][1]
