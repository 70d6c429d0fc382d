"""The amounts of an offer, and the levels and places that label them: "Berlin 80k, Munich 90k"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.commands import QUESTIONS_BY_NAME
from knowledge.fields import Component, PayPeriod
from knowledge.library import Library
from knowledge.offers.pay_words import (
    FARTHEST_CHARACTERS,
    ONCE,
    PayWord,
    Witnesses,
    pay_words,
    period_of,
)
from knowledge.offers.terms import SALARY_PARTS
from knowledge.pay.money import Money, find_money
from knowledge.pay.other_numbers import retirement_plans
from knowledge.query import OfferPeriod, SalaryFilters, SetAside
from knowledge.reading import Reader
from knowledge.years import VESTING_PERIOD

MOST_SUMS = 40
"""A text with more sums than this is no offer: only the first ones are looked at."""

LEAST_YEARLY: Mapping[str | None, float] = {"INR": 100_000, "JPY": 1_000_000}
LEAST_YEARLY_ELSEWHERE = 20_000
"""A salary without a period is a year's from this on; below it, the period is unclear."""

ALIKE = 3
"""Sums of one list are within this factor of each other; others are of another kind."""

ON_TOP: tuple[Component, ...] = ("additional", "bonus", "equity")
SMALL_UNITS = frozenset({"VND", "IDR", "KRW", "COP", "CLP"})
"""Currencies in which pay is counted in millions."""

BILLION = 1_000_000_000
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class PaySum:
    """A sum that is pay: what for, how often, and whether it was read as thousands.

    `said` tells whether a word or a period makes it pay, `sure` whether that word can mean no other
    money. `at` is where the sum begins in the text.
    """

    money: Money
    component: Component
    period: OfferPeriod | None
    thousands: bool
    said: bool
    sure: bool

    @property
    def at(self) -> int:
        """Where in the text it begins."""
        return self.money.start


@dataclass(frozen=True, slots=True)
class PayRead:
    """What a text says of pay; where its sums and other money stand, and the words for pay."""

    sums: tuple[PaySum, ...]
    set_aside: tuple[SetAside, ...]
    sums_at: tuple[tuple[int, int], ...]
    words_at: tuple[tuple[int, int], ...]


def read_pay(
    library: Library, text: str, *, is_post: bool, jobs_at: Sequence[tuple[int, int]] = ()
) -> PayRead:
    """Read the sums of a text; what stands in a line of `jobs_at` is the pay of the job named there.

    In a short line an amount is taken for pay by itself; in a post it has to stand by a word for
    pay or with a period, unless no sum does.
    """
    return _Reading(library, text, jobs_at, is_post=is_post).read()


class _Reading:
    """One text, its sums and the words that say what they are."""

    def __init__(
        self, library: Library, text: str, jobs_at: Sequence[tuple[int, int]], *, is_post: bool
    ) -> None:
        self.text = text
        self.jobs_at = jobs_at
        self.is_post = is_post
        self.sums = find_money(text)[:MOST_SUMS]
        self.words = list(pay_words(library, text))
        self.witnesses = Witnesses(text, self.sums, self.words)
        self.periods = _shared_periods(text, self.sums)
        self.any_in_k = any(money.scale == "k" for money in self.sums)

    def read(self) -> PayRead:
        reasons = {money.start: self._why_no_pay(money) for money in self.sums}
        may_be_pay = [money for money in self.sums if reasons[money.start] is None]
        parts, part_words = self.witnesses.parts(
            [m for m in self.sums if m in may_be_pay or m.percent]
        )
        pay: list[PaySum] = []
        for money in may_be_pay:
            read = self._as_pay(money, parts.get(money))
            if read is not None:
                pay.append(self._on_top(read, pay))
        chosen = self._chosen(pay)
        taken = {one.at for one in chosen}
        reasons |= {one.at: "nothing says it is pay" for one in pay if one.at not in taken}
        plans = retirement_plans(self.text)
        vesting = [match.span("period") for match in VESTING_PERIOD.finditer(self.text)]
        aside = [(m.start, m.end, why) for m in self.sums if (why := reasons[m.start]) is not None]
        aside += [(start, end, "a retirement plan") for start, end in plans]
        aside += [(start, end, "how long shares vest") for start, end in vesting]
        aside += [
            (word.start, word.end, "without an amount")
            for word in self.words
            if word.says in ON_TOP and word not in part_words and not self.is_post
        ]
        other = [(w.start, w.end) for w in self.words if w.is_no_pay]
        used = [(m.start, m.end) for m in self.sums if reasons[m.start] or m.start in taken]
        words_at = [(word.start, word.end) for word in self.words]
        words_at += [place for _, place in self.periods.values() if place is not None]
        return PayRead(
            _each_once(chosen),
            tuple(SetAside(self.text[start:end].strip(), why) for start, end, why in sorted(aside)),
            (*used, *other, *plans, *vesting),
            tuple(words_at),
        )

    def _why_no_pay(self, money: Money) -> str | None:
        """Why a sum is not pay; None where it may be."""
        if money.percent:
            return "a percentage"
        witness = self._witness(money)
        is_bare = money.currency is None and not money.scale
        if witness is not None and witness.is_no_pay:
            return None if is_bare and money.top < LEAST_YEARLY_ELSEWHERE else witness.says
        sure = witness is not None and witness.is_sure
        if money.scale == "mil" and money.currency not in SMALL_UNITS:
            return "thousands or millions"
        if money.currency in SMALL_UNITS:
            return None
        in_millions = money.scale.startswith("m") and money.top >= MILLION
        if money.top >= BILLION or (in_millions and not sure):
            return "company money"
        return None

    def _as_pay(self, money: Money, part: Component | None) -> PaySum | None:
        """A sum as pay; None for a bare number that nothing makes money."""
        witness = self._witness(money)
        if witness is not None and witness.is_no_pay:
            return None
        period = self.periods[money][0]
        once = witness is not None and witness.says == ONCE
        thousands = self._means_thousands(money, witness)
        if thousands:
            money = money.times(1_000)
        component: Component = "bonus" if once else part or "unspecified"
        read = PaySum(
            money,
            component,
            "once" if once else period or _usual_period(money, component),
            thousands,
            said=witness is not None or period is not None or self._names_a_job(money),
            sure=period is not None
            or self._names_a_job(money)
            or (witness is not None and (witness.is_sure or once)),
        )
        is_bare = money.currency is None and not money.scale and not thousands
        if money.top <= 0 or (is_bare and not self._is_money(read, period)):
            return None
        return read

    def _names_a_job(self, money: Money) -> bool:
        return any(start <= money.start < end for start, end in self.jobs_at)

    def _witness(self, money: Money) -> PayWord | None:
        """The word that says what a sum is; beside a job's title no other word says it is no pay."""
        witness = self.witnesses.of(money)
        return None if witness and witness.is_no_pay and self._names_a_job(money) else witness

    def _means_thousands(self, money: Money, witness: PayWord | None) -> bool:
        """Whether "120" means 120,000: by a word for pay, a currency, or a k elsewhere."""
        if money.scale or self.periods[money][0] not in (None, "year"):
            return False
        if witness is not None and witness.says == "equity":
            return False  # A number of shares.
        if not 20 <= money.top < 1_000 or not money.top.is_integer():
            return False
        if self.is_post:
            return witness is not None and witness.is_sure
        return witness is not None or self.any_in_k or money.currency is not None

    def _is_money(self, bare: PaySum, period: OfferPeriod | None) -> bool:
        """Whether a number without any sign of money is some: by its size, or by its period."""
        top = bare.money.top
        if not self.is_post and period not in (None, "year"):
            return True
        least = 1_000 if bare.said else LEAST_YEARLY_ELSEWHERE
        return top >= least and (bare.said or not self.is_post)

    def _on_top(self, one: PaySum, before: Sequence[PaySum]) -> PaySum:
        """What is joined to another amount without a word of its own is on top of that."""
        if one.component != "unspecified" or not before:
            return one
        last = before[-1]
        if _PLUS.search(self.text[last.money.end : one.at]):
            return replace(one, component="additional", period=one.period or "year")
        if self._continues(last, one) and last.component in ("base", "total"):
            return replace(one, component=last.component)
        return one

    def _continues(self, last: PaySum, one: PaySum) -> bool:
        """Whether two amounts are of one list, such as one a place."""
        between = self.text[last.money.end : one.at]
        small, large = sorted([last.money.top, one.money.top])
        return (
            len(between) <= FARTHEST_CHARACTERS
            and between.count("\n") <= 1
            and last.money.currency == one.money.currency
            and large <= ALIKE * small
        )

    def _chosen(self, pay: Sequence[PaySum]) -> list[PaySum]:
        """In a post, the amounts that a word or a period makes pay, and their lists."""
        if not self.is_post:
            return list(pay)
        chosen: list[PaySum] = []
        for one in pay:
            said = one.sure or (one.said and _may_be_yearly(one.money))
            if said or (chosen and self._continues(chosen[-1], one)):
                chosen.append(one)
        return chosen or [one for one in pay if _may_be_yearly(one.money)]


def _shared_periods(
    text: str, sums: Sequence[Money]
) -> dict[Money, tuple[PayPeriod | None, tuple[int, int] | None]]:
    """What each sum pays for; one behind two alternatives is of both: "45 USD or 180 PLN an hour"."""
    periods = {money: period_of(text, money) for money in sums}
    for one, other in pairwise(sums):
        if periods[one][0] is None and _OR.fullmatch(text, one.end, other.start):
            periods[one] = periods[other]
    return periods


_OR = re.compile(r"\s*(?:or|oder|ou|lub|/)\s*", re.IGNORECASE)


def _usual_period(money: Money, component: Component) -> OfferPeriod | None:
    """What an amount without a period pays for; None where it is too small to tell."""
    if component == "equity":
        return "once"
    return "year" if component not in SALARY_PARTS or _may_be_yearly(money) else None


def _may_be_yearly(money: Money) -> bool:
    return money.top >= LEAST_YEARLY.get(money.currency, LEAST_YEARLY_ELSEWHERE)


def _each_once(pay: Sequence[PaySum]) -> tuple[PaySum, ...]:
    """The amounts without those that a text repeats."""
    seen: dict[tuple[object, ...], PaySum] = {}
    for one in pay:
        money = one.money
        seen.setdefault((money.low, money.high, money.currency, one.component, one.period), one)
    return tuple(seen.values())


_PLUS = re.compile(r"^\W{0,3}(?:base|salary)?\s*(?:\+|plus\b)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """The levels or the places for which alone an amount is given."""

    levels: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def of_the_whole_offer(filters: SalaryFilters, labels: Sequence[Label]) -> SalaryFilters:
    """What narrows the offer as a whole, without what only labels one of its amounts."""
    places = {place for label in labels for place in label.places}
    return replace(
        filters,
        levels=() if any(label.levels for label in labels) else filters.levels,
        places=tuple(place for place in filters.places if place not in places),
    )


def labels_of(library: Library, text: str, sums: Sequence[PaySum]) -> list[Label]:
    """The levels and the places for which alone each amount is given, where a text gives several.

    They count only where every salary of the text has such a label of its own, all before their
    amounts or all behind them.
    """
    none = [Label() for _ in sums]
    salaries = [index for index, one in enumerate(sums) if one.component in SALARY_PARTS]
    parts = [sums[index].component for index in salaries]
    if len(set(parts)) == len(parts):
        return none
    for before in (True, False):
        levels, places = list(none), list(none)
        for index in salaries:
            reader = Reader(
                library, QUESTIONS_BY_NAME["salary"], _beside(text, sums, index, before=before)
            )
            levels[index] = Label(levels=reader.ids("levels"))
            places[index] = Label(places=reader.ids("places"))
        for labels in (levels, places):
            given = [labels[index] for index in salaries]
            if Label() not in given and len(set(given)) == len(given):
                return labels
    return none


def _beside(text: str, sums: Sequence[PaySum], index: int, *, before: bool) -> str:
    """What stands between an amount and its neighbor, or the end of the line."""
    if before:
        start = sums[index - 1].money.end if index else 0
        piece = text[start : sums[index].money.start]
        return re.split(r"[\n;|]", piece)[-1]
    end = sums[index + 1].money.start if index + 1 < len(sums) else len(text)
    return re.split(r"[\n;|]", text[sums[index].money.end : end])[0]
