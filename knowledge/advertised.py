"""What tables computed from job ads say of a role: percentiles of the ends of advertised ranges.

They are what employers offer to pay, and nobody's pay: all of it is to be told as what it is.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Any

from knowledge.fields import Component, PayPeriod
from knowledge.library import Library
from knowledge.model import Source
from knowledge.official import RANGE_ENDS, Measure, Measured, amounts_in
from knowledge.query import SalaryFilters
from knowledge.tables.columns import amount_of
from knowledge.tables.store import Cells, SourceTable

PARTS: tuple[Component, ...] = ("base", "unspecified", "total", "additional", "bonus", "equity")
"""Parts of pay, those first of which ads mostly speak."""

ADS_DAYS = 90
"""Days to the one on which they are counted: so long the ads that are read here count."""


@dataclass(frozen=True, slots=True)
class AdvertisedPay:
    """One row of a table: job ads for a role at a level in a place, computed from `n` rows of its source.

    Amounts are of `currency` for one `period`. A row of the job boards that are read here has `companies`,
    how many have put up the `n` ads, and for amounts `low` and `high`: p25 of the lower ends of their ranges
    and p75 of the upper ones. It may be of any level or any place: then that is None.
    """

    source: Source
    level: str | None
    place: str | None
    currency: str
    period: PayPeriod
    component: Component
    amounts: Mapping[Measure, Measured]
    n: int
    companies: int | None = None

    @property
    def is_of_ranges(self) -> bool:
        """Whether it is of the ads that are read here, and says the ends of their ranges."""
        return any(end in self.amounts for end in RANGE_ENDS)


@dataclass(frozen=True, slots=True)
class AdsRequest:
    """The ads for a role, at a level, in a place, that ask for a skill, of a company; `page` counts from 0.

    None is any.
    """

    role: str | None = None
    level: str | None = None
    place: str | None = None
    page: int = 0
    skill: str | None = None
    company: str | None = None


def advertised_pay(library: Library, role: str, asked: SalaryFilters) -> tuple[AdvertisedPay, ...]:
    """What job ads say of a question about pay, by source, place and level.

    The ads that are read here come first: they are newer, and nearer to those who ask. A place without a row
    gives way to the nearest around it that has one; where no place is asked for, those with the most rows come
    first. Nothing where the question is of what ads are not counted by: years, companies, industries, and
    parts of pay or statistics that they do not have.
    """
    countless = (*asked.years, *asked.companies, *asked.company_kinds, *asked.industries)
    if countless:
        return ()
    tables = [
        _in_order(library, [pay for pay in _every_row(table, role) if _meets(pay, asked)], asked)
        for table in library.tables.of_ads
    ]
    return tuple(pay for rows in sorted(tables, key=_is_older) for pay in rows)


def in_first_place(pays: Sequence[AdvertisedPay]) -> tuple[AdvertisedPay, ...]:
    """Those of the source and the place that come first, the first of each level."""
    first: dict[str | None, AdvertisedPay] = {}
    for pay in pays:
        if (pay.source.id, pay.place) == (pays[0].source.id, pays[0].place):
            first.setdefault(pay.level, pay)
    return tuple(first.values())


def of_each_source(pays: Sequence[AdvertisedPay]) -> tuple[tuple[AdvertisedPay, ...], ...]:
    """Those of each source in the place that comes first there, the first of each level."""
    return tuple(in_first_place([*some]) for _, some in groupby(pays, lambda pay: pay.source.id))


def _is_older(rows: Sequence[AdvertisedPay]) -> bool:
    return not any(pay.is_of_ranges for pay in rows)


def _in_order(
    library: Library, rows: Sequence[AdvertisedPay], asked: SalaryFilters
) -> list[AdvertisedPay]:
    """The rows of one table in the places that are asked for, or nearest around them."""
    held = Counter[str | None]()
    for pay in rows:
        held[pay.place] += pay.n
    places: list[str | None] = sorted(held, key=lambda place: (place is None, -held[place]))
    if asked.places:
        nearest = (
            next((one for one in (place, *library.around(place)) if one in held), None)
            for place in asked.places
        )
        places = [*filter(None, dict.fromkeys(nearest))]

    def key(pay: AdvertisedPay) -> tuple[int, int, int, bool, int]:
        part = PARTS.index(pay.component)
        return (
            places.index(pay.place),
            _rank(library, pay.level),
            part,
            pay.period != "year",
            -pay.n,
        )

    return sorted((pay for pay in rows if pay.place in places), key=key)


def _meets(pay: AdvertisedPay, asked: SalaryFilters) -> bool:
    said = {*pay.amounts, *(["range"] if pay.is_of_ranges else [])}
    return (
        (not asked.levels or pay.level in asked.levels)
        and (not asked.components or pay.component in asked.components)
        and (not asked.statistics or not said.isdisjoint(asked.statistics))
    )


def _rank(library: Library, level: str | None) -> int:
    term = library.term("levels", level) if level else None
    return term.rank or 0 if term else -1


def _every_row(table: SourceTable, role: str) -> Iterator[AdvertisedPay]:
    for row in table.rows(role=role):
        pay = _pay(table, row)
        if pay.is_of_ranges or ("median" in pay.amounts and pay.place is not None):
            yield pay


def _pay(table: SourceTable, row: Cells) -> AdvertisedPay:
    said: Mapping[str, Any] = table.about(row)
    companies = row.get("companies")
    return AdvertisedPay(
        source=table.source,
        level=said.get("level"),
        place=said.get("place") or table.source.market,
        currency=said["currency"],
        period=said["period"],
        component=said["component"],
        amounts=MappingProxyType({**amounts_in(table, row), **_ends(row)}),
        n=int(row["n"] or 0),
        companies=None if companies is None else int(companies),
    )


def _ends(row: Cells) -> Mapping[Measure, Measured]:
    ends: dict[Measure, Measured] = {}
    for end in RANGE_ENDS:
        amount, at_least = amount_of(row.get(end))
        if amount is not None:
            ends[end] = Measured(amount, at_least)
    return ends
