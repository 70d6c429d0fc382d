"""What tables computed from job ads say of a role: percentiles of the ends of advertised ranges.

They are what employers offer to pay, and nobody's pay: all of it is to be told as what it is.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.fields import Component, PayPeriod, Statistic
from knowledge.library import Library
from knowledge.model import Source
from knowledge.official import Measured, amounts_in
from knowledge.query import SalaryFilters
from knowledge.tables.index import SourceTable
from knowledge.tables.store import Cells


@dataclass(frozen=True, slots=True)
class AdvertisedPay:
    """One row of a table: job ads for a role at a level in a place, computed from `n` rows of its source.

    Amounts are of `currency` for one `period`.
    """

    source: Source
    level: str | None
    place: str
    currency: str
    period: PayPeriod
    component: Component
    amounts: Mapping[Statistic, Measured]
    n: int


def advertised_pay(library: Library, role: str, asked: SalaryFilters) -> tuple[AdvertisedPay, ...]:
    """What job ads say of a question about pay, by place and level.

    A place without a row gives way to the nearest around it that has one; where no place is asked for,
    those with the most rows come first. Nothing where the question is of what ads are not counted by:
    years, companies, industries, and parts of pay or statistics that they do not have.
    """
    countless = (*asked.years, *asked.companies, *asked.company_kinds, *asked.industries)
    if countless:
        return ()
    rows = [pay for pay in _every_row(library, role) if _meets(pay, asked)]
    held = Counter[str]()
    for pay in rows:
        held[pay.place] += pay.n
    places = [place for place, _ in held.most_common()]
    if asked.places:
        nearest = (
            next((one for one in (place, *library.around(place)) if one in held), None)
            for place in asked.places
        )
        places = [place for place in dict.fromkeys(nearest) if place is not None]
    return tuple(
        sorted(
            (pay for pay in rows if pay.place in places),
            key=lambda pay: (places.index(pay.place), _rank(library, pay.level)),
        )
    )


def in_first_place(pays: Sequence[AdvertisedPay]) -> tuple[AdvertisedPay, ...]:
    """Those of the place that comes first, in which each is of another level."""
    return tuple(pay for pay in pays if pay.place == pays[0].place)


def _meets(pay: AdvertisedPay, asked: SalaryFilters) -> bool:
    return (
        (not asked.levels or pay.level in asked.levels)
        and (not asked.components or pay.component in asked.components)
        and (not asked.statistics or not pay.amounts.keys().isdisjoint(asked.statistics))
    )


def _rank(library: Library, level: str | None) -> int:
    term = library.term("levels", level) if level else None
    return term.rank or 0 if term else -1


def _every_row(library: Library, role: str) -> Iterator[AdvertisedPay]:
    for table in library.tables.of_ads:
        for row in table.rows(role=role):
            pay = _pay(table, row)
            if pay is not None and "median" in pay.amounts:
                yield pay


def _pay(table: SourceTable, row: Cells) -> AdvertisedPay | None:
    """None where nothing says which place the ads are of."""
    said: Mapping[str, Any] = table.about(row)
    place: str | None = said.get("place") or table.source.market
    if place is None:
        return None
    return AdvertisedPay(
        source=table.source,
        level=said.get("level"),
        place=place,
        currency=said["currency"],
        period=said["period"],
        component=said["component"],
        amounts=amounts_in(table, row),
        n=int(row["n"] or 0),
    )
