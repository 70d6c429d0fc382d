"""The pay and jobs of occupations as the US Bureau of Labor Statistics counts them (OEWS), in its own terms.

All layouts are read into `Estimate`s, each with BLS's codes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from knowledge.importing.oews_layouts import TALL, WORKBOOK, Layout, layout_of
from knowledge.importing.parts import WorkbookError
from knowledge.importing.sheets import Columns, Sheet, columns_of
from knowledge.importing.workbook import Row
from knowledge.wording import quoted

NUMBERS = (
    "employment", "employment_rse", "wage_rse", "mean", "p10", "p25", "median", "p75", "p90",
)  # fmt: skip
"""Our columns of numbers."""

NOT_RELEASED = frozenset({"", "-", "*", "**"})
"""What BLS puts where an estimate is not released: nothing is said there."""

BOUND = "#"
"""What BLS puts for a wage at or above a bound, which differs from year to year."""

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_YEAR = re.compile(r"\bMay (20[0-9]{2}) OEWS Estimates")
_BOUND_OF_YEAR = re.compile(r"#.*\$([0-9,]+) per year")

MAX_NOTES = 1_000
"""Rows of a sheet without estimates in which its notes are looked for."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One occupation in one area, or in one sector of it; each by the code that official tables use.

    `sector` is of NAICS, such as `52` or `31-33`; empty for all industries. `numbers` are as published, by
    our columns: empty where they are not released, `#` for a bound. `where` is the row that says it. `year`
    is None where a row doesn't give it: then the notes of its file may.
    """

    occupation: str
    area: str
    sector: str
    numbers: Mapping[str, str]
    where: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """What some files of one release hold.

    `areas` are titles by code. `year` and `bound`, the amount that `#` stands for, are as the notes of the
    files have them; None where they say nothing.
    """

    estimates: tuple[Estimate, ...]
    areas: Mapping[str, str]
    year: int | None
    bound: int | None


def read_release(
    sheets: Iterable[Sheet],
    occupations: AbstractSet[str],
    layouts: Sequence[Layout] = (WORKBOOK, TALL),
) -> Release:
    """The estimates of some occupations, by their codes, in all sheets together.

    Raises `WorkbookError` where no sheet has one of the layouts, columns are missing, a number is none, or
    where one thing is said in two ways.
    """
    found: list[Estimate] = []
    areas: dict[str, str] = {}
    years: dict[int, str] = {}
    bounds: dict[int, str] = {}
    names: list[str] = []
    tables = 0
    for sheet in sheets:
        names.append(sheet.name)
        rows = sheet.rows()
        header = next(rows, None)
        layout = layout_of(header, layouts) if header else None
        if header is None or layout is None:
            for note in _notes(sheet):
                years |= {int(year): sheet.name for year in _YEAR.findall(note)}
                amounts = _BOUND_OF_YEAR.findall(note)
                bounds |= {int(amount.replace(",", "")): sheet.name for amount in amounts}
            continue
        tables += 1
        columns = columns_of(sheet, header, layout.needed)
        for one, title in _estimates(layout, columns, rows, occupations):
            areas[one.area] = title
            found.append(one)
    if not tables:
        shown = "; ".join(names[:10]) or "nothing"
        columns = [f"{one.occupation.upper()} and {one.marks.upper()}" for one in layouts]
        raise WorkbookError(
            f"no sheet has the columns {', or '.join(columns)} (looked at: {shown})"
        )
    return Release(each_once(found), areas, _one(years, "year"), _one(bounds, "bound of wages"))


def each_once(estimates: Iterable[Estimate]) -> tuple[Estimate, ...]:
    """The estimates, each once. Raises `WorkbookError` where one is said in two ways."""
    found: dict[tuple[object, ...], Estimate] = {}
    for one in estimates:
        first = found.setdefault((one.occupation, one.area, one.sector, one.year), one)
        if first.numbers != one.numbers:
            message = f"has other numbers of {one.occupation} than {first.where}"
            raise WorkbookError(f"{one.where}: {message}: import files of one release")
    return tuple(found.values())


def _one(said: Mapping[int, str], what: str) -> int | None:
    if len(said) > 1:
        (number, sheet), (other, elsewhere) = list(said.items())[:2]
        message = f"the {what} is {number} in {sheet}, and {other} in {elsewhere}"
        raise WorkbookError(f"{message}: import files of one release")
    return next(iter(said), None)


def _notes(sheet: Sheet) -> Iterator[str]:
    for number, row in enumerate(sheet.rows()):
        if number == MAX_NOTES:
            return
        yield from row.cells


def _estimates(
    layout: Layout, columns: Columns, rows: Iterable[Row], occupations: AbstractSet[str]
) -> Iterator[tuple[Estimate, str]]:
    """The estimates of some occupations, and the title of each one's area."""
    for row in rows:
        occupation = columns.cell(row, layout.occupation)
        if occupation not in occupations:
            continue
        about = layout.about(columns, row)
        if about is None:
            continue
        numbers: dict[str, str] = {}
        for ours, theirs in layout.numbers.items():
            try:
                numbers[ours] = said_number(columns.cell(row, theirs))
            except ValueError as error:
                raise WorkbookError(f"{columns.at(row, theirs)}: {theirs} {error}") from None
        where = columns.at(row, layout.occupation)
        yield (
            Estimate(occupation, about.area, about.sector, numbers, where, about.year),
            about.title,
        )


def said_number(said: str) -> str:
    """A number without its commas, `#` for a bound, empty for what is not released.

    Raises `ValueError` where it is none of these.
    """
    plain = said.strip().replace(",", "")
    if plain in NOT_RELEASED:
        return ""
    if plain != BOUND and not _NUMBER.fullmatch(plain):
        raise ValueError(f"is not a number: {quoted(said)}")
    return plain
