"""Nothing comes twice before all were there, whatever a channel cares for and however it grows."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.digest.compose import compose, used_up, year_of
from knowledge.digest.edition import Brief, Digest, News
from knowledge.digest.subscription import DIGEST_PARTS, Focus
from knowledge.library import Library
from knowledge.model import is_past
from tests.handlers.made_up import Amounts, made_up
from tests.knowledge.small_world import library_of, one_source, role, source

DAY = date(2026, 11, 23)
WEEK = timedelta(weeks=1)
KINDS = ("trend:", "fact:", "role:", "tip:")


def of_kind(digests: Iterable[Digest], kind: str) -> list[list[str]]:
    """The items of one kind in each digest."""
    return [[item for item in one.items if item.startswith(kind)] for one in digests]


def rounds(shown: Sequence[Sequence[str]]) -> list[list[str]]:
    """What was shown, cut where something comes for a second time."""
    cut: list[list[str]] = [[]]
    for item in (item for items in shown for item in items):
        if item in cut[-1]:
            cut.append([])
        cut[-1].append(item)
    return cut


def weeks(library: Library, first: Brief, news: Sequence[bool]) -> list[Digest]:
    """A digest a week; whether each had news."""
    digests: list[Digest] = []
    for number, has_news in enumerate(news):
        brief = replace(
            first,
            day=first.day + number * WEEK,
            had=tuple(digest.items for digest in digests),
            news=None if has_news else News(first.day, ()),
        )
        digests.append(compose(library, brief))
    return digests


FOCUSES = {
    "none": Focus(),
    "one role": Focus(roles=("data-engineer",)),
    "roles and topics": Focus(("ai-engineer", "ml-developer"), ("edge-computing", "job-growth")),
    "what does not exist": Focus(("no-such-role",), ("no-such-topic",)),
    "trends and tips": Focus(roles=("ml-engineer",), parts=("trends", "tip")),
}


@pytest.mark.parametrize("focus", FOCUSES.values(), ids=FOCUSES)
@pytest.mark.parametrize("key", ["C1", "C2", "D77"])
def test_a_year_of_mondays(library: Library, focus: Focus, key: str) -> None:
    digests = year_of(library, Brief(key, DAY, focus))
    assert [digest.day for digest in digests] == [DAY + week * WEEK for week in range(52)]
    there_is = {
        "trend:": len(library.topics),
        "fact:": len({(fact.id, fact.unit) for fact in library.facts if not is_past(fact, DAY)}),
        "role:": sum(bool(library.figures_of(role)) for role in library.roles),
    }
    for kind, number in there_is.items():
        shown = of_kind(digests, kind)
        if not any(shown):
            continue
        turns = rounds([[item.rpartition(":")[2] for item in items] for items in shown])
        assert all(len(turn) == number for turn in turns[:-1]), kind
        assert (len(turns) > 1) == (sum(map(len, shown)) > number), kind
        assert turns[0] not in turns[1:], kind
    tips = [item for items in of_kind(digests, "tip:") for item in items]
    assert len(set(tips)) == len(tips) == (52 if "tip" in focus.parts else 0)
    remarks = [item for items in of_kind(digests, "remark:") for item in items]
    assert len(set(remarks)) == len(remarks)
    for one, other in pairwise(digests):
        assert set(one.items).isdisjoint(other.items)


def test_what_was_expected_by_now_is_no_signal(library: Library) -> None:
    shown = {item for digest in year_of(library, Brief("C1", DAY)) for item in digest.items}
    past = {f"fact:{fact.source}:{fact.id}" for fact in library.facts if is_past(fact, DAY)}
    assert past == {"fact:aipathly-ml-developer:low-code-share"}
    assert shown.isdisjoint(past)


def test_what_was_used_up_is_told(library: Library) -> None:
    trends, signals, roles, tips = used_up(library, year_of(library, Brief("C1", DAY)))
    there_is = len(library.topics)
    # Two in the first week, one in each quiet one.
    assert (trends.there_is, trends.seen, trends.day) == (
        there_is, there_is, DAY + (there_is - 2) * WEEK,
    )  # fmt: skip
    assert roles.seen == roles.there_is > 1
    assert roles.day == DAY + (roles.there_is - 1) * WEEK
    # More than there are weeks.
    assert 52 == signals.seen < signals.there_is
    assert signals.day is None
    assert (tips.seen, tips.day) == (52, None)
    assert tips.there_is > 200


@given(
    st.integers(4, 12),
    st.lists(st.booleans(), min_size=30, max_size=30),
    st.text(max_size=5),
    st.dictionaries(
        st.integers(0, 11).map("t{}".format), st.floats(-9, 9, allow_nan=False), max_size=9
    ),
    st.lists(st.integers(0, 11).map("t{}".format), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_no_mood_hides_or_repeats(
    number: int, news: list[bool], key: str, ratings: dict[str, float], liked: list[str]
) -> None:
    topics = [f"t{each}" for each in range(number)]
    focus = Focus(topics=tuple(liked), parts=("trends",))
    digests = weeks(one_source(*topics), Brief(key, DAY, focus, ratings=ratings), news)
    shown = of_kind(digests, "trend:")
    assert [len(items) for items in shown] == [2 if has_news else 1 for has_news in news]
    turns = rounds(shown)
    for turn in turns[:-1]:
        assert sorted(turn) == sorted(f"trend:{topic}" for topic in topics)
    if number > 4:
        assert all(one[0] != other[0] for one, other in pairwise(turns))
    every = [item for items in shown for item in items]
    for place, item in enumerate(every):
        assert item not in every[max(0, place - number // 2) : place]
    for one, other in pairwise(shown):
        assert set(one).isdisjoint(other)


@given(st.integers(1, 3), st.lists(st.booleans(), min_size=9, max_size=9))
@settings(max_examples=20, deadline=None)
def test_where_there_is_no_other_choice_things_come_again(number: int, news: list[bool]) -> None:
    digests = weeks(one_source(*(f"t{each}" for each in range(number))), Brief("C", DAY), news)
    for digest, has_news in zip(digests, news, strict=True):
        assert len({trend.topic for trend in digest.trends}) == min(number, 2 if has_news else 1)


@given(st.text(max_size=5), st.lists(st.booleans(), min_size=12, max_size=12))
@settings(max_examples=40, deadline=None)
def test_of_three_the_one_that_was_not_there_last_time(key: str, news: list[bool]) -> None:
    digests = weeks(one_source("a", "b", "c"), Brief(key, DAY), news)
    shown = of_kind(digests, "trend:")
    for one, other in pairwise(shown):
        if len(other) == 1:
            assert set(one).isdisjoint(other)


def test_what_is_new_comes_before_anything_again() -> None:
    before = one_source("t0", "t1", "t2", "t3")
    had = tuple(digest.items for digest in weeks(before, Brief("C", DAY), [False] * 6))
    quiet = Brief("C", DAY, had=had, news=News(DAY, ()))
    after = one_source("t0", "t1", "t2", "t3", "t4")
    new = compose(after, quiet)
    assert [trend.topic for trend in new.trends] == ["t4"]
    # It has had its turn in this round, and what the round had left goes on.
    had = (*had, new.items)
    rest = {compose(after, replace(quiet, had=had)).trends[0].topic}
    assert rest.isdisjoint(item.removeprefix("trend:") for items in had[4:] for item in items)


def test_what_is_gone_is_forgotten() -> None:
    had = tuple(
        digest.items for digest in weeks(one_source("a", "b", "c"), Brief("C", DAY), [False] * 5)
    )
    left = weeks(one_source("c"), Brief("C", DAY, had=had), [False])
    assert [trend.topic for trend in left[0].trends] == ["c"]
    assert compose(one_source(), Brief("C", DAY, had=had)).trends == ()


def test_two_channels_have_their_own_order() -> None:
    library = one_source(*(f"t{each}" for each in range(12)))
    orders = {
        tuple(digest.items for digest in weeks(library, Brief(key, DAY), [True] * 5))
        for key in ("C1", "C2", "C3")
    }
    assert len(orders) == 3


ids = st.one_of(
    st.sampled_from(
        ["trend:t0", "trend:t1", "fact:s0:f0", "fact:s1:f0", "role:r0", "role:r1", "tip:role r0"]
    ),
    st.text(max_size=12),
)


@given(
    st.builds(
        Amounts, roles=st.integers(0, 5), sources=st.integers(1, 4), figures=st.integers(0, 30),
        bullets=st.integers(0, 3), facts=st.integers(0, 5), trends=st.integers(0, 5),
    ),
    st.builds(
        Brief,
        key=st.text(max_size=9),
        day=st.dates(),
        focus=st.builds(
            Focus,
            roles=st.lists(st.sampled_from(["r0", "r3", "gone"]), max_size=3).map(tuple),
            topics=st.lists(st.sampled_from(["t0", "job-growth", "gone"]), max_size=3).map(tuple),
            parts=st.lists(st.sampled_from(DIGEST_PARTS), max_size=5).map(tuple),
        ),
        had=st.lists(st.lists(ids, max_size=5).map(tuple), max_size=6).map(tuple),
        news=st.one_of(st.none(), st.just(News(DAY, ()))),
        missed=st.lists(st.dates(), max_size=3).map(tuple),
        ratings=st.dictionaries(st.sampled_from(["t0", "t1", "gone"]), st.floats(-1, 1)),
    ),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_any_knowledge_any_past(amounts: Amounts, brief: Brief) -> None:
    knowledge = made_up(amounts)
    digest = compose(Library(knowledge, "one"), brief)
    assert digest == compose(Library(knowledge, "other"), brief)
    parts = brief.focus.parts
    assert digest.news == (brief.news if "changes" in parts else None)
    assert (digest.day, digest.missed) == (brief.day, brief.missed)
    most = 1 if brief.news is not None else 2
    there_are = amounts.trends if "trends" in parts else 0
    assert len(digest.trends) == min(most, there_are)
    assert (digest.signal is not None) == ("signal" in parts and amounts.facts > 0)
    has_figures = amounts.roles > 0 and amounts.figures >= amounts.sources
    assert (digest.spotlight is not None) == ("spotlight" in parts and has_figures)
    if "tip" not in parts:
        assert digest.tip is None
    shown = [item for kind in KINDS for item in digest.items if item.startswith(kind)]
    assert len(shown) == len(digest.trends) + sum(
        one is not None for one in (digest.signal, digest.spotlight, digest.tip)
    )


def test_one_number_of_two_sources_is_one_signal() -> None:
    library = library_of([source("s0", facts=["growth", "size"]), source("s1", facts=["growth"])])
    digests = weeks(library, Brief("C", DAY), [False] * 4)
    counted = [digest.signal for digest in digests if digest.signal is not None]
    assert [(one.fact.source, one.fact.id) for one in counted] == [
        ("s0", "growth"), ("s0", "size"), ("s1", "growth"), ("s0", "size"),
    ]  # fmt: skip
    assert [[fact.source for fact in one.elsewhere] for one in counted] == [["s1"], [], ["s0"], []]


def test_a_topic_is_told_by_another_source_each_time() -> None:
    sources = [source("s0", topics=["t0", "t1"]), source("s1", topics=["t0", "t1"])]
    digests = weeks(library_of(sources), Brief("C", DAY), [False] * 4)
    leads = [(trend.topic, trend.trends[0].source) for d in digests for trend in d.trends]
    assert sorted(leads) == [("t0", "s0"), ("t0", "s1"), ("t1", "s0"), ("t1", "s1")]


def test_no_figures_no_spotlight() -> None:
    digest = compose(library_of([source("s0")], [role("r0")]), Brief("C", DAY))
    assert digest.spotlight is None
    assert digest.tip is not None
