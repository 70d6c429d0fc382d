"""Pay in ads: where it is told, of whom, and that nobody rules it."""

import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.feeds.kept import KeptAd
from knowledge.feeds.keys import company_key
from knowledge.feeds.pay_in_ads import HIGH, LOW, PayRow, pay_rows, percentile
from knowledge.feeds.reading import AdPay
from knowledge.library import Library
from tests.feeds.measuring.made import ad as made_ad
from tests.feeds.measuring.made import pay

Numbers = list[tuple[int, int]]


def ad(job: str, company: str, *pays: AdPay, places: tuple[str, ...] = ("austin",)) -> KeptAd:
    return made_ad(job, company, *pays, roles=("analyst",), places=places)


def jobs(*ends: tuple[int, int], companies: int = 3) -> list[KeptAd]:
    return [ad(f"j{n}", f"Company {n % companies}", pay(*each)) for n, each in enumerate(ends)]


FIVE = ((100, 200), (110, 210), (120, 220), (130, 230), (140, 240))


def rows(library: Library, *ads: KeptAd) -> dict[tuple[str, str], PayRow]:
    return {(row.cell.level, row.cell.place): row for row in pay_rows(library, ads)}


def test_it_is_told_by_country_by_level_there_and_by_city(small: Library) -> None:
    found = rows(small, *jobs(*FIVE))
    assert set(found) == {("", "united-states"), ("senior", "united-states"), ("", "austin")}
    assert {(row.n, row.companies, row.low, row.high) for row in found.values()} == {
        (5, 3, 110, 230)
    }


@pytest.mark.parametrize(
    ("ads", "enough"),
    [
        (jobs(*FIVE), True),
        (jobs(*FIVE[:4]), False),
        (jobs(*FIVE, companies=2), False),
        (jobs(*FIVE[:4]) * 2, False),
    ],
)
def test_five_ads_of_three_companies_are_the_least(
    small: Library, ads: list[KeptAd], enough: bool
) -> None:
    assert bool(rows(small, *ads)) is enough


SPOILT = [
    {"unit": None},
    {"currency": None},
    {"doubtful": "so much a week"},
    {"min_value": None},
    {"max_value": None},
    {"min_value": 300.0},
    {"component": "bonus"},
]


@pytest.mark.parametrize("spoilt", SPOILT, ids=str)
def test_what_is_incomplete_or_doubtful_is_left_out(small: Library, spoilt: dict[str, Any]) -> None:
    ads = jobs(*FIVE)
    first = replace(ads[0], pay=(replace(ads[0].pay[0], **spoilt),))
    assert rows(small, first, *ads[1:]) == {}


def test_parts_periods_and_currencies_are_kept_apart(small: Library) -> None:
    other = [ad(f"o{n}", f"Company {n % 3}", pay(50, 60, unit="HOUR")) for n in range(5)]
    total = [ad(f"t{n}", f"Company {n % 3}", pay(150, 250, component="total")) for n in range(5)]
    cells = {
        (row.cell.component, row.cell.period, row.low)
        for row in pay_rows(small, [*jobs(*FIVE), *other, *total])
    }
    assert cells == {("base", "year", 110), ("base", "hour", 50), ("total", "year", 150)}


def test_one_job_in_several_places_is_one_and_counts_in_each(small: Library) -> None:
    ads = [replace(one, places=("austin",)) for one in jobs(*FIVE)]
    ads += [replace(one, places=("boise",)) for one in jobs(*FIVE)]
    found = rows(small, *ads)
    assert found["", "united-states"].n == 5
    assert found["", "austin"].n == found["", "boise"].n == 5


def test_of_several_ranges_each_is_for_its_place(small: Library) -> None:
    tiers = [
        ad(f"j{n}", f"Company {n % 3}", pay(200, 300, place="Austin, TX"), pay(100, 150, place="everywhere else"),
           places=("austin", "boise"))
        for n in range(5)
    ]  # fmt: skip
    found = rows(small, *tiers)
    assert (found["", "austin"].low, found["", "austin"].high) == (200, 300)
    assert ("", "boise") not in found
    assert (found["", "united-states"].low, found["", "united-states"].high) == (100, 300)


def test_a_company_with_many_ads_does_not_rule(small: Library) -> None:
    modest = jobs((100, 110), (101, 111), (102, 112), (103, 113), companies=4)
    many = [ad(f"rich{n}", "Rich", pay(900, 990)) for n in range(200)]
    found = rows(small, *modest, *many)["", "united-states"]
    assert (found.n, found.companies) == (204, 5)
    assert (found.low, found.high) == (101, 113)


def test_a_company_is_one_however_it_is_written() -> None:
    assert company_key("Acme, Inc.") == company_key("ACME") == company_key("acme  GmbH")
    assert company_key("Inc.") == "inc"
    assert company_key("Acme Labs") != company_key("Acme")


PAY = st.lists(
    st.tuples(st.integers(1, 500), st.integers(0, 500)).map(lambda n: (n[0], n[0] + n[1])),
    min_size=5, max_size=30,
)  # fmt: skip


@given(PAY, st.randoms(use_true_random=False))
def test_the_order_of_ads_is_no_matter(
    small: Library, ends: Numbers, chance: random.Random
) -> None:
    ads = jobs(*ends)
    shuffled = ads[:]
    chance.shuffle(shuffled)
    assert pay_rows(small, shuffled) == pay_rows(small, ads)


@given(PAY)
def test_what_is_told_was_stated_and_is_no_range_in_reverse(small: Library, ends: Numbers) -> None:
    for row in pay_rows(small, jobs(*ends)):
        assert row.low in [low for low, _ in ends]
        assert row.high in [high for _, high in ends]
        assert row.low <= row.high


@given(PAY, st.integers(2, 4))
def test_the_same_ads_again_and_again_change_nothing(
    small: Library, ends: Numbers, times: int
) -> None:
    """Neither under their old keys nor under new ones, where a company posts each of its jobs as often."""
    ads = jobs(*ends)
    assert pay_rows(small, ads * times) == pay_rows(small, ads)
    again = [replace(one, job=f"{one.job}-{n}") for n in range(times) for one in ads]
    told = [(row.low, row.high) for row in pay_rows(small, ads)]
    assert [(row.low, row.high) for row in pay_rows(small, again)] == told


@given(st.lists(st.integers(0, 1_000), min_size=1, max_size=40))
def test_percentiles_of_equal_weights_are_the_nearest_ranks(values: list[int]) -> None:
    weighed = [(float(value), Fraction(1)) for value in values]
    ranked = sorted(values)
    for share in (LOW, HIGH):
        rank = -(-share.numerator * len(values) // share.denominator)
        assert percentile(weighed, share) == ranked[rank - 1]
