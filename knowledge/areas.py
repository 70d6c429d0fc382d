"""Where an occupation earns most, or has most jobs: the order of areas, as it is asked for and as it is answered."""

import re
from dataclasses import dataclass

from knowledge.commands import PAYING, RANKING
from knowledge.fields import Listing
from knowledge.library import Library
from knowledge.official import OccupationPay, best_occupation, occupation_by_place
from knowledge.query import AreaOrder
from knowledge.vocabulary import Term
from knowledge.words import plain, words

_AREAS = frozenset(
    "metro metros metropolitan city cities area areas place places location locations town towns".split()
)
_JOBS = frozenset("job jobs position positions employment".split())
_BY_JOBS = re.compile(
    r"\bmost (?P<between>(?:\w+ ){0,5}?)(?:jobs?|positions|employment)\b|\bby (?:number of )?(?:jobs|employment)\b"
)
_BY_PAY = re.compile(
    r"\b(?:metros?|cities|areas|places) by (?:median |base )?(?:pay|salary|wage)\b"
)
_HOW_MANY = re.compile(r"\btop (?:\d+|five|ten|twenty)\b")
_IN_ORDER = frozenset("number by".split())


def area_order(text: str) -> AreaOrder | None:
    """By what a text orders areas; None where it asks for nothing of the kind."""
    said = " ".join(word.typed for word in words(text))
    by_jobs = _BY_JOBS.search(said)
    # "Most lucrative jobs" are no number of jobs.
    if by_jobs and not {*(by_jobs["between"] or "").split()} & (PAYING | RANKING):
        return "jobs"
    typed = {*said.split()}
    asks_where = typed & _AREAS or ("where" in typed and typed & PAYING)
    return "pay" if _BY_PAY.search(said) or (typed & RANKING and asks_where) else None


def without_order(text: str) -> str:
    """The text without the words that ask for an order of areas."""
    dropped = RANKING | _AREAS | _JOBS | _IN_ORDER
    left = words(_HOW_MANY.sub(" ", plain(text)))
    return " ".join(word.typed for word in left if word.typed not in dropped)


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
