"""How official pay has moved: the medians of an occupation, year by year, and what has changed.

An occupation is followed under its code of today: where the code changed, its years begin with the new one.
Changes are computed here, from two medians as they are released.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.fields import Listing
from knowledge.library import Library
from knowledge.model import Role
from knowledge.official import (
    OccupationPay,
    best_occupation,
    every_year,
    markets,
    official_tables,
    publisher_of,
)
from knowledge.vocabulary import Term


@dataclass(frozen=True, slots=True)
class PayOverYears:
    """The pay of an occupation in the market of its tables, one row a year and the oldest first.

    All rows are of one publisher, part of pay, currency and period, and have a median. `role` is the one
    that was asked for. `first_year` is the first year of which the publisher has a table at all.
    """

    occupation: Term
    role: Role | None
    years: tuple[OccupationPay, ...]
    first_year: int

    @property
    def latest(self) -> OccupationPay:
        """The newest year."""
        return self.years[-1]

    @property
    def begins_late(self) -> bool:
        """Whether there are tables of years before its first one, none of them with its code."""
        return self.first_year < (self.years[0].year or 0)


def change(before: OccupationPay, after: OccupationPay) -> float | None:
    """By how many percent the median has risen; None where one of them is no more than a bound."""
    old, new = before.amounts["median"], after.amounts["median"]
    if old.at_least or new.at_least or not old.amount:
        return None
    return 100 * (new.amount - old.amount) / old.amount


def pay_over_years(library: Library, role: str) -> PayOverYears | None:
    """The years of the occupation that fits a role best; None where there are not two of them."""
    best = best_occupation(library, role)
    if best is None:
        return None
    listing, occupation = best
    return _in_its_market(library, occupation, library.roles[role], listing)


def every_pay_over_years(library: Library) -> Iterator[PayOverYears]:
    """The years of each occupation that fits some role best, in the order of the occupations."""
    found = (best_occupation(library, role) for role in library.roles)
    best = {occupation.id for _, occupation in filter(None, found)}
    for occupation in library.terms("occupations"):
        series = _in_its_market(library, occupation) if occupation.id in best else None
        if series is not None:
            yield series


def _in_its_market(
    library: Library, occupation: Term, role: Role | None = None, listing: Listing | None = None
) -> PayOverYears | None:
    for place in markets(library):
        rows = every_year(library, occupation.id, place, listing=listing)
        series = _series(library, occupation, role, rows)
        if series is not None:
            return series
    return None


def _series(
    library: Library, occupation: Term, role: Role | None, rows: list[OccupationPay]
) -> PayOverYears | None:
    """The rows that can be held against the newest one, which comes first; each year once."""
    told = [pay for pay in rows if pay.year is not None and "median" in pay.amounts]
    years: dict[int, OccupationPay] = {}
    for pay in told:
        if _alike(pay) == _alike(told[0]):
            years.setdefault(pay.year or 0, pay)
    if len(years) < 2:
        return None
    of_years = tuple(years[year] for year in sorted(years))
    return PayOverYears(occupation, role, of_years, _first_year(library, told[0]))


def _alike(pay: OccupationPay) -> tuple[object, ...]:
    return publisher_of(pay.source), pay.component, pay.includes, pay.currency, pay.period


def _first_year(library: Library, pay: OccupationPay) -> int:
    """The first year of any occupation in the same place, in tables of the same publisher."""
    tables = [
        t for t in official_tables(library) if publisher_of(t.source) == publisher_of(pay.source)
    ]
    years = [
        table.about(row).get("year")
        for table in tables
        for row in table.rows(place=pay.place, industry=None)
    ]
    return min(year for year in years if year is not None)
