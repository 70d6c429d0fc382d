"""What feeds brought goes after half a year, but for what they still have."""

from datetime import date, timedelta

from sqlalchemy import insert

from bot.feeds.visits import Validators
from bot.state.feed_tables import FEED_ITEMS, FEED_WEEKS, JOB_ADS, SERIES_VALUES
from bot.state.retention import AT_ONCE, Retention
from knowledge.feeds.reading import FeedRead, SeriesValue
from tests.feeds.collecting.town import DAY, START, UNCHANGED, Read, Town, ad, feed, item, read


def remove(town: Town) -> int:
    return Retention(town.database, lambda: town.now).remove(town.now)


def test_posts_and_ads_that_are_gone_for_half_a_year_go(town: Town) -> None:
    town.add(feed("board", "lever", board="acme"))
    town.says["board"] = read(ad("1"), ad("2"))
    town.reads(read(item("a"), item("b")))
    town.hurry("board")
    town.says["board"] = read(ad("1"))
    town.reads(read(item("a")))
    for _ in range(17):
        town.says |= {"blog": UNCHANGED, "board": UNCHANGED}
        town.now += 10 * DAY
        town.collector.round()
        assert remove(town) == 0
    town.now += 10 * DAY
    # With the text of the ad, which nobody read.
    assert remove(town) == 2 + 1
    assert [row.title for row in town.rows()] == ["About a"]
    assert town.open_ads() == ["1"]
    # What is still there is no news, however long ago it was seen.
    assert town.reads(read(item("new", town.now), item("a"))) == ["About new"]


def test_a_feed_that_was_away_for_half_a_year_begins_anew(town: Town) -> None:
    town.reads(read(item("a", START)))
    town.now += 181 * DAY
    assert remove(town) == 1
    assert town.reads(read(item("b", town.now), item("a", START))) == []
    assert [row.is_backlog for row in town.rows()] == [True, True]
    assert town.reads(read(item("c", town.now), item("b"), item("a"))) == ["About c"]


def test_series_stay_for_five_years(town: Town) -> None:
    town.add(feed("blog", "series"))
    values = tuple(SeriesValue(date(year, 11, 1), 1.0) for year in range(2018, 2027))
    town.reads(Read(FeedRead(values=values), Validators()))
    assert remove(town) == 4
    assert min(row.day for row in town.rows(SERIES_VALUES)) == date(2022, 11, 1)


def test_many_go_in_small_steps(town: Town) -> None:
    old = START - 200 * DAY
    when = {"first_seen": old, "last_seen": old, "dated": old, "is_backlog": False}
    nothing: list[str] = []
    items = [
        {"id": f"{n}", "feed_id": "gone", "title": "", "summary": "", "story": "", "topics": nothing, "roles": nothing, **when}
        for n in range(AT_ONCE + 1)
    ]  # fmt: skip
    empty = {"title": "", "stated_key": "", "content_key": "", "has_text": False}
    lists = dict.fromkeys(("locations", "stated_pay", "pay", "roles", "places", "skills"), nothing)
    ads = [
        {"id": f"{n}", "feed_id": "gone", "identifier": "", **when, **empty, **lists}
        for n in range(3)
    ]
    with town.database.begin() as connection:
        connection.execute(insert(FEED_ITEMS), items)
        connection.execute(insert(JOB_ADS), ads)
        weeks = [{"feed_id": "gone", "week": week, "reads": 1} for week in ("2025-W52", "2026-W40")]
        connection.execute(insert(FEED_WEEKS), weeks)
    assert remove(town) == AT_ONCE + 1 + 3 + 1
    town.now += timedelta(days=1)
    assert remove(town) == 0
