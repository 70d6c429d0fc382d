"""What is news, and what only looks like it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from bot.state import feed_items
from knowledge.feeds.reading import FeedItem
from tests.feeds.collecting.town import (
    BROKEN,
    DAY,
    HOUR,
    START,
    WEEK,
    Town,
    feed,
    item,
    read,
)

YESTERDAY = START - DAY
OLD = [item(f"old-{n}", YESTERDAY - n * DAY) for n in range(5)]


@pytest.fixture
def known(town: Town) -> Town:
    """The feed was read once, with five posts."""
    assert town.reads(read(*OLD)) == []
    return town


def test_the_first_reading_is_silent_and_counted(known: Town) -> None:
    assert known.stories() == ()
    assert [row.is_backlog for row in known.rows()] == [True] * 5
    assert sorted(row.dated for row in known.rows()) == sorted(
        one.published for one in OLD if one.published
    )


def test_what_comes_next_is_news_once(known: Town) -> None:
    new = item("new", known.now)
    assert known.reads(read(new, *OLD)) == ["About new"]
    assert known.reads(read(new, *OLD)) == []
    assert known.reads(read(*OLD)) == []
    assert known.reads(read(new, *OLD)) == []
    assert [story.title for story in known.stories()] == ["About new"]


CHANGED: dict[str, dict[str, Any]] = {
    "id": {"id": "other"},
    "id and date": {"id": "other", "published": START + HOUR},
    "no id": {"id": None},
    "link": {"link": "https://blog.example/2026/moved"},
    "title": {"title": "About something else"},
    "date": {"published": START + HOUR},
    "no date": {"published": None},
    "scheme": {"link": "http://www.blog.example/posts/old-1/"},
    "id, link and date": {"id": "other", "link": "https://blog.example/x/renamed", "published": START + HOUR},
    "link, title": {"link": "https://blog.example/x/renamed", "title": "Another title"},
    "summary": {"summary": "Corrected."},
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
def test_what_has_changed_is_no_news(known: Town, change: dict[str, Any]) -> None:
    changed = item("old-1", YESTERDAY - DAY, **change)
    assert known.reads(read(OLD[0], changed, *OLD[2:])) == []
    assert len(known.rows()) == 5
    assert known.reads(read(*OLD)) == []
    assert known.stories() == ()


def test_addresses_as_ids_that_get_a_scheme_are_the_same(town: Town) -> None:
    before = [item(str(n), START, id=f"http://blog.example/?p={n}", link=None) for n in range(3)]
    after = [
        item(str(n), START, id=f"https://www.blog.example/?p={n}", link=None) for n in range(3)
    ]
    town.reads(read(*before))
    assert town.reads(read(*after)) == []


def test_a_site_that_is_made_anew_with_other_ids_links_and_dates_tells_nothing_new(
    known: Town,
) -> None:
    anew = [
        FeedItem(f"new-{n}", f"https://new.example/{n}", f"About old-{n}", known.now)
        for n in range(5)
    ]
    known.now += WEEK
    assert known.reads(read(*anew), after=-2 * HOUR) == []
    assert len(known.rows()) == 5


def test_two_that_have_vanished_are_taken_for_one_of_their_title_each(town: Town) -> None:
    town.reads(read(*(item(f"a{n}", START - n * WEEK, title="Open thread") for n in range(3))))
    town.now += WEEK
    anew = [item(f"b{n}", START - n * WEEK, title="Open thread") for n in range(3)]
    assert town.reads(read(*anew)) == []
    assert len(town.rows()) == 3


def test_a_title_that_comes_again_rightly_is_news(town: Town) -> None:
    """A weekly thread in a feed of its last two: the older one goes for its age."""
    threads = [item(str(n), START + n * WEEK, title="Open thread") for n in range(5)]
    assert town.reads(read(threads[1], threads[0])) == []
    for n in (2, 3, 4):
        assert town.reads(read(threads[n], threads[n - 1]), after=WEEK - DAY) == ["Open thread"]
    assert len(town.stories()) == 3


def test_a_title_with_dates_in_its_path_comes_again_rightly(town: Town) -> None:
    def thread(day: int) -> FeedItem:
        link = f"https://blog.example/2026/11/{day}/open-thread"
        return item(str(day), START.replace(day=day), title="Open thread", link=link)

    town.reads(read(thread(9)))
    assert town.reads(read(thread(16), thread(9))) == ["Open thread"]


def test_the_same_end_of_a_path_under_the_same_title_is_the_same_story(known: Town) -> None:
    one = item("one", known.now, link="https://blog.example/news/agents")
    twin = item(
        "two", known.now - 40 * DAY, title="About one", link="https://blog.example/research/agents"
    )
    # (In one reading, or later.)
    assert known.reads(read(one, *OLD)) == ["About one"]
    assert known.reads(read(one, twin, *OLD)) == []
    assert len(known.stories()) == 1


def test_twins_in_one_reading_are_one_story(known: Town) -> None:
    one = item("one", known.now, link="https://blog.example/news/agents")
    twin = item("two", known.now, title="About one", link="https://blog.example/research/agents")
    assert known.reads(read(one, twin, *OLD)) == ["About one"]


def test_items_that_share_an_id_are_their_own(known: Town) -> None:
    both = [item(name, known.now, id="shared") for name in ("one", "two")]
    assert sorted(known.reads(read(*both, *OLD))) == ["About one", "About two"]
    assert known.reads(read(*reversed(both), *OLD)) == []
    third = item("three", known.now, id="shared")
    assert known.reads(read(third, *both, *OLD)) == ["About three"]
    assert known.reads(read(third, *OLD)) == []
    assert len(known.rows()) == 8


def test_what_is_there_twice_word_for_word_is_there_once(known: Town) -> None:
    new = item("new", known.now)
    assert known.reads(read(new, new, *OLD)) == ["About new"]
    assert len(known.rows()) == 6


def test_items_without_a_title_that_share_a_page_are_their_own(known: Town) -> None:
    page = "https://blog.example/day#a"
    notes = [FeedItem(page, page, "", known.now, summary=f"Note {n}.") for n in range(2)]
    assert len(known.reads(read(*notes, *OLD))) == 2
    assert known.reads(read(*notes, *OLD)) == []


def test_what_says_nothing_is_nothing(known: Town) -> None:
    assert known.reads(read(FeedItem(None, "https://blog.example", " "), *OLD)) == []
    assert len(known.rows()) == 5


def test_an_id_that_is_used_again_for_something_else_is_news(town: Town) -> None:
    town.reads(read(item("one", YESTERDAY, id="https://blog.example")))
    assert town.reads(read(item("two", START, id="https://blog.example"))) == ["About two"]


def test_posts_without_id_and_link_are_known_by_their_text(town: Town) -> None:
    bare = FeedItem(None, None, "Release", START, summary="One.")
    town.reads(read(bare))
    assert town.reads(read(bare)) == []
    other = FeedItem(None, None, "Release", START, summary="Two.")
    assert town.reads(read(other, bare)) == ["Release"]


def test_posts_without_a_title_are_told_apart(town: Town) -> None:
    said = [FeedItem(f"https://notes.example/day#{n}", f"https://notes.example/day#{n}", "", START, summary=f"Note {n}.") for n in range(4)]  # fmt: skip
    town.reads(read(*said[:2]))
    assert len(town.reads(read(*said))) == 2
    assert len(town.rows()) == 4


@pytest.mark.parametrize("link", ["https://changes.example/", "https://changes.example/log"])
def test_a_page_that_all_link_to_tells_nothing_apart(town: Town, link: str) -> None:
    posts = [item(str(n), START, link=link) for n in range(4)]
    town.reads(read(*posts[:2]))
    assert town.reads(read(*posts[:3])) == ["About 2"]
    assert town.reads(read(*posts)) == ["About 3"]


@pytest.mark.parametrize("versions", [
    ("http://arxiv.example/abs/2506.01234v1", "http://arxiv.example/abs/2506.01234v2"),
    ("http://arxiv.example/abs/2506.01234", "http://arxiv.example/abs/2506.01234v3"),
])  # fmt: skip
def test_a_paper_that_is_revised_stays_the_same(town: Town, versions: tuple[str, str]) -> None:
    before, after = (
        item("paper", day, id=id, link=id.replace("http:", "https:"), title=title)
        for id, day, title in zip(
            versions, (YESTERDAY, START), ("A Paper", "A Better Paper"), strict=True
        )
    )
    town.reads(read(before))
    assert town.reads(read(after)) == []


def test_one_story_in_several_feeds_is_one(known: Town) -> None:
    known.add(feed("other"), feed("third"))
    for id in ("other", "third"):
        known.reads(read(item(f"{id}-old", YESTERDAY)), id)
    known.now += WEEK
    new = item("new", known.now)
    assert known.reads(read(new, *OLD)) == ["About new"]
    again = FeedItem("elsewhere", "http://www.blog.example/posts/new", "Look at this", known.now)
    assert known.reads(read(again), "other") == []
    title_alone = FeedItem("x", "https://elsewhere.example/y", "About new", known.now)
    assert known.reads(read(title_alone), "third") == ["About new"]
    first, second = known.stories(START)
    assert first.feeds == ("blog", "other")
    assert second.feeds == ("third",)


def test_names_come_with_the_stories(known: Town) -> None:
    known.reads(read(item("new", known.now), *OLD))
    known.feeds.clear()
    with known.database.connect() as connection:
        incoming = feed_items.stories(connection, START, known.now)
    assert incoming.feed_names == {"blog": "Blog"}


def test_the_site_that_a_feed_is_of_is_kept_until_it_names_another(known: Town) -> None:
    for home, kept in (("https://blog.example/", "https://blog.example/"), (None, "https://blog.example/"),
                       ("https://new.example/", "https://new.example/")):  # fmt: skip
        said = read(item("new", known.now), *OLD)
        known.reads(replace(said, read=replace(said.read, home=home)))
        with known.database.connect() as connection:
            incoming = feed_items.stories(connection, START, known.now)
        assert incoming.feed_homes == {"blog": kept}


def test_feeds_that_fail_are_named_until_they_are_read_again(known: Town) -> None:
    def failing() -> Sequence[str]:
        with known.database.connect() as connection:
            return feed_items.stories(connection, START, known.now).failing

    known.reads(BROKEN)
    assert failing() == ("blog",)
    known.reads(read(*OLD), after=DAY)
    assert failing() == ()


@pytest.mark.parametrize("published", [
    None, START + 40 * DAY, datetime(1, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC),
])  # fmt: skip
def test_what_has_no_date_to_believe_is_dated_by_its_arrival(
    known: Town, published: datetime | None
) -> None:
    assert known.reads(read(item("new", published), *OLD)) == ["About new"]
    (new,) = [row for row in known.rows() if row.title == "About new"]
    assert new.dated == new.first_seen == known.now


def test_a_date_that_is_put_right_counts(town: Town) -> None:
    """A generator wrote the moment of its own run where it found no date."""
    stamped = [item(str(n), START + HOUR) for n in range(5)]
    true = [item(str(n), START - n * WEEK) for n in range(5)]
    town.reads(read(*stamped))
    assert town.reads(read(item("new", START - DAY), *true)) == ["About new"]
    assert {row.dated for row in town.rows()} == {START - DAY, *(one.published for one in true)}
    town.reads(read(*stamped))
    assert max(row.dated for row in town.rows()) == START


def test_hostile_texts_are_kept_all_the_same(known: Town) -> None:
    nasty = FeedItem(
        "id\0\ud800" + "x" * 9_000,
        "https://blog.example/" + "y" * 9_000,
        "T\0\udfff" * 900,
        START,
        summary="\0" * 5,
    )
    assert len(known.reads(read(nasty, *OLD))) == 1
    assert known.reads(read(nasty, *OLD)) == []


def test_spans_that_follow_each_other_have_each_story_once(known: Town) -> None:
    posts = list(OLD)
    moments = [known.now]
    for n in range(6):
        posts.insert(0, item(f"new-{n}", known.now))
        known.reads(read(*posts), after=2 * HOUR)
        moments.append(known.now)
    told = [
        story.title for since, until in pairwise(moments) for story in known.stories(since, until)
    ]
    assert told == [f"About new-{n}" for n in range(6)]
