"""What isn't new although it wasn't known: floods, archives, readings that broke off, feeds that come back."""

from datetime import datetime

import pytest

from bot.feeds.visits import Validators
from bot.state import feed_items
from bot.state.feed_tables import FEED_WEEKS
from knowledge.feeds.reading import FeedItem
from tests.feeds.collecting.test_news import OLD, YESTERDAY
from tests.feeds.collecting.test_news import known as known
from tests.feeds.collecting.town import (
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


@pytest.mark.parametrize("days", [None, 3, 40])
def test_a_flood_is_no_news(known: Town, days: int | None) -> None:
    then = None if days is None else known.now - days * DAY
    flood = [item(f"flood-{n}", then) for n in range(500)]
    fresh = item("fresh", known.now)
    assert known.reads(read(fresh, *flood, *OLD)) == ["About fresh"]
    assert known.reads(read(fresh, *flood, *OLD)) == []
    assert len(known.rows()) == 506


def test_a_feed_that_goes_further_back_brings_nothing_new(known: Town) -> None:
    further = [item(f"further-{n}", YESTERDAY - (9 + n) * DAY) for n in range(5)]
    assert known.reads(read(*OLD, *further)) == []


def test_a_first_reading_that_breaks_off_is_silent_and_so_is_the_rest(town: Town) -> None:
    assert town.reads(read(*OLD[:2], is_whole=False)) == []
    assert town.reads(BROKEN) == []
    assert town.reads(read(*OLD)) == []
    assert town.reads(read(item("new", town.now), *OLD)) == ["About new"]
    assert [row.is_backlog for row in town.rows()].count(False) == 1


def test_a_feed_that_always_breaks_off_is_read_as_it_comes(town: Town) -> None:
    town.reads(read(*OLD, is_whole=False))
    town.reads(read(*OLD, is_whole=False), after=DAY + 2 * HOUR)
    assert town.reads(read(item("new", town.now), *OLD, is_whole=False)) == ["About new"]


def test_what_breaks_off_is_asked_for_again_whole(town: Town) -> None:
    town.reads(read(*OLD[:2], is_whole=False, validators=Validators('"1"')))
    town.reads(read(*OLD, validators=Validators('"2"')))
    town.reads(UNCHANGED)
    assert [before.etag for _, before, _ in town.visits] == [None, None, '"2"']


def test_what_is_cut_off_is_not_taken_for_vanished(known: Town) -> None:
    """Half of a feed came: what is missing keeps its id, and a title that comes again is news."""
    known.now += WEEK
    half = item("again", known.now, title="About old-3")
    assert known.reads(read(half, OLD[0], is_whole=False)) == ["About old-3"]
    assert known.reads(read(half, *OLD)) == []


@pytest.mark.parametrize("days", [8, 60, 170])
def test_a_feed_that_comes_back_tells_what_is_recent(known: Town, days: int) -> None:
    known.now += days * DAY
    since = [item(f"since-{n}", known.now - n * DAY) for n in range(1, days)]
    told = known.reads(read(*since, item("undated"), *OLD))
    # (Its last reading is two hours further back.)
    assert len(told) == min(13, days - 1)
    assert "About undated" not in told


def test_another_address_begins_anew(known: Town) -> None:
    known.add(feed(address="https://elsewhere.example/feed"))
    assert known.reads(read(item("new", known.now))) == []
    assert known.reads(read(item("newer", known.now), item("new", known.now))) == ["About newer"]


def test_where_redirects_lead_elsewhere_only_what_is_new_is_told(known: Town) -> None:
    moved = "https://elsewhere.example/feed"
    old = [item(f"there-{n}", known.now - (2 + n) * DAY) for n in range(3)]
    assert known.reads(read(item("new", known.now), *old, moved_to=moved)) == ["About new"]


def test_a_switched_off_feed_keeps_what_it_knows(known: Town) -> None:
    on = known.feeds["blog"]
    known.add(feed(enabled=False))
    assert known.reads(read(item("new", known.now), *OLD)) == []
    assert len(known.asked) == 1
    known.add(on)
    assert known.reads(read(item("new", known.now), *OLD)) == ["About new"]


def test_what_has_no_date_at_first_is_in_no_week_until_it_has_one(town: Town) -> None:
    def counted() -> list[datetime]:
        with town.database.begin() as connection:
            items = feed_items.dated_items(connection, town.now - 60 * DAY, town.now)
            return [one.dated for one in items]

    old = item("old", START - 9 * DAY)
    ahead = item("ahead", START + 99 * DAY)
    town.reads(read(item("undated"), ahead, old))
    assert counted() == [START - 9 * DAY]
    # (What comes in later is counted in the week in which it came, and is news.)
    assert town.reads(read(item("new"), item("undated"), ahead, old)) == ["About new"]
    assert counted() == [START - 9 * DAY, town.now]
    dated = item("undated", START - 20 * DAY)
    town.reads(read(item("new"), dated, ahead, old))
    assert START - 20 * DAY in counted()


def weeks_known(town: Town) -> list[str]:
    return [row.week for row in town.rows(FEED_WEEKS)]


GAP = ["2026-W48", "2026-W49", "2026-W50", "2026-W51"]


def since(town: Town) -> list[FeedItem]:
    """A post for each of five weeks that nobody read."""
    return [item(f"since-{n}", town.now + 5 * WEEK - n * WEEK) for n in range(5)]


def test_weeks_of_which_a_later_reading_shows_everything_are_known(known: Town) -> None:
    known.reads(read(*since(known), *OLD[:1]), after=5 * WEEK)
    assert weeks_known(known) == ["2026-W47", *GAP, "2026-W52"]
    assert [row.reads for row in known.rows(FEED_WEEKS)] == [1, 0, 0, 0, 0, 1]


def test_weeks_in_which_nothing_has_changed_are_known(known: Town) -> None:
    known.reads(UNCHANGED, after=5 * WEEK)
    assert weeks_known(known) == ["2026-W47", *GAP, "2026-W52"]


@pytest.mark.parametrize("shows", ["none", "pinned", "undated", "half", "elsewhere"])
def test_weeks_of_which_something_may_be_missing_are_not_known(known: Town, shows: str) -> None:
    new = since(known)
    says = {
        "none": read(*new),
        "pinned": read(*new, OLD[-1]),
        "undated": read(*new, item("undated"), *OLD),
        "half": read(*new, *OLD, is_whole=False),
        "elsewhere": read(*new, *OLD, moved_to="https://b.example/feed"),
    }
    known.reads(says[shows], after=5 * WEEK)
    assert weeks_known(known) == ["2026-W47", "2026-W52"]


def test_a_board_that_was_not_read_for_weeks_is_not_known_in_them(town: Town) -> None:
    """Ads that came and went in between are nowhere."""
    town.add(feed(kind="greenhouse", board="acme"))
    town.reads(read(ad("1")))
    town.reads(read(ad("1"), ad("2")), after=5 * WEEK)
    assert weeks_known(town) == ["2026-W47", "2026-W52"]
