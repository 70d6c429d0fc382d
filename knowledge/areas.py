"""Metropolitan areas by what an occupation earns there, or by how many hold it: of official tables alone."""

from dataclasses import dataclass

from knowledge.fields import Listing
from knowledge.library import Library
from knowledge.official import OccupationPay, best_occupation, occupation_by_place
from knowledge.query import AreaOrder
from knowledge.vocabulary import Term

MOST_AREAS = 10


@dataclass(frozen=True, slots=True)
class RankedAreas:
    """The first areas for one occupation, in one release of one table.

    `compared` are all of which the order can be told, `unreleased` those of which it cannot: their median,
    or the number of jobs that they would be ordered by, is not released.
    """

    occupation: Term
    first: tuple[OccupationPay, ...]
    compared: int
    unreleased: int


def ranked_areas(
    library: Library, role: str, by: AreaOrder, within: tuple[str, ...] = ()
) -> RankedAreas | None:
    """The areas for the occupation that fits a role best, in the whole table or within some places.

    None where no official table counts such an occupation in metropolitan areas.
    """
    best = best_occupation(library, role)
    if best is None:
        return None
    listing, occupation = best
    rows = _of_newest_table(library, occupation, listing)
    if not rows:
        return None
    rows = [pay for pay in rows if not within or _lies_in(library, pay.place, within)]
    known = [pay for pay in rows if _measure(pay, by) is not None and "median" in pay.amounts]
    known.sort(key=lambda pay: -(_measure(pay, by) or 0))
    return RankedAreas(
        occupation, tuple(known[:MOST_AREAS]), len(known), unreleased=len(rows) - len(known)
    )


def _of_newest_table(library: Library, occupation: Term, listing: Listing) -> list[OccupationPay]:
    rows = [
        pay
        for pay in occupation_by_place(library, occupation.id, listing)
        if pay.place is not None and _is_metro_area(library, pay.place)
    ]
    newest = max(rows, key=lambda pay: pay.year or 0, default=None)
    if newest is None:
        return []
    return [pay for pay in rows if (pay.source, pay.year) == (newest.source, newest.year)]


def _is_metro_area(library: Library, place: str) -> bool:
    term = library.term("places", place)
    return term is not None and term.place_kind == "metro" and term.code is not None


def _lies_in(library: Library, place: str | None, within: tuple[str, ...]) -> bool:
    return place is not None and bool(set(within) & {*library.around(place)})


def _measure(pay: OccupationPay, by: AreaOrder) -> float | None:
    if by == "jobs":
        return pay.employment
    median = pay.amounts.get("median")
    return median.amount if median else None
