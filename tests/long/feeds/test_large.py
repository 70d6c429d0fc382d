"""Feeds and boards that are larger than any has to be: a visit ends, and says what it left out."""

import pytest

from bot.feeds import following
from bot.feeds.carried import Answer
from bot.feeds.reading import read_answer
from bot.feeds.visits import Read
from knowledge.drafting.article import Refusal
from knowledge.feeds.json_feed import MOST_ITEMS, TOO_MANY
from knowledge.feeds.reading import FeedRead
from tests.bot.web import Site
from tests.feeds.reading.served import board, visited


def test_no_more_than_so_many_pages_and_texts_are_asked_for(outer: Site) -> None:
    pages = following.MOST_PAGES + 3
    board(outer, pages, 6)
    found = visited(outer, "smartrecruiters", "/b?limit=6&offset=0")
    assert isinstance(found, Read)
    assert len(outer.came) == following.MOST_PAGES + following.MOST_DETAILS
    assert len(found.read.ads) == following.MOST_DETAILS
    assert not found.read.is_whole
    assert "20 more ads are read by the next visits, 100 each." in found.read.notes


@pytest.mark.parametrize("broken", ["", "&nbsp;"])
def test_a_flood_of_items_is_read_from_either_end(broken: str) -> None:
    items = "".join(f"<item><title>{number}</title></item>" for number in range(10_000))
    feed = f"<rss version='2.0'><channel><title>Flood{broken}</title>{items}</channel></rss>"
    found = read_answer("feed", Answer("https://x.example/", "", feed.encode()))
    assert isinstance(found, FeedRead)
    titles = [int(item.title) for item in found.items]
    assert titles == [*range(MOST_ITEMS // 2), *range(10_000 - MOST_ITEMS // 2, 10_000)]
    assert not found.is_whole
    assert TOO_MANY in found.notes


@pytest.mark.parametrize("body", [b"<rss version='2.0'><channel>" + b"<a>" * 600_000, b"<feed>" + b"<entry><title>&lt;" * 300_000])  # fmt: skip
def test_what_takes_too_long_to_read_costs_its_own_process_alone(body: bytes) -> None:
    found = read_answer("feed", Answer("https://x.example/", "", body))
    assert isinstance(found, Refusal | FeedRead)
