"""The table that is made of a release of OEWS, the source of it, and what differs from an earlier table."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from knowledge.importing.oews import BOUND, NUMBERS, Estimate
from knowledge.importing.parts import WorkbookError
from knowledge.library import Library
from knowledge.vocabulary import VocabularyKind

ABOUT = ("occupation", "place", "industry", "year")
"""The columns that tell a row from the others: a table of one year has no `year`, a series no `industry`."""

COLUMNS = ("occupation", "place", "industry", *NUMBERS)
"""The columns of the table that is made."""

AMOUNTS = ("mean", "p10", "p25", "median", "p75", "p90")


@dataclass(frozen=True, slots=True)
class Made:
    """The table that was made, and the codes of areas that no place has: their estimates are not in it."""

    text: str
    unknown_areas: tuple[str, ...]


def table_text(library: Library, estimates: Iterable[Estimate], bound: int | None = None) -> Made:
    """The table of all occupations, places and sectors that the vocabulary has the codes of.

    `bound` is the amount of which BLS says only that a wage is at least so much. Raises `WorkbookError` where a
    wage is so marked and there is none.
    """
    occupations, places = _ids(library, "occupations"), _ids(library, "places")
    sectors = {"": (-1, ""), **_ids(library, "industries")}
    rows: list[tuple[list[int], list[str]]] = []
    unknown: set[str] = set()
    for one in estimates:
        if one.occupation not in occupations or one.sector not in sectors:
            continue
        if one.area not in places:
            unknown.add(one.area)
            continue
        numbers = numbers_of(one, bound)
        if any(numbers):
            about = (occupations[one.occupation], places[one.area], sectors[one.sector])
            rows.append(([number for number, _ in about], [id for _, id in about] + numbers))
    return Made(csv_text(COLUMNS, (row for _, row in sorted(rows))), tuple(sorted(unknown)))


def _ids(library: Library, kind: VocabularyKind) -> Mapping[str, tuple[int, str]]:
    """The place in the vocabulary and the id of every term that has a code, by that."""
    terms = enumerate(library.terms(kind))
    return {term.code: (number, term.id) for number, term in terms if term.code is not None}


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as the text of its file."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def numbers_of(estimate: Estimate, bound: int | None) -> list[str]:
    """The numbers of an estimate by our columns, `208000+` for a wage that is at least the bound.

    Raises `WorkbookError` where a wage is so marked and there is no bound.
    """
    for name, said in estimate.numbers.items():
        if said == BOUND and bound is None:
            what = f"{name} of {estimate.occupation} in {estimate.area} is a bound ({BOUND})"
            where = f"{estimate.where}: " if estimate.where else ""
            year = f"in {estimate.year}" if estimate.year else "this year"
            raise WorkbookError(f"{where}{what}: say which amount it stands for {year}")
    said = (estimate.numbers[name] for name in NUMBERS)
    return [f"{bound}+" if one == BOUND else one for one in said]


def source_id(year: int) -> str:
    """The id of the source of a year's table."""
    return f"bls-oews-{year}"


def source_text(year: int, verified: str) -> str:
    """The file of a year's source, next to which its table is; `verified` is the day of its making."""
    return f"""\
# yaml-language-server: $schema=../schema/source.json
# The rows are in {source_id(year)}.csv. Estimates that are not released are empty there.
title: "Occupational Employment and Wage Statistics, May {year}"
label: BLS, May {year}
kind: official-statistics
publisher: US Bureau of Labor Statistics
url: https://www.bls.gov/oes/
release: May {year}
license: US government work, in the public domain
market: united-states
year: {year}
verified: {verified}
roles: []
table:
  section: "Estimates by occupation, area and industry sector"
  component: base
  includes: commissions, production bonuses and tips
  currency: USD
  period: year
  year: {year}
"""


@dataclass(frozen=True, slots=True)
class MedianChange:
    """A median that is another one now, of an occupation in a place, in all industries together.

    `year` is of a series; empty in a table of one year.
    """

    occupation: str
    place: str
    before: int
    after: int
    year: str = ""

    @property
    def share(self) -> float:
        """By how much of what it was, as a fraction."""
        return (self.after - self.before) / self.before


@dataclass(frozen=True, slots=True)
class TableDifference:
    """How a table differs from another: amounts by number, medians one by one, the largest change first.

    `places_gone` are the ids of places of which the first has something and the second has nothing, and
    so are `occupations_gone` those of occupations.
    """

    changed: int
    added: int
    removed: int
    medians: tuple[MedianChange, ...]
    places_gone: tuple[str, ...]
    occupations_gone: tuple[str, ...]


def table_difference(before: str, after: str) -> TableDifference:
    """What differs between the texts of two tables of one kind, both of one year or both series."""
    old, new = _rows_of(before), _rows_of(after)
    changed = added = removed = 0
    medians: list[MedianChange] = []
    for about in {**old, **new}:
        was, now = old.get(about, {}), new.get(about, {})
        for name in AMOUNTS:
            one, other = was.get(name, ""), now.get(name, "")
            changed += bool(one and other and one != other)
            added += bool(other and not one)
            removed += bool(one and not other)
        ends = was.get("median", ""), now.get("median", "")
        occupation, place, industry, year = about
        if not industry and ends[0] != ends[1] and all(map(str.isdecimal, ends)):
            medians.append(MedianChange(occupation, place, int(ends[0]), int(ends[1]), year))
    medians.sort(
        key=lambda change: (-abs(change.share), change.occupation, change.place, change.year)
    )
    return TableDifference(
        changed, added, removed, tuple(medians), _gone(old, new, 1), _gone(old, new, 0)
    )


_Rows = Mapping[tuple[str, ...], Mapping[str, str]]


def _rows_of(text: str) -> _Rows:
    rows = csv.DictReader(StringIO(text))
    return {tuple(row.get(name, "") for name in ABOUT): row for row in rows}


def _gone(old: _Rows, new: _Rows, part: int) -> tuple[str, ...]:
    there = {about[part] for about in new}
    return tuple(dict.fromkeys(about[part] for about in old if about[part] not in there))
