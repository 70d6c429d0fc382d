"""A series as CSV: a day and a value a row, as statistics offices and labs publish them.

Which column is which is told by their heads, and by what is in them where heads say nothing. A column of words
names the series that a row belongs to; several columns of numbers are several series.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from knowledge.drafting.article import Refusal
from knowledge.feeds.plain import line
from knowledge.feeds.reading import FeedRead, SeriesValue

MOST_ROWS = 200_000
MOST_COLUMNS = 60
MOST_TOLD = 5
"""Oddities that are told one by one."""

TRIED = 200
"""Rows that are looked at to tell what a column holds."""

_DAY_HEAD = re.compile(
    r"(?:.*[_ ])?(?:date|day|week|month|quarter|year|period|time|datum|fecha)(?:[_ ].*)?|observation_date",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_QUARTER = re.compile(r"(\d{4})[- ]?Q([1-4])", re.IGNORECASE)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,12})?(?:e[+-]?\d{1,2})?", re.IGNORECASE)
MISSING = frozenset({"", ".", "..", "-", "–", "—", "na", "n/a", "nan", "null", "none", ":"})
"""How offices write that there is no value."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the day stands, the values, and what names a series."""

    day: int
    values: tuple[int, ...]
    names: tuple[int, ...]


def read(answer: object, _url: str) -> FeedRead | Refusal:
    """Its values in the order of its rows, and what was odd, by line."""
    said = str(answer)
    if re.match(r"\s*<(?:!doctype|html|\?xml)", said, re.IGNORECASE):
        return Refusal("is a page, and no CSV: look for the address of the file itself")
    delimiter = _delimiter(said)
    lines = csv.reader(said.splitlines(), delimiter=delimiter)
    try:
        rows = [(lines.line_num, row) for row in islice(lines, MOST_ROWS + 2) if any(row)]
    except csv.Error as error:
        return Refusal(f"isn't CSV that can be read ({error})")
    if len(rows) < 2:
        return Refusal("has no rows below a head")
    if len(rows) > MOST_ROWS + 1:
        return Refusal(f"has more than {MOST_ROWS:,} rows")
    (_, head), *below = rows
    columns = _columns(head, below, delimiter)
    return columns if isinstance(columns, Refusal) else _values(head, below, columns, delimiter)


def _delimiter(said: str) -> str:
    head = said.lstrip().partition("\n")[0]
    return max(",;\t|", key=head.count)


def _columns(
    head: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], delimiter: str
) -> _Columns | Refusal:
    if not 2 <= len(head) <= MOST_COLUMNS:
        return Refusal(f"needs 2 to {MOST_COLUMNS} columns, a day and a value, and has {len(head)}")
    tried = [row for _, row in rows[:TRIED]]
    cells = [[row[index] for row in tried if index < len(row)] for index in range(len(head))]
    named = [index for index, one in enumerate(head) if _DAY_HEAD.fullmatch(one.strip())]
    days = [index for index in named if _mostly(cells[index], _is_day)]
    days += [index for index in range(len(head)) if _mostly(cells[index], _is_surely_day)]
    if not days:
        return Refusal(f"has no column of days: its columns are {line(', '.join(head), 200)}")
    rest = [index for index in range(len(head)) if index != days[0]]
    values = [
        i for i in rest if _mostly(cells[i], lambda cell: _number(cell, delimiter) is not None)
    ]
    if not values:
        return Refusal(f"has no column of numbers: its columns are {line(', '.join(head), 200)}")
    also_days = {index for index in days if index in named}
    names = tuple(i for i in rest if i not in values and i not in also_days)
    chosen = tuple(index for index in values if index not in also_days)
    return _Columns(days[0], chosen or tuple(values), names)


def _mostly(cells: Sequence[str], fits: Callable[[str], bool]) -> bool:
    """Whether at least half of the cells that aren't missing fit, and there are some."""
    told = [cell for cell in cells if cell.strip().lower() not in MISSING]
    return bool(told) and sum(map(fits, told)) * 2 >= len(told)


def _values(
    head: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    columns: _Columns,
    delimiter: str,
) -> FeedRead | Refusal:
    order = _order_of_slashed([row[columns.day] for _, row in rows if len(row) > columns.day])
    if not order and any(
        _SLASHED.fullmatch(row[columns.day].strip())
        for _, row in rows[:TRIED]
        if len(row) > columns.day
    ):
        return Refusal("has days such as 3/4/2026: nothing tells the day from the month")
    values: list[SeriesValue] = []
    odd: list[str] = []
    for number_of_line, row in rows:
        for told in _of_row(head, row, columns, delimiter, order):
            if isinstance(told, str):
                odd.append(f"line {number_of_line:,}: {told}")
            else:
                values.append(told)
    if not values:
        return Refusal(f"has no row with a day and a number ({odd[0] if odd else 'all are empty'})")
    notes = tuple(odd[:MOST_TOLD])
    if len(odd) > MOST_TOLD:
        notes = (*notes, f"lines that are odd, in all: {len(odd):,}")
    return FeedRead(values=tuple(values), is_whole=not odd, notes=notes)


def _of_row(
    head: Sequence[str],
    row: Sequence[str],
    columns: _Columns,
    delimiter: str,
    order: str,
) -> Iterator[SeriesValue | str]:
    """The values of a row, or what is odd about it; a value that is missing is neither."""
    if len(row) != len(head):
        yield f"has {len(row)} of {len(head)} cells"
        return
    day = _day(row[columns.day], order)
    if day is None:
        yield f"“{line(row[columns.day], 40)}” is no day"
        return
    named = [line(row[index], 100) for index in columns.names]
    for index in columns.values:
        cell = row[index].strip()
        if cell.lower() in MISSING:
            continue
        value = _number(cell, delimiter)
        if value is None:
            yield f"“{line(cell, 40)}” is no number"
            continue
        own = [line(head[index], 100)] if len(columns.values) > 1 else []
        yield SeriesValue(day, value, " · ".join(filter(None, (*named, *own))))


def _is_day(cell: str) -> bool:
    return _day(cell, "dm") is not None or _day(cell, "md") is not None


def _is_surely_day(cell: str) -> bool:
    """Whether a cell is a day in any column: a bare year, or a day without hyphens, may be any number."""
    return _is_day(cell) and not re.fullmatch(r"\d{4}|\d{8}", cell.strip())


def _day(cell: str, order: str) -> date | None:
    """A day; a month, a quarter or a year by its first day."""
    cell = cell.strip()
    if found := _QUARTER.fullmatch(cell):
        year, month, day = int(found[1]), int(found[2]) * 3 - 2, 1
    elif found := _ISO.fullmatch(cell) or _COMPACT.fullmatch(cell):
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
    elif re.fullmatch(r"(?:19|20|21)\d\d", cell):
        year, month, day = int(cell), 1, 1
    elif order and (found := _SLASHED.fullmatch(cell)):
        first, second = int(found[1]), int(found[2])
        month, day = (first, second) if order == "md" else (second, first)
        year = int(found[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _order_of_slashed(cells: Sequence[str]) -> str:
    """Whether `3/4/2026` has the month first or the day, by the days above 12; nobody can tell without one."""
    found = [one for cell in cells if (one := _SLASHED.fullmatch(cell.strip()))]
    if any(int(one[1]) > 12 for one in found):
        return "dm"
    return "md" if any(int(one[2]) > 12 for one in found) else ""


def _number(cell: str, delimiter: str) -> float | None:
    """A number, with its thousands in groups and a percent sign or without."""
    bare = cell.strip().removesuffix("%").strip().replace("\u00a0", "").replace(" ", "")
    if delimiter == ";" and re.fullmatch(r"[+-]?[\d.]*,\d+", bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        bare = bare.replace(",", "")
    return float(bare) if _NUMBER.fullmatch(bare) else None
