"""A trend is a number with its base, and chance makes none."""

import random
from collections.abc import Sequence
from itertools import pairwise
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.feeds.trends import (
    LEAST,
    LEAST_GROUPS,
    Table,
    Told,
    fisher_exact,
    shares,
    significant,
)
from knowledge.feeds.weeks import BEFORE, RECENT
from tests.feeds.measuring.noise import measurings_that_err, noise_of

FEEDS = ("a", "b", "c", "d")


def told(
    before: float, now: float, *, a_week: int = 40, feeds: Sequence[str] = FEEDS, subject: str = "x"
) -> list[Told]:
    return [
        Told(
            week,
            frozenset({feeds[number % len(feeds)]}),
            frozenset(
                {subject} if number < round((now if week >= BEFORE else before) * a_week) else ()
            ),
        )
        for week in range(BEFORE + RECENT)
        for number in range(a_week)
    ]


def test_a_share_that_moved_is_told_with_its_base() -> None:
    share = shares(told(0.1, 0.25))["x"]
    assert share.moved
    assert (share.named, share.of, share.recently, share.recently_of) == (10, 40, 40, 160)
    assert share.before == pytest.approx(10)
    assert share.now == pytest.approx(25)
    assert share.n == 640


def test_a_share_that_stays_has_not_moved() -> None:
    share = shares(told(0.2, 0.2))["x"]
    assert not share.moved
    assert share.before == pytest.approx(20)


@pytest.mark.parametrize("a_week", [LEAST, LEAST - 1])
def test_every_week_compared_has_posts_enough(a_week: int) -> None:
    """One that is short in a single week is enough for nothing to be compared."""
    every = told(0.1, 0.5, a_week=LEAST)
    short = [one for one in every if one.week != 3] + told(0.1, 0.5, a_week=a_week)[
        3 * a_week : 4 * a_week
    ]
    assert ("x" in shares(short)) is (a_week == LEAST)


def test_every_week_compared_has_feeds_enough() -> None:
    assert shares(told(0.1, 0.5, feeds=FEEDS[:LEAST_GROUPS]))["x"].moved
    assert shares(told(0.1, 0.5, feeds=FEEDS[: LEAST_GROUPS - 1])) == {}


def test_without_a_past_only_the_share_of_now_is_told() -> None:
    recent = [one for one in told(0.1, 0.5) if one.week >= BEFORE]
    share = shares(recent, recent)["x"]
    assert (share.before, share.moved) == (None, False)
    assert share.now == pytest.approx(50)
    assert shares(recent) == {}


def test_one_feed_makes_no_trend() -> None:
    """What only one feed writes about more, however much more, is that feed's matter."""
    rising = [
        Told(one.week, one.groups, frozenset({"x"} if one.week >= BEFORE else ()))
        if one.groups == frozenset({"a"})
        else one
        for one in told(0.0, 0.0)
    ]
    assert not shares(rising)["x"].moved
    everywhere = [
        Told(
            one.week, one.groups, frozenset({"x"} if one.week >= BEFORE and number % 4 == 0 else ())
        )
        for number, one in enumerate(told(0.0, 0.0, feeds=FEEDS[:3]))
    ]
    assert shares(everywhere)["x"].moved


TABLES = st.tuples(*[st.integers(0, 30)] * 4).map(
    lambda n: Table(n[0], n[0] + n[1], n[2], n[2] + n[3])
)


@given(TABLES)
def test_fishers_test_is_the_one_of_the_books(table: Table) -> None:
    """As its definition has it, in whole numbers: of all tables with these sums, those no likelier than this."""
    named = table.named + table.named_before
    every = {
        k: comb(table.of, k) * comb(table.of_before, named - k)
        for k in range(max(0, named - table.of_before), min(named, table.of) + 1)
    }
    seen = every[table.named]
    expected = sum(n for n in every.values() if n <= seen) / sum(every.values())
    assert fisher_exact(table) == pytest.approx(expected, rel=1e-6)


def test_fishers_test_of_large_tables_neither_fails_nor_lasts() -> None:
    assert fisher_exact(Table(9_000, 10_000, 1_000, 10_000)) < 1e-300
    assert fisher_exact(Table(5_000, 10_000, 50_000, 100_000)) == pytest.approx(1, abs=0.02)


@given(st.dictionaries(st.text(max_size=3), st.floats(0, 1), max_size=20), st.floats(0.01, 0.2))
def test_what_stays_significant(p_values: dict[str, float], rate: float) -> None:
    """The least p-values, as many as the procedure of Benjamini and Hochberg lets; more with a larger rate."""
    found = significant(p_values, rate)
    left = [p for subject, p in p_values.items() if subject not in found]
    assert all(p_values[subject] <= min(left, default=1) for subject in found)
    assert all(p_values[subject] <= rate * len(found) / len(p_values) for subject in found)
    assert found >= {s for s, p in p_values.items() if p <= rate / len(p_values)}
    assert found <= significant(p_values, rate * 2)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_posts_is_no_matter(seed: int) -> None:
    every = told(0.1, 0.25) + told(0.3, 0.1, subject="y")
    shuffled = random.Random(seed).sample(every, len(every))
    assert shares(shuffled) == shares(every)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(LEAST, 60))
def test_shares_are_shares(before: float, now: float, a_week: int) -> None:
    for share in shares(told(before, now, a_week=a_week)).values():
        assert 0 <= share.now <= 100
        assert share.before is not None
        assert 0 <= share.before <= 100
        assert share.named <= share.recently <= share.recently_of <= share.n
        assert not share.moved or share.now != share.before


def test_chance_alone_makes_trends_no_oftener_than_is_said() -> None:
    """A hundred topics whose shares never change. (Many more such measurings are in tests/long.)"""
    assert measurings_that_err(8, seed=16) <= 1


def test_a_clear_trend_is_found_among_a_hundred_topics_of_noise() -> None:
    chance = random.Random(17)
    noise = noise_of(chance, [0.1] * 99)
    rising = [
        Told(
            one.week,
            one.groups,
            one.subjects
            | ({"x"} if chance.random() < (0.25 if one.week >= BEFORE else 0.08) else set[str]()),
        )
        for one in noise
    ]
    moved = [one for one in shares(rising).values() if one.moved]
    assert [one.subject for one in moved] == ["x"]


@pytest.mark.parametrize("shift", [0.05, 0.1, 0.2])
def test_the_larger_a_move_the_less_likely_it_is_chance(shift: float) -> None:
    p_values = [
        fisher_exact(Table(round(160 * (0.1 + one)), 160, 48, 480)) for one in (0, shift, 2 * shift)
    ]
    assert all(later < earlier for earlier, later in pairwise(p_values))
