"""Pay in job ads: from the lower ends to the upper ends of what is advertised, where there are ads enough.

A job counts once, in however many places it is posted and however often it is posted again. Of a company with many
ads, all of them together weigh as much as the only one of another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from knowledge.feeds.kept import KeptAd
from knowledge.feeds.keys import company_key
from knowledge.feeds.locations import place_read
from knowledge.feeds.reading import AdPay, Unit
from knowledge.fields import Component, PayPeriod, too_few
from knowledge.library import Library

LOW, HIGH = Fraction(1, 4), Fraction(3, 4)
"""The percentiles that are told: of the lower ends, and of the upper ones."""

SALARY_PARTS: tuple[Component, ...] = ("base", "total", "unspecified")
"""Parts of pay that are a job's pay, and not something on top."""

PERIODS: Mapping[Unit, PayPeriod] = {
    "HOUR": "hour",
    "DAY": "day",
    "WEEK": "week",
    "MONTH": "month",
    "YEAR": "year",
}


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """What ads are counted together for; empty texts are of any level or place."""

    role: str
    level: str
    place: str
    component: Component
    currency: str
    period: PayPeriod


@dataclass(frozen=True, slots=True)
class PayRow:
    """Pay in ads: p25 of the lower ends to p75 of the upper ones, of `n` jobs at so many companies."""

    cell: Cell
    n: int
    companies: int
    low: float
    high: float


@dataclass(frozen=True)
class _Jobs:
    """Jobs of one cell by their key, each with its company and both ends of its pay."""

    ends: dict[str, tuple[str, float, float]]

    def add(self, job: str, company: str, low: float, high: float) -> None:
        """Count a job once; the ends are those of all that it states here."""
        known = self.ends.get(job)
        if known is not None:
            low, high = min(low, known[1]), max(high, known[2])
        self.ends[job] = company, low, high

    @cached_property
    def by_company(self) -> Mapping[str, Sequence[tuple[float, float]]]:
        """Both ends of each job's pay, by company."""
        found: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
        for company, low, high in self.ends.values():
            found[company].append((low, high))
        return found


def pay_rows(library: Library, ads: Iterable[KeptAd]) -> tuple[PayRow, ...]:
    """The pay that ads state, by role and country, role, level and country, and role and metropolitan area.

    Ads without a stated period, with one end alone, or with pay that can hardly be meant are left out.
    """
    cells: defaultdict[Cell, _Jobs] = defaultdict(lambda: _Jobs({}))
    for ad in ads:
        for pay in ad.pay:
            for cell in _cells(library, ad, pay):
                low, high = pay.min_value or 0.0, pay.max_value or 0.0
                cells[cell].add(ad.job, company_key(ad.organization), low, high)
    found = [_row(cell, jobs) for cell, jobs in sorted(cells.items())]
    return tuple(row for row in found if row is not None)


def is_counted(pay: AdPay) -> bool:
    """Whether pay is complete and certain enough to be computed with."""
    return (
        pay.unit is not None
        and pay.currency is not None
        and pay.doubtful is None
        and pay.component in SALARY_PARTS
        and pay.min_value is not None
        and pay.max_value is not None
        and 0 < pay.min_value <= pay.max_value
    )


def _cells(library: Library, ad: KeptAd, pay: AdPay) -> Iterator[Cell]:
    if not is_counted(pay) or pay.unit is None or pay.currency is None:
        return
    about = pay.component, pay.currency, PERIODS[pay.unit]
    for role in ad.roles:
        for level, place in dict.fromkeys(_where(library, ad, pay)):
            yield Cell(role, level, place, *about)


def _where(library: Library, ad: KeptAd, pay: AdPay) -> Iterator[tuple[str, str]]:
    """The levels and places for which pay counts: of several ranges, each for the place it is stated for."""
    stated = place_read(library, pay.place) if pay.place else ()
    places = stated or ad.places
    for country in filter(None, map(library.country, places)):
        yield "", country
        if ad.level:
            yield ad.level, country
    if pay.place and not stated:
        return
    for place in places:
        term = library.term("places", place)
        if term is not None and term.place_kind in ("metro", "city"):
            yield "", place


def _row(cell: Cell, jobs: _Jobs) -> PayRow | None:
    n, companies = len(jobs.ends), len(jobs.by_company)
    if too_few(n, companies):
        return None
    weighed = [
        (ends, Fraction(1, len(of_one))) for of_one in jobs.by_company.values() for ends in of_one
    ]
    low = percentile([(low, weight) for (low, _), weight in weighed], LOW)
    high = percentile([(high, weight) for (_, high), weight in weighed], HIGH)
    return PayRow(cell, n, companies, low, high)


def percentile(weighed: Iterable[tuple[float, Fraction]], share: Fraction) -> float:
    """The least of the values up to which a share of all the weight lies: always one that was stated."""
    ranked = sorted(weighed)
    needed = share * sum(weight for _, weight in ranked)
    reached = Fraction(0)
    for value, weight in ranked:
        reached += weight
        if reached >= needed:
            return value
    raise ValueError("of no values there is no percentile")
