"""The pay and jobs of occupations as the US Bureau of Labor Statistics counts them (OEWS), made a table.

`Estimate` is one line of it in BLS's own terms; whatever layout it was read from, `table_text` makes the
same table of it. A tall file has a line for each occupation, area and industry, under names such as
`annual_p10`; BLS's own workbooks are another layout.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from knowledge.library import Library
from knowledge.vocabulary import VocabularyKind
from knowledge.wording import quoted

COLUMNS = (
    "occupation", "place", "industry", "employment", "employment_rse", "wage_rse",
    "mean", "p10", "p25", "median", "p75", "p90",
)  # fmt: skip
"""The columns of the table that is made."""

NUMBERS = COLUMNS[3:]

TALL: Mapping[str, str] = {
    "employment": "employment",
    "employment_rse": "employment_rse",
    "wage_rse": "wage_rse",
    "mean": "annual_mean",
    "p10": "annual_p10",
    "p25": "annual_p25",
    "median": "annual_median",
    "p75": "annual_p75",
    "p90": "annual_p90",
}
"""Our columns of numbers, and what they are called in a tall file."""

NOT_RELEASED = frozenset({"", "-", "*", "**"})
"""What BLS puts where an estimate is not released: nothing is said there."""

BOUND = "#"
"""What BLS puts for a wage at or above a bound, which differs from year to year."""

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SECTOR = re.compile(r"(?P<first>[0-9]{2})--?(?P<end>[0-9]{2,3})")
"""A sector of NAICS as tall files write it: from its first two digits up to where it ends, as in 31--34."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One occupation in one area, or in one sector of it; each by the code that official tables use.

    `sector` is of NAICS, such as `52` or `31-33`; empty for all industries. `numbers` are as published, by
    our columns, and empty where they are not released.
    """

    occupation: str
    area: str
    sector: str
    numbers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """The table that was made, and the codes of areas that no place has: their estimates are not in it."""

    text: str
    unknown_areas: tuple[str, ...]


def read_tall(text: str) -> Iterator[Estimate]:
    """The estimates of a tall file, but for industries that are parts of sectors.

    Raises `ValueError` where a column is missing, with its name.
    """
    reader = csv.DictReader(StringIO(text))
    needed = ("occupation_code", "area_code", "industry_code", *TALL.values())
    for name in needed:
        if name not in (reader.fieldnames or ()):
            raise ValueError(f"line 1 lacks a column {quoted(name)}")
    for line in reader:
        sector = line["industry_code"] and sector_code(line["industry_code"])
        if sector is not None:
            numbers = {ours: line[theirs] for ours, theirs in TALL.items()}
            yield Estimate(line["occupation_code"], line["area_code"], sector, numbers)


def sector_code(code: str) -> str | None:
    """The code that NAICS has for a sector: `31-33` for the `31--34` of a tall file; None for no sector."""
    found = _SECTOR.fullmatch(code)
    if found is None:
        return None
    first, last = int(found["first"]), int(found["end"]) - 1
    return f"{first}" if first == last else f"{first}-{last}"


def table_text(library: Library, estimates: Iterable[Estimate], bound: int | None = None) -> Made:
    """The table of all occupations, places and sectors that the vocabulary has the codes of.

    `bound` is the amount of which BLS says only that a wage is at least so much. Raises `ValueError` where a
    wage is so marked and there is none, and where a number is none.
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
        numbers = [_number(one, name, bound) for name in NUMBERS]
        if any(numbers):
            about = (occupations[one.occupation], places[one.area], sectors[one.sector])
            rows.append(([number for number, _ in about], [id for _, id in about] + numbers))
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row for _, row in sorted(rows))
    return Made(text.getvalue(), tuple(sorted(unknown)))


def _ids(library: Library, kind: VocabularyKind) -> Mapping[str, tuple[int, str]]:
    """The place in the vocabulary and the id of every term that has a code, by that."""
    terms = enumerate(library.terms(kind))
    return {term.code: (number, term.id) for number, term in terms if term.code is not None}


def _number(estimate: Estimate, name: str, bound: int | None) -> str:
    said = estimate.numbers[name].strip().replace(",", "")
    if said in NOT_RELEASED:
        return ""
    where = f"{name} of {estimate.occupation} in {estimate.area}"
    if said == BOUND:
        if bound is None:
            raise ValueError(
                f"{where} is a bound ({BOUND}): say which amount it stands for this year"
            )
        return f"{bound}+"
    if not _NUMBER.fullmatch(said):
        raise ValueError(f"{where} is not a number: {quoted(said)}")
    return said
