"""Which stories a digest tells: several feeds and the focus first, no feed and no topic too often, none twice."""

from dataclasses import replace

import pytest

from knowledge.crosscheck import Knowledge
from knowledge.digest.compose import compose
from knowledge.digest.edition import Brief
from knowledge.digest.subscription import Focus
from knowledge.feeds.model import Feed
from knowledge.feeds.stories import Story
from knowledge.library import Library
from tests.knowledge.incoming import DAY, incoming, story
from tests.knowledge.small_world import library_of, role, source

TOPICS = tuple(f"t{number}" for number in range(6))


@pytest.fixture(scope="module")
def small() -> Library:
    """Some topics and two roles."""
    return library_of([source("s0", topics=TOPICS)], [role("r0"), role("r1")])


def told(library: Library, *stories: Story, **of: object) -> list[str]:
    """The keys of the stories that a digest tells, in order."""
    focus = of.pop("focus", Focus())
    assert isinstance(focus, Focus)
    brief = Brief("C1", DAY, focus, incoming=incoming(*stories), **of)  # type: ignore[arg-type]
    return [one.story.key for one in compose(library, brief).stories]


def test_what_several_feeds_have_comes_before_what_one_has(small: Library) -> None:
    one = story("one", "f0", topics=["t0"])
    many = story("many", "f1", "f2", "f3", topics=["t1"], days_ago=5)
    assert told(small, one, many) == ["many", "one"]


def test_what_a_channel_put_first_comes_before_what_several_feeds_have(small: Library) -> None:
    many = story("many", "f1", "f2", "f3", topics=["t1"])
    asked = story("asked", "f0", topics=["t0"], days_ago=3)
    of_role = story("role", "f4", roles=["r1"], days_ago=3)
    focus = Focus(roles=("r1",), topics=("t0",))
    assert told(small, many, asked, of_role, focus=focus)[2] == "many"


def test_at_most_three_and_of_one_feed_two_and_of_its_topic_one(small: Library) -> None:
    flood = [story(f"flood-{n}", "f0", topics=["t0"]) for n in range(20)]
    assert len(told(small, *flood)) == 1
    apart = [story(f"apart-{n}", "f0", topics=[topic]) for n, topic in enumerate(TOPICS)]
    assert len(told(small, *apart)) == 2
    other = story("other", "f1", topics=["t0"], days_ago=9)
    assert len(told(small, *flood, *apart, other)) == 3
    assert "other" in told(small, *flood, *apart, other)


def test_other_topics_come_before_a_second_one_on_the_same(small: Library) -> None:
    same = [story(f"same-{n}", f"f{n}", topics=["t0"]) for n in range(3)]
    other = story("other", "f3", topics=["t1"], days_ago=4)
    assert "other" in told(small, *same, other)[:2]


@pytest.mark.parametrize(("feeds", "is_told"), [(("f0",), False), (("f0", "f1"), True)])
def test_what_is_about_nothing_of_ours_needs_a_second_feed(
    small: Library, feeds: tuple[str, ...], is_told: bool
) -> None:
    assert bool(told(small, story("off", *feeds))) == is_told


@pytest.mark.parametrize(("days", "is_told"), [(0, True), (14, True), (15, False)])
def test_after_a_fortnight_it_is_no_news(small: Library, days: int, is_told: bool) -> None:
    assert bool(told(small, story("old", topics=["t0"], days_ago=days))) == is_told


def test_none_is_told_twice_however_long_ago(small: Library) -> None:
    first = story("first", topics=["t0"])
    had = (("story:first", "topic:t0", "feed:f0"), *[()] * 60)
    assert told(small, first, had=had) == []


def test_what_is_muted_is_not_told(small: Library) -> None:
    one, two = story("one", "f0", topics=["t0"]), story("two", "f1", topics=["t1", "t2"])
    assert told(small, one, two, focus=Focus(muted_feeds=("f0",))) == ["two"]
    assert told(small, one, two, focus=Focus(muted_topics=("t2",))) == ["one"]
    both = story("both", "f0", "f1", topics=["t0"])
    brief = Brief("C1", DAY, Focus(muted_feeds=("f0",)), incoming=incoming(both))
    (shown,) = compose(small, brief).stories
    assert dict(shown.feeds) == {"f1": "Feed one"}
    assert shown.clause == "about Name of t0"


def test_readers_opinions_decide_between_equals_and_no_more(small: Library) -> None:
    one, two = story("one", "f0", topics=["t0"]), story("two", "f1", topics=["t1"])
    assert told(small, one, two, ratings={"topic:t1": 1.0})[0] == "two"
    assert told(small, one, two, ratings={"feed:f0": 0.9, "topic:t1": -0.9})[0] == "one"
    focus = Focus(topics=("t0",))
    assert told(small, one, two, ratings={"topic:t0": -1.0}, focus=focus)[0] == "one"
    many = story("many", "f2", "f3", "f4", topics=["t2"])
    assert told(small, one, many, ratings={"topic:t0": 1.0})[0] == "many"


def test_each_says_why_it_is_here(small: Library) -> None:
    stories = (
        story("focus", "f0", "f1", topics=["t0"]),
        story("many", "f2", "f3", "f4", topics=["t1"]),
        story("liked", "f3", topics=["t2"]),
    )
    brief = Brief(
        "C1", DAY, Focus(topics=("t0",)), incoming=incoming(*stories), ratings={"topic:t2": 0.5}
    )
    assert [(one.clause, one.because) for one in compose(small, brief).stories] == [
        (
            "2 feeds, your focus: Name of t0",
            "Chosen because 2 feeds have it, and it's about Name of t0, which comes first here",
        ),
        ("3 feeds", "Chosen because 3 feeds have it, and it's about Name of t1"),
        (
            "about Name of t2",
            "Chosen because it's about Name of t2, and readers here found posts like it useful",
        ),
    ]


def of_sites(*addresses: str) -> Library:
    """A library with a feed at each address: f0, f1, …"""
    feeds = [
        Feed.model_validate(
            {"id": f"f{n}", "name": f"Feed {n}", "kind": "feed", "address": address}
        )
        for n, address in enumerate(addresses)
    ]
    sources, roles = (source("s0", topics=TOPICS),), (role("r0"),)
    return Library(Knowledge(sources, roles, {}, feeds=tuple(feeds)), "small")


def test_a_story_is_credited_to_the_feed_whose_site_it_opens() -> None:
    library = of_sites(
        "https://rounds.org/feed", "https://example.com/b/feed", "https://example.com/a/feed"
    )
    one = replace(
        story("one", "f0", "f1", "f2", topics=["t0"]), link="https://www.example.com/a/post"
    )
    [told] = compose(library, Brief("C1", DAY, incoming=incoming(one))).stories
    assert list(told.feeds) == ["f2", "f1", "f0"]
    assert told.clause == "also in 2 feeds"


def test_a_second_feed_is_named_where_the_first_is_the_origin() -> None:
    library = of_sites("https://rounds.org/feed", "https://example.com/feed")
    one = story("one", "f0", "f1", topics=["t0"])
    [told] = compose(library, Brief("C1", DAY, incoming=incoming(one))).stories
    assert told.clause == "also in Feed zero"
    assert told.because.startswith("Chosen because it's also in Feed zero")


def test_the_site_that_a_feed_says_it_is_of_counts_wherever_the_feed_is_served() -> None:
    library = of_sites("https://example.com/rounds.xml", "https://feeds.host.example/12345")
    one = story("one", "f0", "f1", topics=["t0"])
    came_in = replace(incoming(one), feed_homes={"f1": "https://example.com/one/"})
    [told] = compose(library, Brief("C1", DAY, incoming=came_in)).stories
    assert (list(told.feeds), told.clause) == (["f1", "f0"], "also in Feed zero")
    [told] = compose(library, Brief("C1", DAY, incoming=incoming(one))).stories
    assert list(told.feeds) == ["f0", "f1"]
