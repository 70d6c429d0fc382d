"""What official tables say of the occupations under which a role's title is listed.

An occupation is what an authority counts, a role what people call themselves: nothing here is a role's
pay, and all of it is to be told with the occupation's name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, Literal, Protocol, TypeVar

from knowledge.fields import Component, Listing, PayPeriod, Statistic
from knowledge.library import Library
from knowledge.model import Source
from knowledge.query import SalaryFilters
from knowledge.tables.columns import COUNTS, amount_of
from knowledge.tables.store import Cells, SourceTable
from knowledge.vocabulary import Term

NOTABLE_WAGE_RSE = 5.0
"""Percent; a wage with a larger relative standard error is told with it."""

NOTABLE_EMPLOYMENT_RSE = 10.0
"""Percent; the same for a number of jobs."""


@dataclass(frozen=True, slots=True)
class Measured:
    """An amount; `at_least` where the table gives no more than a bound, such as $239,200 or more."""

    amount: float
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class OccupationPay:
    """One row of a table: an occupation in one place, or in one industry of it, with all that is said.

    Amounts are of `currency` for one `period`; what is not released is not there. Errors are relative
    standard errors in percent: `wage_rse` of the mean wage, `employment_rse` of the number of jobs.
    """

    source: Source
    occupation: Term
    place: str | None
    industry: str | None
    year: int | None
    currency: str
    period: PayPeriod
    component: Component
    includes: str | None
    amounts: Mapping[Statistic, Measured]
    n: int | None
    employment: int | None
    employment_rse: float | None
    wage_rse: float | None
    section: str | None
    computed: bool
    listing: Listing | None = None
    """Where an authority lists the title of the role that was asked for; None where no role was."""

    @property
    def counts_whole_occupation(self) -> bool:
        """Whether the title is listed under a part of the occupation, of which the table has no numbers."""
        return self.listing is not None and not self.listing.code.endswith(".00")

    @property
    def notable_wage_rse(self) -> float | None:
        """The error of the wages where it is to be told with them."""
        return _notable(self.wage_rse, NOTABLE_WAGE_RSE)

    @property
    def notable_employment_rse(self) -> float | None:
        """The error of the number of jobs where it is to be told with it."""
        return _notable(self.employment_rse, NOTABLE_EMPLOYMENT_RSE)


def _notable(rse: float | None, limit: float) -> float | None:
    return rse if rse is not None and rse > limit else None


def error_in_words(rse: float | None) -> str:
    """`relative standard error 7.3%`; empty for none."""
    return "" if rse is None else f"relative standard error {rse:g}%"


def is_residual(occupation: Term) -> bool:
    """Whether it holds what has no number of its own, as "Computer Occupations, All Other" does.

    In the Standard Occupational Classification, codes of such occupations end in 9.
    """
    return occupation.classification == "soc-2018" and (occupation.code or "").endswith("9")


def official_figures(
    library: Library, role: str, places: Iterable[str], industry: str | None = None
) -> tuple[OccupationPay, ...]:
    """The rows of a role's occupations at some places: the most fitting occupation first.

    Of each occupation they come in the order of the places. With an industry, its rows, else those of all
    industries together. A residual occupation is left out: its numbers are of too many other jobs.
    """
    return tuple(
        pay
        for listing, occupation in listed_occupations(library, role)
        if not is_residual(occupation)
        for place in dict.fromkeys(places)
        for pay in occupation_pay(library, occupation.id, place, industry, listing)
    )


def official_pay(
    library: Library, role: str, asked: SalaryFilters
) -> tuple[tuple[OccupationPay, ...], ...]:
    """What official tables say of a question about pay: for each occupation, the nearest place first.

    A place of which nothing is released gives way to those around it; where no place is asked for it is
    the market's; of an industry it is that of its sector. Nothing where the question is of what they do
    not count: companies, other industries and parts of pay other than the base.
    """
    sectors = _sectors(library, asked.industries)
    countless = (*asked.companies, *asked.company_kinds, *(() if sectors else asked.industries))
    if countless or (asked.components and "base" not in asked.components):
        return ()
    places = asked.places or markets(library)
    outwards = dict.fromkeys(one for place in places for one in (place, *library.around(place)))
    rows = [
        row
        for sector in sectors or (None,)
        for row in official_figures(library, role, outwards, sector)
    ]
    by_occupation: dict[str, list[OccupationPay]] = {}
    for row in rows:
        if "median" in row.amounts:
            by_occupation.setdefault(row.occupation.id, []).append(row)
    return tuple(map(tuple, by_occupation.values()))


def _sectors(library: Library, industries: Iterable[str]) -> tuple[str, ...]:
    """The sectors of a classification that industries are, or that official tables count them in."""
    terms = [term for id in industries if (term := library.term("industries", id)) is not None]
    found = (id for term in terms for id in ((term.id,) if term.classification else term.within))
    return tuple(dict.fromkeys(found))


def official_in(library: Library, role: str, source: str) -> tuple[OccupationPay, ...]:
    """What one source's table says of a role's occupations in its markets: each year that it has."""
    return tuple(
        pay
        for listing, occupation in listed_occupations(library, role)
        if not is_residual(occupation)
        for place in markets(library)
        for pay in every_year(library, occupation.id, place, listing=listing)
        if pay.source.id == source and "median" in pay.amounts
    )


PERCENTILES: tuple[Statistic, ...] = ("p10", "p25", "median", "p75", "p90")


RangeEnd = Literal["low", "high"]
RANGE_ENDS: tuple[RangeEnd, ...] = ("low", "high")
"""Of ranges in job ads: p25 of their lower ends, and p75 of their upper ends."""

Measure = Statistic | RangeEnd


class Percentiles(Protocol):
    """Pay of which percentiles are known, be it of amounts or of the ends of ranges."""

    @property
    def amounts(self) -> Mapping[Any, Measured]:
        """The amounts by what they measure."""
        ...

    @property
    def currency(self) -> str:
        """The currency of them all."""
        ...


P = TypeVar("P", bound=Percentiles)


def measured(pay: Percentiles, measure: Measure) -> Measured | None:
    """One of its amounts; None where it is not known."""
    return pay.amounts.get(measure)


@dataclass(frozen=True, slots=True)
class Between(Generic[P]):
    """The percentiles between which `amount` lies; None beyond the outermost that is known.

    Nothing is interpolated: that is all that they tell of the amount. `at` is the percentile that it is.
    """

    pay: P
    amount: float
    above: Measure | None
    below: Measure | None
    at: Measure | None = None


def between(pay: P, amount: float) -> Between[P]:
    """Between which percentiles of some pay an amount lies."""
    names: tuple[Measure, ...] = (*PERCENTILES, *RANGE_ENDS)
    known: dict[Measure, Measured] = {
        name: pay.amounts[name] for name in names if name in pay.amounts
    }
    exact: list[Measure] = [name for name, one in known.items() if not one.at_least]
    at: list[Measure] = [name for name in exact if known[name].amount == amount]
    above: list[Measure] = [name for name in exact if known[name].amount < amount]
    below: list[Measure] = [name for name, one in known.items() if one.amount > amount]
    return Between(
        pay,
        amount,
        above=above[-1] if above else None,
        below=below[0] if below else None,
        at=at[0] if at else None,
    )


def markets(library: Library) -> tuple[str, ...]:
    """The places that official tables speak of as a whole."""
    found = (table.source.market for table in official_tables(library))
    return tuple(dict.fromkeys(place for place in found if place))


def listed_occupations(library: Library, role: str) -> Iterator[tuple[Listing, Term]]:
    """The occupations under which an authority lists a role's title, the most fitting first."""
    for listing in library.roles[role].occupations:
        occupation = library.term("occupations", listing.occupation)
        if occupation is not None:
            yield listing, occupation


def best_occupation(library: Library, role: str) -> tuple[Listing, Term] | None:
    """The most fitting of a role's occupations that has numbers of its own."""
    listed = listed_occupations(library, role)
    return next((one for one in listed if not is_residual(one[1])), None)


def publisher_of(source: Source) -> str:
    """Whose statistics they are: years of one publisher are told as one series."""
    return source.publisher or source.id


def occupation_pay(
    library: Library,
    occupation: str,
    place: str,
    industry: str | None = None,
    listing: Listing | None = None,
) -> tuple[OccupationPay, ...]:
    """What official tables say of an occupation at a place: of each publisher, its newest year."""
    every = every_year(library, occupation, place, industry, listing)
    newest: dict[str, int | None] = {}
    for pay in every:
        newest.setdefault(publisher_of(pay.source), pay.year)
    return tuple(pay for pay in every if pay.year == newest[publisher_of(pay.source)])


def every_year(
    library: Library,
    occupation: str,
    place: str,
    industry: str | None = None,
    listing: Listing | None = None,
) -> list[OccupationPay]:
    """All that official tables say of an occupation at a place, the newest first."""
    term = library.term("occupations", occupation)
    if term is None:
        return []
    found = [
        _pay(table, row, term, listing)
        for table in official_tables(library)
        for row in table.rows(occupation=occupation, place=place, industry=industry)
    ]
    return sorted(found, key=lambda pay: -(pay.year or 0))


def occupation_by_place(
    library: Library, occupation: str, listing: Listing | None = None
) -> Iterator[OccupationPay]:
    """What official tables say of an occupation in each place, all industries together."""
    term = library.term("occupations", occupation)
    for table in official_tables(library) if term else ():
        for row in table.rows(occupation=occupation, industry=None):
            if term is not None:
                yield _pay(table, row, term, listing)


def official_tables(library: Library) -> Sequence[SourceTable]:
    """The tables of official statistics."""
    tables = library.tables.of_source.values()
    return [table for table in tables if table.source.kind == "official-statistics"]


def amounts_in(table: SourceTable, row: Cells) -> Mapping[Statistic, Measured]:
    """The amounts of a row of a table, without those that it does not have."""
    amounts: dict[Statistic, Measured] = {}
    for name, measured in table.contents.amounts.items():
        amount, at_least = amount_of(row[name])
        if amount is not None:
            amounts.setdefault(measured.statistic, Measured(amount, at_least))
    return MappingProxyType(amounts)


def _pay(
    table: SourceTable, row: Cells, occupation: Term, listing: Listing | None
) -> OccupationPay:
    said: dict[str, Any] = {name: row.get(name) for name in COUNTS} | dict(table.about(row))
    return OccupationPay(
        source=table.source,
        occupation=occupation,
        place=said.get("place"),
        industry=said.get("industry"),
        year=said.get("year"),
        currency=said["currency"],
        period=said["period"],
        component=said["component"],
        includes=said.get("includes"),
        amounts=amounts_in(table, row),
        n=said["n"],
        employment=said["employment"],
        employment_rse=said["employment_rse"],
        wage_rse=said["wage_rse"],
        section=said.get("section"),
        computed=said["computed"],
        listing=listing,
    )
