"""The feeds and boards that the playground serves, over HTTP, as its clock moves on."""

import json
import re
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
import yaml

from bot.playground.feeds.ads import boards
from bot.playground.feeds.knowledge import demo_feeds
from bot.playground.feeds.posts import PUBLISHERS
from bot.playground.server import Playground
from knowledge.feeds.model import Feed
from tests.feeds.playground.reading import (
    OK,
    SATURDAY,
    Item,
    feed_items,
    get,
    items,
    monday,
    week_of,
)


@pytest.fixture
def at_start(playground: Playground) -> Playground:
    playground.workspace.clock = SATURDAY.timestamp
    return playground


def move_to(playground: Playground, moment: datetime) -> None:
    playground.workspace.clock.advance_to(moment.timestamp())


def test_twenty_weeks_back_give_every_week_a_base(at_start: Playground) -> None:
    weeks: dict[int, list[Item]] = {}
    for item in items(at_start):
        assert item.published is not None, item
        weeks.setdefault(week_of(item.published), []).append(item)
    assert sorted(weeks) == list(range(-20, 1))
    for week, found in weeks.items():
        if week < 0:
            assert len(found) >= 35, week
            assert len({item.publisher for item in found}) >= 8, week


def test_five_mondays_bring_five_weeks_of_stories_that_were_not_there_before(
    at_start: Playground,
) -> None:
    seen = {item.page for item in items(at_start)}
    for week in range(1, 6):
        move_to(at_start, monday(week))
        now_there = items(at_start)
        told = Counter(
            page
            for page, _ in {(item.page, item.publisher) for item in now_there}
            if page not in seen
        )
        # What is left of the week in which it starts is two days.
        assert len(told) >= (8 if week == 1 else 30), week
        assert max(told.values()) >= 3, "no story is told by several feeds"
        assert all(item.published is None or item.published <= monday(week) for item in now_there)
        seen |= set(told)


def test_nothing_of_later_is_there(at_start: Playground) -> None:
    at_start.workspace.clock = (SATURDAY + timedelta(days=9)).timestamp
    later = {item.page for item in items(at_start)}
    at_start.workspace.clock = SATURDAY.timestamp
    now_there = items(at_start)
    assert all(item.published and item.published <= SATURDAY for item in now_there)
    not_yet = sorted(later - {item.page for item in now_there})
    assert len(not_yet) > 30
    assert get(at_start, not_yet[0]).status == 404
    assert get(at_start, now_there[0].page).status == OK


def test_titles_and_ids_change_now_and_then_and_a_date_is_missing(at_start: Playground) -> None:
    before = {(item.publisher, item.page): item for item in items(at_start)}
    move_to(at_start, monday(6))
    after = {(item.publisher, item.page): item for item in items(at_start)}
    both = [(before[key], after[key]) for key in before.keys() & after.keys()]
    titled = [new.title for old, new in both if old.title != new.title]
    assert 1 <= len(titled) <= 5
    assert all(title.endswith(" (updated)") for title in titled)
    assert sum(item.title.endswith(" (updated)") for item in after.values()) > len(titled)
    ids = [item for item in after.values() if item.id and item.id.endswith(":2")]
    assert ids
    assert any(item.published is None for item in after.values())
    assert not any(item.id for item in after.values() if item.publisher == "query-plan")


def test_ids_and_links_are_unique_in_a_feed(at_start: Playground) -> None:
    for publisher in PUBLISHERS:
        found = feed_items(at_start, publisher.id)
        assert len({item.link for item in found}) == len(found) > 50
        ids = [item.id for item in found if item.id]
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "path", ["/feeds/tallow-notes", "/boards/lumenfield.json", "/series/ai-share-of-ads.csv"]
)
def test_what_a_reader_has_already_is_not_sent_again(at_start: Playground, path: str) -> None:
    first = get(at_start, path)
    again = get(at_start, path, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["Last-Modified"] == first.headers["Last-Modified"]
    move_to(at_start, monday(2))
    assert get(at_start, path, If_None_Match=first.headers["ETag"]).status == OK


def test_what_is_not_there_is_not_found(at_start: Playground) -> None:
    for path in ("/feeds/none", "/boards/none.json", "/series/none.csv", "/posts/a/b", "/jobs/a/1"):
        assert get(at_start, path).status == 404, path


def jobs_of(playground: Playground, board: str) -> list[dict[str, Any]]:
    answer = get(playground, f"/boards/{board}.json")
    assert (answer.status, answer.headers["Content-Type"]) == (OK, "application/json")
    body: Any = json.loads(answer.body)
    # Lever's is a bare list.
    return body if board == "lumenfield" else body["offers" if board == "quillstone" else "jobs"]


def test_each_board_has_its_vendor_s_shape_and_pay_where_that_keeps_it(
    at_start: Playground,
) -> None:
    harrowgate = jobs_of(at_start, "harrowgate")
    assert any(one["pay_input_ranges"] for one in harrowgate)
    # HTML, escaped once.
    assert all(one["content"].startswith("&lt;p&gt;") for one in harrowgate)
    portfolio = jobs_of(at_start, "tidewater-portfolio")
    assert len({one["company_name"] for one in portfolio}) >= 3
    assert any("pay-range" in one["content"] for one in portfolio)
    lumenfield = jobs_of(at_start, "lumenfield")
    ranges = [one["salaryRange"] for one in lumenfield if "salaryRange" in one]
    assert 0 < len(ranges) < len(lumenfield)
    assert all(0 < one["min"] < one["max"] for one in ranges)
    tiers = [one["compensation"]["compensationTiers"] for one in jobs_of(at_start, "vantry-health")]
    assert any(tiers)
    assert not all(tiers)
    offers = [one["salary"] for one in jobs_of(at_start, "quillstone")]
    assert {one["currency"] for one in offers} >= {"EUR"}
    assert all(one["min"] is None or isinstance(one["min"], str) for one in offers)
    northlake = jobs_of(at_start, "northlake-freight")
    assert any(re.search(r"\$\d+,000", one["description"]) for one in northlake)


def test_ads_close_and_others_come(at_start: Playground) -> None:
    before = {one["id"] for one in jobs_of(at_start, "tidewater-portfolio")}
    move_to(at_start, monday(5))
    after = {one["id"] for one in jobs_of(at_start, "tidewater-portfolio")}
    assert min(len(before - after), len(after - before), len(after & before)) >= 3


def test_a_series_goes_on_by_the_week(at_start: Playground) -> None:
    first = get(at_start, "/series/ai-share-of-ads.csv").body.decode().splitlines()
    move_to(at_start, monday(3))
    later = get(at_start, "/series/ai-share-of-ads.csv").body.decode().splitlines()
    assert first[0] == "date,jobcountry,AI_share_postings"
    assert (len(later) - len(first), later[: len(first)]) == (9, first)
    assert later[-1].startswith("2026-12-14,DE,")


def test_the_demo_knows_all_of_it_as_feeds_that_are_turned_on(at_start: Playground) -> None:
    documents = demo_feeds(at_start.url)
    assert len(documents) == len(PUBLISHERS) + len(boards()) + 1
    for path, text in documents.items():
        feed = Feed(id=path.removeprefix("feeds/").removesuffix(".yaml"), **yaml.safe_load(text))
        assert feed.enabled
        assert feed.address is not None
        assert get(at_start, feed.address.removeprefix(at_start.url)).status == OK
