"""The pay in job ads of aijobs.net: what its file states row by row, as percentiles by role, level and country.

Rows are largely the two ends of an advertised range: they are not anybody's pay.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from statistics import quantiles

from knowledge.fields import LEAST_COMPUTED
from knowledge.importing.parts import WorkbookError
from knowledge.importing.sheets import Columns, Sheet, columns_of
from knowledge.importing.workbook import Row
from knowledge.library import Library
from knowledge.wording import quoted

LEVELS: Mapping[str, str] = {"EN": "entry", "MI": "mid", "SE": "senior", "EX": "executive"}
"""Levels as aijobs.net writes them, and our ids."""

COUNTRIES: Mapping[str, str] = {
    "US": "united-states", "GB": "united-kingdom", "CA": "canada", "DE": "germany", "FR": "france",
    "NL": "netherlands", "IE": "ireland", "IN": "india", "SG": "singapore", "AU": "australia",
    "CH": "switzerland", "ES": "spain", "PL": "poland", "BR": "brazil", "MX": "mexico", "JP": "japan",
    "CN": "china", "IL": "israel", "SE": "sweden",
}  # fmt: skip
"""The places that are countries, by ISO 3166 code."""

NEEDED = ("work_year", "experience_level", "job_title", "salary_in_usd", "company_location")

COLUMNS = ("role", "level", "place", "n", "p25", "median", "p75")
"""The columns of the table that is made."""


@dataclass(frozen=True, slots=True)
class Ad:
    """One row: an advertised amount in US dollars a year; `country` is the employer's."""

    year: int
    level: str
    title: str
    country: str
    amount: int


@dataclass(frozen=True, slots=True)
class Made:
    """The table that was made, and the rows that are not in it, counted.

    `unknown_titles` name no role or several, `unknown_countries` are of no place here; `too_few` rows are of
    cells with fewer than `LEAST_COMPUTED`.
    """

    text: str
    used: int
    unknown_titles: Mapping[str, int]
    unknown_countries: Mapping[str, int]
    too_few: int


def read_ads(sheets: Iterable[Sheet]) -> Iterator[Ad]:
    """The rows of the file of aijobs.net. Raises `WorkbookError` where one cannot be read."""
    for sheet in sheets:
        rows = sheet.rows()
        header = next(rows, None)
        if header is None:
            raise WorkbookError(f"{sheet.name}: is empty")
        columns = columns_of(sheet, header, NEEDED)
        yield from (_ad(columns, row) for row in rows)


def _ad(columns: Columns, row: Row) -> Ad:
    level = columns.cell(row, "experience_level")
    if level not in LEVELS:
        said = f"{quoted(level)} is not one of {', '.join(LEVELS)}"
        raise WorkbookError(f"{columns.at(row, 'experience_level')}: experience_level: {said}")
    country = columns.cell(row, "company_location")
    if not re.fullmatch("[A-Z]{2}", country):
        said = f"{quoted(country)} is not a country's code, such as US"
        raise WorkbookError(f"{columns.at(row, 'company_location')}: company_location: {said}")
    return Ad(
        year=_whole(columns, row, "work_year"),
        level=LEVELS[level],
        title=columns.cell(row, "job_title"),
        country=country,
        amount=_whole(columns, row, "salary_in_usd"),
    )


def _whole(columns: Columns, row: Row, name: str) -> int:
    said = columns.cell(row, name)
    if not re.fullmatch("[0-9]{1,9}", said):
        message = f"{name}: must be a whole number; got {quoted(said)}"
        raise WorkbookError(f"{columns.at(row, name)}: {message}")
    return int(said)


def table_text(library: Library, ads: Iterable[Ad]) -> Made:
    """The quartiles of each role, level and country of which there are rows enough.

    A title is a role's by its exact name or alias alone.
    """
    roles = _roles_by_title(library)
    cells: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    titles, countries = Counter[str](), Counter[str]()
    for ad in ads:
        role = roles.get(ad.title.casefold())
        place = COUNTRIES.get(ad.country)
        if role is None:
            titles[ad.title] += 1
        elif place is None or library.term("places", place) is None:
            countries[ad.country] += 1
        else:
            cells[role, ad.level, place].append(ad.amount)
    enough = {about: amounts for about, amounts in cells.items() if len(amounts) >= LEAST_COMPUTED}
    levels = [term.id for term in library.terms("levels")]
    order = sorted(
        enough, key=lambda about: (about[0], -len(enough[about]), levels.index(about[1]))
    )
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for about in order:
        amounts = enough[about]
        quartiles = (round(one) for one in quantiles(amounts, n=4, method="inclusive"))
        writer.writerow((*about, len(amounts), *quartiles))
    used = sum(map(len, enough.values()))
    too_few = sum(map(len, cells.values())) - used
    return Made(text.getvalue(), used, _most_first(titles), _most_first(countries), too_few)


def _roles_by_title(library: Library) -> Mapping[str, str]:
    """Roles by their names and aliases; a name that several have is none."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for role in library.roles.values():
        for name in (role.name, *role.aliases):
            named[name.casefold()].add(role.id)
    return {name: ids.pop() for name, ids in named.items() if len(ids) == 1}


def _most_first(counted: Counter[str]) -> Mapping[str, int]:
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def source_id(years: tuple[int, int]) -> str:
    """The id of the source of some years' table: `aijobs-2024-25`."""
    first, last = years
    return f"aijobs-{first}-{last % 100:02}" if first != last else f"aijobs-{last}"


def source_text(years: tuple[int, int], release: str, verified: str) -> str:
    """The file of the source next to which the table is.

    `release` is the day of aijobs.net's file, `verified` that of the table's making.
    """
    first, last = years
    said = f"{first}–{last}" if first != last else f"{last}"
    return f"""\
# yaml-language-server: $schema=../schema/source.json
# The rows are in {source_id(years)}.csv: percentiles that were computed of salary_in_usd, of all types of employment,
# by role, level and the employer's country (company_location). EN, MI, SE and EX are read as entry, mid, senior and
# executive; job_title names a role by its exact name or alias. n counts rows, largely two to an ad: the ends of its
# range. Cells of fewer than {LEAST_COMPUTED} rows are left out.
title: "Global AI, ML, Data Science Salary Index, {said}"
label: aijobs.net, {said}
kind: job-ads
publisher: aijobs.net
url: https://aijobs.net/salaries/
release: snapshot of {release}
license: CC0 1.0
attribution: "Global AI, ML, Data Science Salary Index by aijobs.net, CC0 1.0"
year: {last}
verified: {verified}
roles: []
table:
  section: "Salaries in US dollars (salary_in_usd) by job title, experience level and company location"
  currency: USD
  period: year
  computed: true
"""


@dataclass(frozen=True, slots=True)
class TableDifference:
    """How many rows of a table differ from another's, by role, level and place."""

    changed: int
    added: int
    removed: int


def table_difference(before: str, after: str) -> TableDifference:
    """What differs between the texts of two tables that `table_text` made."""
    old, new = _rows_of(before), _rows_of(after)
    return TableDifference(
        changed=sum(old[about] != new[about] for about in old.keys() & new.keys()),
        added=len(new.keys() - old.keys()),
        removed=len(old.keys() - new.keys()),
    )


def _rows_of(text: str) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    rows = csv.DictReader(StringIO(text))
    said = (tuple(row.get(name, "") for name in COLUMNS) for row in rows)
    return {row[:3]: row[3:] for row in said}
