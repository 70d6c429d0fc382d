"""The amounts of an offer, and the levels and places that label them: "Berlin 80k, Munich 90k"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.commands import QUESTIONS_BY_NAME
from knowledge.fields import Component
from knowledge.library import Library
from knowledge.offers.terms import SALARY_PARTS
from knowledge.pay.about import LEVEL
from knowledge.pay.characters import bare
from knowledge.pay.money import Money, find_money
from knowledge.pay.other_numbers import retirement_plans
from knowledge.pay.parts import OTHER_MONEY, PARTS, PAY, PERIOD, WHOSE
from knowledge.pay.passages import NOTHING_SAYS
from knowledge.pay.reader import read_pay
from knowledge.pay.statement import OtherMoney, Statement
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

FARTHEST = 160
"""Characters between two sums of one list."""

LEAST_SAID = 1_000
"""A number without any sign of money is some from this on, where a word makes it pay."""

ON_TOP: tuple[Component, ...] = ("additional", "bonus", "equity")
SMALL_UNITS = frozenset({"VND", "IDR", "KRW", "COP", "CLP"})
"""Currencies in which pay is counted in millions."""

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class PaySum:
    """A sum that is pay: what for, how often, and whether it was read as thousands.

    `said` tells whether a word or a period makes it pay.
    """

    money: Money
    component: Component
    period: OfferPeriod | None
    thousands: bool
    said: bool

    @property
    def at(self) -> int:
        """Where in the text it begins."""
        return self.money.start


@dataclass(frozen=True, slots=True)
class OfferPay:
    """What an offer says of pay; where its sums and other money stand, and the words for pay."""

    sums: tuple[PaySum, ...]
    set_aside: tuple[SetAside, ...]
    sums_at: tuple[tuple[int, int], ...]
    words_at: tuple[tuple[int, int], ...]


def pay_of_offer(library: Library, text: str, *, is_post: bool) -> OfferPay:
    """The sums of an offer that are pay, and why the others are none.

    In a short line an amount is taken for pay by itself; in a post words have to say it, unless no sum has any.
    """
    return _Reading(library, text, is_post=is_post).read()


class _Reading:
    """One offer with the statements and the other money that are read in it."""

    def __init__(self, library: Library, text: str, *, is_post: bool) -> None:
        self.text = text
        self.shown = bare(text)
        self.sums = find_money(self.shown)
        self.is_post = is_post
        read = read_pay(library, text, is_ad=is_post, is_offer=not is_post)
        self.stated = [one for one in read.statements if one.kind == "pay"][:MOST_SUMS]
        self.other = read.other_money[:MOST_SUMS]
        self.any_in_k = any(
            money.scale == "k" for one in (*self.stated, *self.other) for money in self._found(one)
        )

    def read(self) -> OfferPay:
        aside = list(self._no_sums())
        pay: list[PaySum] = []
        for one in sorted([*self.stated, *self.other], key=lambda one: one.start):
            for money in self._found(one):
                why = self._why_aside(one, money)
                read = None if why else self._as_pay(one, money)
                if read is not None:
                    pay.append(self._on_top(read, pay))
                elif why or money.currency or money.scale:
                    aside.append((one.start, one.end, why or NOTHING_SAYS))
        if self.is_post and any(one.said for one in pay):
            aside += [(one.at, one.money.end, NOTHING_SAYS) for one in pay if not one.said]
            pay = [one for one in pay if one.said]
        words = [] if self.is_post else list(_words_at(self.shown))
        if not self.is_post:
            aside += [(start, end, "without an amount") for start, end in self._unpaid(pay, aside)]
        return OfferPay(
            _each_once(pay),
            tuple(SetAside(self.text[start:end].strip(), why) for start, end, why in sorted(aside)),
            (*((one.at, one.money.end) for one in pay), *((start, end) for start, end, _ in aside)),
            tuple(words),
        )

    def _no_sums(self) -> Iterator[tuple[int, int, str]]:
        for money in self.sums:
            if money.percent:
                yield money.start, money.end, "a percentage"
        for start, end in retirement_plans(self.shown):
            yield start, end, "a retirement plan"
        for match in VESTING_PERIOD.finditer(self.text):
            yield *match.span("period"), "how long shares vest"

    def _found(self, one: Statement | OtherMoney) -> Sequence[Money]:
        """The sum as it stands in the text, with what a statement says of it."""
        found = [sum for sum in self.sums if sum.start <= one.start < sum.end and not sum.percent]
        if not found:
            return ()
        money = found[0]
        if isinstance(one, OtherMoney):
            return (money,)
        # Whose dollars they are is told by the offer's places.
        is_open = money.currency == "$" and one.currency in (None, "USD")
        currency = "$" if is_open else one.currency
        return (
            replace(
                money, low=one.low, high=one.high, open_ended=one.open_ended, currency=currency
            ),
        )

    def _why_aside(self, one: Statement | OtherMoney, money: Money) -> str | None:
        """Why a sum is not pay; None where it may be."""
        if isinstance(one, OtherMoney):
            if one.why != NOTHING_SAYS:
                return one.why
            if (
                money.currency not in SMALL_UNITS
                and money.top >= MILLION
                and money.scale.startswith(("m", "b"))
            ):
                return "company money"
        elif one.whose in ("current", "previous", "expected", "other"):
            return "pay of others" if one.whose == "other" else f"{one.whose} pay"
        return (
            "thousands or millions"
            if money.scale == "mil" and money.currency not in SMALL_UNITS
            else None
        )

    def _as_pay(self, one: Statement | OtherMoney, money: Money) -> PaySum | None:
        """A sum as pay; None for a bare number that nothing makes money."""
        said = isinstance(one, Statement)
        part = one.component if isinstance(one, Statement) else None
        period = one.period if isinstance(one, Statement) else None
        thousands = self._means_thousands(one, money)
        if thousands:
            money = money.times(1_000)
        is_bare = money.currency is None and not money.scale and not thousands
        if money.top <= 0 or (is_bare and not self._is_money(money, period, said=said)):
            return None
        if not said and self.is_post and not _may_be_yearly(money):
            return None
        component: Component = "bonus" if part == "signing" else part or "unspecified"
        paid = "once" if part == "signing" else period or _usual_period(money, component)
        return PaySum(money, component, paid, thousands, said)

    def _means_thousands(self, one: Statement | OtherMoney, money: Money) -> bool:
        """Whether "120" means 120,000: by a word for pay, a currency, or a k elsewhere."""
        is_said = isinstance(one, Statement)
        if money.scale or (
            is_said and (one.period not in (None, "year") or one.component == "equity")
        ):
            return False
        if not 20 <= money.top < 1_000 or not money.top.is_integer():
            return False
        return is_said or (not self.is_post and (self.any_in_k or money.currency is not None))

    def _is_money(self, money: Money, period: OfferPeriod | None, *, said: bool) -> bool:
        """Whether a number without any sign of money is some: by its size, or by its period."""
        if not self.is_post and period not in (None, "year"):
            return True
        return money.top >= (LEAST_SAID if said else LEAST_YEARLY_ELSEWHERE) and (
            said or not self.is_post
        )

    def _on_top(self, one: PaySum, before: Sequence[PaySum]) -> PaySum:
        """What is joined to another amount without a word of its own is on top of that."""
        if one.component != "unspecified" or not before:
            return one
        last = before[-1]
        if _PLUS.search(self.shown[last.money.end : one.at]):
            return replace(one, component="additional", period=one.period or "year")
        if self._continues(last, one) and last.component in ("base", "total"):
            return replace(one, component=last.component)
        return one

    def _continues(self, last: PaySum, one: PaySum) -> bool:
        """Whether two amounts are of one list, such as one a place."""
        between = self.shown[last.money.end : one.at]
        small, large = sorted([last.money.top, one.money.top])
        return (
            len(between) <= FARTHEST
            and between.count("\n") <= 1
            and last.money.currency == one.money.currency
            and large <= ALIKE * small
        )

    def _unpaid(
        self, pay: Sequence[PaySum], aside: Sequence[tuple[int, int, str]]
    ) -> Iterator[tuple[int, int]]:
        """Words for what comes on top of pay of which no amount is given."""
        paid = {one.component for one in pay}
        shares = [end for _, end, why in aside if why == "a percentage"]
        taken = [(start, end) for start, end, _ in aside]
        for part, words in PARTS:
            for match in words.finditer(self.shown) if part in ON_TOP and part not in paid else ():
                start, end = match.span()
                is_share = any(0 <= start - other < 3 for other in shares)
                if not is_share and not any(a < end and start < b for a, b in taken):
                    yield start, end


_WORDS = (PAY, PERIOD, *(words for kinds in (PARTS, WHOSE, OTHER_MONEY) for _, words in kinds))


def _words_at(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand that say what sums are, and nothing of the job."""
    for words in _WORDS:
        for match in words.finditer(text):
            if not LEVEL.fullmatch(match[0]):
                yield match.span()


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
