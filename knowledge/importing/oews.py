"""The pay and jobs of occupations as the US Bureau of Labor Statistics counts them (OEWS), in its own terms.

BLS publishes one layout of columns for the nation, states, metropolitan areas and sectors, in workbooks;
a tall file, made of its time series, has others. Both are read into `Estimate`s, each with BLS's codes.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

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
_SECTOR = re.compile(r"(?P<first>[0-9]{2})--?(?P<end>[0-9]{2,3})")
"""A sector of NAICS as tall files write it: from its first two digits up to where it ends, as in 31--34."""
_SECTOR_OF_WORKBOOKS = re.compile(r"[0-9]{2}(?:-[0-9]{2})?")
_YEAR = re.compile(r"\bMay (20[0-9]{2}) OEWS Estimates")
_BOUND_OF_YEAR = re.compile(r"#.*\$([0-9,]+) per year")

MAX_NOTES = 1_000
"""Rows of a sheet without estimates in which its notes are looked for."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One occupation in one area, or in one sector of it; each by the code that official tables use.

    `sector` is of NAICS, such as `52` or `31-33`; empty for all industries. `numbers` are as published, by
    our columns: empty where they are not released, `#` for a bound. `where` is the row that says it.
    """

    occupation: str
    area: str
    sector: str
    numbers: Mapping[str, str]
    where: str = ""


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


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one kind of file, in lower case."""

    occupation: str
    area: str
    area_title: str
    others: tuple[str, ...]
    numbers: Mapping[str, str]
    """By our columns."""
    about: Callable[[Columns, Row], tuple[str, str] | None]
    """The codes of the area and the sector of a row; None for a row of which we make no use."""

    @property
    def needed(self) -> tuple[str, ...]:
        """All columns that a file must have."""
        return (
            self.occupation, self.area, self.area_title, *self.others, *self.numbers.values()
        )  # fmt: skip


def read_release(sheets: Iterable[Sheet], occupations: AbstractSet[str]) -> Release:
    """The estimates of some occupations, by their codes, in all sheets together.

    Raises `WorkbookError` where none has any, columns are missing, a number is none, or where one thing is
    said in two ways.
    """
    found: dict[tuple[str, str, str], Estimate] = {}
    areas: dict[str, str] = {}
    years: dict[int, str] = {}
    bounds: dict[int, str] = {}
    names: list[str] = []
    tables = 0
    for sheet in sheets:
        names.append(sheet.name)
        rows = sheet.rows()
        header = next(rows, None)
        layout = layout_of(header) if header else None
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
            key = one.occupation, one.area, one.sector
            first = found.setdefault(key, one)
            if first.numbers != one.numbers:
                message = f"has other numbers of {one.occupation} in {title} than {first.where}"
                raise WorkbookError(f"{one.where}: {message}: import files of one release")
    if not tables:
        shown = "; ".join(names[:10]) or "nothing"
        raise WorkbookError(f"no sheet has the columns OCC_CODE and AREA (looked at: {shown})")
    return Release(
        tuple(found.values()), areas, _one(years, "year"), _one(bounds, "bound of wages")
    )


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


def layout_of(header: Row) -> Layout | None:
    """The layout whose columns a first row names; None where it names neither occupation nor area."""
    names = {name.strip().casefold() for name in header.cells}
    for layout in (WORKBOOK, TALL):
        if {layout.occupation, layout.area} <= names:
            return layout
    return None


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
        area, sector = about
        numbers: dict[str, str] = {}
        for ours, theirs in layout.numbers.items():
            try:
                numbers[ours] = said_number(columns.cell(row, theirs))
            except ValueError as error:
                raise WorkbookError(f"{columns.at(row, theirs)}: {theirs} {error}") from None
        where = columns.at(row, layout.occupation)
        title = columns.cell(row, layout.area_title)
        yield Estimate(occupation, area, sector, numbers, where), title


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


def sector_code(code: str) -> str | None:
    """The code that NAICS has for a sector: `31-33` for the `31--34` of a tall file; None for no sector."""
    found = _SECTOR.fullmatch(code)
    if found is None:
        return None
    first, last = int(found["first"]), int(found["end"]) - 1
    return f"{first}" if first == last else f"{first}-{last}"


def _about_tall(columns: Columns, row: Row) -> tuple[str, str] | None:
    industry = columns.cell(row, "industry_code")
    sector = industry and sector_code(industry)
    return None if sector is None else (columns.cell(row, "area_code"), sector)


def _about_workbook(columns: Columns, row: Row) -> tuple[str, str] | None:
    sector = _workbook_sector(
        columns.cell(row, "i_group"), columns.cell(row, "own_code"), columns.cell(row, "naics")
    )
    if sector is None:
        return None
    code, kind = columns.cell(row, "area"), columns.cell(row, "area_type")
    try:
        return area_code(code, kind), sector
    except ValueError:
        message = f"no area has the code {quoted(code)} and the type {quoted(kind)}"
        raise WorkbookError(f"{columns.at(row, 'area')}: {message}") from None


def _workbook_sector(group: str, owners: str, industry: str) -> str | None:
    """The sector of a row, empty for all industries; None for other industries and some owners alone."""
    if group == "cross-industry":
        return "" if owners == "1235" else None
    return industry if group == "sector" and _SECTOR_OF_WORKBOOKS.fullmatch(industry) else None


def area_code(code: str, kind: str) -> str:
    """The seven digits that time series have for an area of a workbook, which has its own for each kind.

    The nation is 99, a state or territory has its FIPS code, a metropolitan area five digits, and a
    nonmetropolitan one all seven. Raises `ValueError` where it is none of them.
    """
    if not (code.isascii() and code.isdecimal() and len(code) <= 7):
        raise ValueError
    match kind:
        case "1":
            return "0000000"
        case "2" | "3":
            return f"{int(code):02}00000"
        case "4" | "6":
            return f"{int(code):07}"
        case _:
            raise ValueError


WORKBOOK = Layout(
    occupation="occ_code",
    area="area",
    area_title="area_title",
    others=("area_type", "naics", "i_group", "own_code"),
    numbers={
        "employment": "tot_emp",
        "employment_rse": "emp_prse",
        "wage_rse": "mean_prse",
        "mean": "a_mean",
        "p10": "a_pct10",
        "p25": "a_pct25",
        "median": "a_median",
        "p75": "a_pct75",
        "p90": "a_pct90",
    },
    about=_about_workbook,
)
"""BLS's own workbooks. Where only hourly wages are released there are no annual ones, and so none here."""

TALL = Layout(
    occupation="occupation_code",
    area="area_code",
    area_title="area",
    others=("industry_code",),
    numbers={
        "employment": "employment",
        "employment_rse": "employment_rse",
        "wage_rse": "wage_rse",
        "mean": "annual_mean",
        "p10": "annual_p10",
        "p25": "annual_p25",
        "median": "annual_median",
        "p75": "annual_p75",
        "p90": "annual_p90",
    },
    about=_about_tall,
)
"""A line for each occupation, area and industry, by the codes of BLS's time series."""
