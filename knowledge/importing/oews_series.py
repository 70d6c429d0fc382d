"""The series that is made of the nation's estimates of several years (OEWS), and the source of it.

An occupation has the years in which it was counted under the code that it has today: a line that goes on across a
change of code would compare what is not the same.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import StringIO

from knowledge.importing.oews import NATION, NUMBERS, Estimate, Release
from knowledge.importing.oews_table import csv_text, numbers_of
from knowledge.library import Library

COLUMNS = ("occupation", "place", "year", *NUMBERS)
"""The columns of the series."""


def national_estimates(release: Release, year: int | None) -> Iterator[Estimate]:
    """The nation's in all industries together, of `year` where a row doesn't give its own."""
    for one in release.estimates:
        if one.area == NATION and not one.sector:
            yield replace(one, year=one.year or year)


def series_text(
    library: Library, estimates: Sequence[Estimate], bounds: Mapping[int, int], before: str = ""
) -> str:
    """The series of some estimates, each with its year, and of the other years of an earlier series.

    `bounds` are, by year, the amounts of which BLS says only that a wage is at least so much. Raises
    `WorkbookError` where a wage is so marked and its year has none.
    """
    occupations = {term.code: term.id for term in library.terms("occupations")}
    places = {term.code: term.id for term in library.terms("places")}
    years = {str(one.year) for one in estimates}
    rows = [
        [row.get(name) or "" for name in COLUMNS]
        for row in csv.DictReader(StringIO(before))
        if row["year"] not in years
    ]
    for one in estimates:
        numbers = numbers_of(one, bounds.get(one.year or 0))
        if any(numbers) and one.area in places:
            rows.append([occupations[one.occupation], places[one.area], str(one.year), *numbers])
    order = {term.id: number for number, term in enumerate(library.terms("occupations"))}
    return csv_text(COLUMNS, sorted(rows, key=lambda row: (order[row[0]], row[2])))


def years_of(series: str) -> Mapping[str, Sequence[str]]:
    """The years of each occupation that a series has, by id and from the first on."""
    years: dict[str, list[str]] = {}
    for row in csv.DictReader(StringIO(series)):
        years.setdefault(row["occupation"], []).append(row["year"])
    return years


def source_id(first: str, last: str) -> str:
    """The id of the source of a series, by its first and its last year."""
    return f"bls-oews-national-{first}-{last}"


def source_text(first: str, last: str, verified: str) -> str:
    """The file of the source of a series, next to which it is; `verified` is the day of its making."""
    return f"""\
# yaml-language-server: $schema=../schema/source.json
# The rows are in {source_id(first, last)}.csv. Each occupation has the years in which it was counted under the code
# that it has today. From May 2021 on, the bureau estimates with models; 2020 was the last year without.
title: "Occupational Employment and Wage Statistics, national, May {first} to May {last}"
label: BLS, May {first}–{last}
kind: official-statistics
publisher: US Bureau of Labor Statistics
url: https://www.bls.gov/oes/tables.htm
release: May of each year from {first} to {last}
license: US government work, in the public domain
market: united-states
year: {last}
verified: {verified}
roles: []
table:
  section: "National estimates by occupation"
  component: base
  includes: commissions, production bonuses and tips
  currency: USD
  period: year
"""
