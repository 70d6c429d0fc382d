"""A digest's parts: at most seven lines, the strongest first, nothing twice, nothing where there is nothing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.difference import Change
from knowledge.digest.compose import MOST_LINES, compose, used_up, year_of
from knowledge.digest.edition import Brief, Digest, News, NewsItem
from knowledge.digest.numbers import market_numbers
from knowledge.digest.subscription import DIGEST_PARTS, DigestPart, Focus
from knowledge.digest.tips import tip_ideas
from knowledge.feeds.stories import Incoming
from knowledge.library import Library
from knowledge.model import is_past
from tests.handlers.made_up import Amounts, made_up
from tests.knowledge.incoming import DAY, incoming, measured, move, story
from tests.knowledge.small_world import NOTHING, figure, library_of, role, source

WEEK = timedelta(weeks=1)
ONCE = ("story:", "fact:", "contrast:", "release:", "tip:", "feeds:")
"""Kinds of items that a channel gets once."""

CHANGED = NewsItem("figure", Change("changed", "Pay", "$1", "$2"))


def lines(digest: Digest) -> int:
    """How many lines a digest has before its thread."""
    singles = (digest.pay, digest.contrast, digest.number, digest.question)
    return (
        len(digest.stories)
        + len(digest.moves)
        + digest.changes
        + sum(one is not None for one in singles)
    )


def everything(topics: int = 4) -> Library:
    """A library that has something for each part."""
    figures = [figure("r0", 100_000, level="senior")], [figure("r0", 200_000, level="senior")]
    return library_of(
        [
            source("s0", topics=[f"t{n}" for n in range(topics)], figures=figures[0]),
            source("s1", figures=figures[1], facts=["growth"]),
            measured(move("t0", 9, 23), move("t1", 9, 19)),
        ],
        [role("r0", skills=["Counts"]), role("r1")],
    )


def stories(number: int, day: date = DAY) -> Incoming:
    """Stories of a week, each of another feed and on another topic."""
    return incoming(
        *(story(f"{day}-{n}", f"f{n}", topics=[f"t{n}"], day=day) for n in range(number))
    )


def news(number: int) -> News:
    """Changes of the knowledge."""
    return News(DAY - WEEK, (CHANGED,) * number)


@pytest.mark.parametrize(
    ("came_in", "changes", "counts"),
    [
        (9, 9, {"stories": 3, "moves": 1, "changes": 1, "contrast": 1, "tip": 1}),
        (9, 0, {"stories": 3, "moves": 2, "changes": 0, "contrast": 1, "tip": 1}),
        (1, 9, {"stories": 1, "moves": 2, "changes": 2, "contrast": 1, "tip": 1}),
        (0, 0, {"stories": 0, "moves": 2, "changes": 0, "contrast": 1, "tip": 1}),
    ],
)
def test_seven_lines_are_shared(came_in: int, changes: int, counts: dict[str, int]) -> None:
    brief = Brief("C1", DAY, incoming=stories(came_in), news=news(changes), had=(("x",),))
    digest = compose(everything(), brief)
    assert lines(digest) <= MOST_LINES == 7
    assert {
        "stories": len(digest.stories), "moves": len(digest.moves), "changes": digest.changes,
        "contrast": int(digest.contrast is not None), "tip": int(digest.question is not None),
    } == counts  # fmt: skip


def test_the_strongest_part_comes_first_and_the_question_last() -> None:
    brief = Brief("C1", DAY, incoming=stories(4), news=news(1))
    assert compose(everything(), brief).order == ("stories", "moves", "changes", "contrast", "tip")
    focused = replace(brief, focus=Focus(topics=("t0",)))
    assert compose(everything(), focused).order[0] == "stories"
    without = replace(focused, incoming=incoming(story("x", "f3", topics=["t3"])))
    assert compose(everything(), without).order[:2] == ("moves", "stories")


@pytest.mark.parametrize("part", DIGEST_PARTS)
def test_a_part_that_is_off_is_not_there_and_one_alone_is(
    part: DigestPart, library: Library
) -> None:
    brief = Brief("C1", DAY, incoming=stories(4), news=news(1))
    others: tuple[DigestPart, ...] = tuple(one for one in DIGEST_PARTS if one != part)
    assert part not in compose(everything(), replace(brief, focus=Focus(parts=others))).order
    where = library if part in ("pay", "number") else everything()
    assert compose(where, replace(brief, focus=Focus(parts=(part,)))).order == (part,)


def test_where_there_is_nothing_nothing_is_said() -> None:
    digest = compose(NOTHING, Brief("C1", DAY, news=News(DAY, ()), had=(("x",),)))
    assert (digest.order, digest.items, digest.is_quiet) == ((), (), True)


@pytest.mark.parametrize(
    ("of", "is_quiet"),
    [
        ({"had": (("x",),)}, True),
        ({}, False),
        ({"had": (("x",),), "incoming": stories(1)}, False),
        ({"had": (("x",),), "news": news(1)}, False),
    ],
)
def test_a_week_is_quiet_where_nothing_happened(of: dict[str, Any], is_quiet: bool) -> None:
    library = library_of([source("s0", topics=["t0"])])
    assert compose(library, Brief("C1", DAY, **of)).is_quiet == is_quiet


FOCUSES = {
    "none": Focus(),
    "one role": Focus(roles=("data-engineer",)),
    "roles and topics": Focus(("ai-engineer", "ml-developer"), ("edge-computing", "job-growth")),
    "what does not exist": Focus(("no-such-role",), ("no-such-topic",)),
    "questions": Focus(roles=("ml-engineer",), parts=("tip",)),
}


@pytest.mark.parametrize("focus", FOCUSES.values(), ids=FOCUSES)
@pytest.mark.parametrize("key", ["C1", "D77"])
def test_a_year_without_feeds_tells_nothing_twice_and_nothing_expired(
    library: Library, focus: Focus, key: str
) -> None:
    digests = year_of(lambda _: library, Brief(key, DAY, focus))
    assert [digest.day for digest in digests] == [DAY + week * WEEK for week in range(52)]
    items = [item for digest in digests for item in digest.items if item.startswith(ONCE)]
    assert len(set(items)) == len(items)
    for digest in digests:
        assert lines(digest) <= 4
        shown = [digest.number.fact] if digest.number else []
        shown += digest.contrast.contrast.facts if digest.contrast else ()
        assert not any(is_past(fact, digest.day) for fact in shown)
        assert not digest.could_read


def test_what_was_used_up_is_told(library: Library) -> None:
    contrasts, numbers, questions = used_up(library, year_of(lambda _: library, Brief("C1", DAY)))
    assert contrasts.seen == contrasts.there_is > 3
    assert numbers.there_is == len(market_numbers(library, DAY)) >= numbers.seen > 10
    assert (questions.seen, questions.day) == (52, None)
    assert questions.there_is > 200


def test_what_older_digests_told_counts_as_had(library: Library) -> None:
    ideas = list(tip_ideas(library))
    numbers = [f"fact:{f.source}:{f.id}" for f in library.facts]
    had = (("trend:mlops", *numbers, "role:data-engineer", "remark:0a1b2c3d", *ideas[:-1]),)
    digest = compose(library, Brief("C1", DAY, had=had))
    assert digest.number is None
    assert digest.items[-1] in (ideas[-1], *(item for item in digest.items if item[:4] != "tip:"))


def test_questions_change_their_kind_and_work(library: Library) -> None:
    ideas = tip_ideas(library)
    digests = year_of(lambda _: library, Brief("C1", DAY))
    kinds = [ideas[item].kind for one in digests for item in one.items if item.startswith("tip:")]
    assert len(kinds) == 52
    for place in range(len(kinds) - 3):
        assert len(set(kinds[place : place + 4])) == 4


def test_two_channels_have_their_own_order(library: Library) -> None:
    orders = {
        tuple(digest.items for digest in year_of(lambda _: library, Brief(key, DAY), 5))
        for key in ("C1", "C2", "C3")
    }
    assert len(orders) == 3


def test_once_a_quarter_a_channel_without_feeds_hears_of_some(library: Library) -> None:
    brief = Brief("C1", date(2026, 12, 14), could_read=("dbt blog", "The Batch"))
    digests = year_of(lambda _: library, brief, 20)
    told = [digest.day for digest in digests if digest.could_read]
    assert told[:2] == [date(2026, 12, 14), date(2027, 1, 4)]
    assert len(told) == 3
    assert compose(NOTHING, brief).could_read == brief.could_read


def test_a_year_with_feeds_has_stories_every_week() -> None:
    digests = year_of(lambda _: everything(), Brief("C1", DAY), 8, lambda day: stories(4, day))
    assert all(len(digest.stories) == 3 for digest in digests)
    shown = [one.story.key for digest in digests for one in digest.stories]
    assert len(set(shown)) == len(shown)
    for one, other in pairwise(digests):
        assert one.question != other.question


ids = st.one_of(
    st.sampled_from([
        "trend:t0", "fact:s0:f0", "role:r0", "tip:role r0", "story:a", "topic:t0", "feed:f0", "about:r0",
        "move:measured-posts:posts-t0=3", "pay:r0///base/USD/year=1-2", "contrast:a|b",
    ]),
    st.text(max_size=12),
)  # fmt: skip
some_topics = st.lists(st.sampled_from(["t0", "t1", "job-growth", "gone"]), max_size=3, unique=True)
some_stories = st.lists(
    st.builds(
        story, st.sampled_from("abcdefgh"), st.sampled_from(["f0", "f1"]), st.sampled_from(["f2", "f3"]),
        topics=some_topics, roles=st.lists(st.sampled_from(["r0", "gone"]), max_size=2), days_ago=st.integers(-2, 30),
    ),
    max_size=9,
)  # fmt: skip


def unique(all: Iterable[str]) -> bool:
    """Whether nothing comes twice."""
    every = list(all)
    return len(set(every)) == len(every)


@given(
    st.builds(
        Amounts, roles=st.integers(0, 5), sources=st.integers(1, 4), figures=st.integers(0, 30),
        bullets=st.integers(0, 3), facts=st.integers(0, 5), trends=st.integers(0, 5),
    ),
    st.builds(
        Brief,
        key=st.text(max_size=9),
        day=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
        focus=st.builds(
            Focus,
            roles=st.lists(st.sampled_from(["r0", "r3", "gone"]), max_size=3).map(tuple),
            topics=some_topics.map(tuple),
            parts=st.lists(st.sampled_from(DIGEST_PARTS), max_size=7).map(tuple),
            muted_feeds=st.lists(st.sampled_from(["f0", "gone"]), max_size=2).map(tuple),
            muted_topics=some_topics.map(tuple),
        ),
        had=st.lists(st.lists(ids, max_size=5).map(tuple), max_size=6).map(tuple),
        incoming=some_stories.map(lambda told: incoming(*{one.key: one for one in told}.values())),
        news=st.one_of(st.none(), st.integers(0, 9).map(news)),
        missed=st.lists(st.dates(), max_size=3).map(tuple),
        ratings=st.dictionaries(st.sampled_from(["topic:t0", "feed:f0", "gone"]), st.floats(-1, 1)),
    ),
)  # fmt: skip
@settings(max_examples=80, deadline=None)
def test_any_knowledge_any_past(amounts: Amounts, brief: Brief) -> None:
    knowledge = made_up(amounts)
    digest = compose(Library(knowledge, "one"), brief)
    assert digest == compose(Library(knowledge, "other"), brief)
    assert lines(digest) <= MOST_LINES
    assert set(digest.order) <= set(brief.focus.parts)
    assert unique(digest.order)
    had = {item for items in brief.had for item in items}
    assert not had & {item for item in digest.items if item.startswith(ONCE)}
    for one in digest.stories:
        assert not set(one.feeds) & set(brief.focus.muted_feeds)
        assert not set(one.story.topics) & set(brief.focus.muted_topics)
