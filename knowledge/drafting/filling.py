"""The rows of a spreadsheet as a table of ours; those that don't fit are listed by their line."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from knowledge.drafting.cells import NOTHING, Amounts, Separator, decimal_mark, read_amounts
from knowledge.drafting.heads import MOST_IN_HEAD, period_of
from knowledge.drafting.names import Names
from knowledge.drafting.sheet import Found
from knowledge.files import Problem, printable
from knowledge.importing.workbook import Row
from knowledge.library import Library
from knowledge.pay.currency_signs import currency_of
from knowledge.tables.columns import AMOUNTS, COUNTS, GRADE, KEYS, RANGES, READERS
from knowledge.tables.contents import TableReading
from knowledge.vocabulary import VocabularyKind
from knowledge.wording import quoted
from knowledge.years import years_entered

_OF_NAMES = ("place", "company", "industry")
_YEAR = re.compile(r"(?:19|20)\d\d")

Cells = dict[str, str]
"""A row of the table, by column; what is empty is left out."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The table, empty where no row fits, how many rows it has, and why each of the others isn't in it."""

    text: str
    rows: int
    left_out: tuple[Problem, ...]


def fill(
    library: Library, found: Found, columns: Mapping[str, str | None], shares: Mapping[str, object]
) -> Filled:
    """The rows of a sheet, each head's column as `columns` says it; `shares` is what all rows say alike.

    Every row is in the table or in `left_out`, by the line of its sheet.
    """
    reader = _RowReader(library, found, columns, shares)
    rows: dict[int, Cells] = {}
    left: list[Problem] = []
    for row in found.rows:
        try:
            rows[row.number] = reader.cells(row)
        except _UnfitError as error:
            left.append(
                Problem(
                    found.sheet.name, row.number, error.column, error.head, printable(str(error))
                )
            )
    names = [name for name in _ORDER if any(name in cells for cells in rows.values())]
    left.extend(
        Problem(found.sheet.name, problem.line, 1, problem.where, problem.message)
        for problem in list(_flaws(names, rows))
        if rows.pop(problem.line, None) is not None
    )
    text = _text(names, rows.values()) if rows else ""
    return Filled(text, len(rows), tuple(sorted(left, key=lambda one: one.line)))


_ORDER = (*KEYS, *COUNTS, *AMOUNTS)


def _text(names: list[str], rows: Iterable[Cells]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([cells.get(name, "") for name in names] for cells in rows)
    return out.getvalue()


def _flaws(names: list[str], rows: Mapping[int, Cells]) -> Iterator[Problem]:
    """What a table's own check has against the rows, by their line in the sheet."""
    if not rows:
        return
    lines = {
        1: names,
        **{number: [cells.get(name, "") for name in names] for number, cells in rows.items()},
    }
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number in range(1, max(lines) + 1):
        if number in lines:
            writer.writerow(lines[number])
        else:
            out.write("\n")
    yield from TableReading("", names).problems(out.getvalue())


class _UnfitError(Exception):
    """Why a row doesn't fit, with the head and the number of the column."""

    def __init__(self, message: str, head: str, column: int) -> None:
        super().__init__(message)
        self.head = head
        self.column = column


class _RowReader:
    """Reads the rows of one sheet."""

    def __init__(
        self,
        library: Library,
        found: Found,
        columns: Mapping[str, str | None],
        shares: Mapping[str, object],
    ) -> None:
        self._names = Names(library)
        self._shares = shares
        self._sheet_columns = [
            (place, name, column, found.heads[place].scale)
            for place, name in enumerate(found.names)
            if (column := columns.get(name))
        ]
        self._mark: Separator | None = _mark(
            found, [place for place, _, column, _ in self._sheet_columns if _is_amount(column)]
        )

    def cells(self, row: Row) -> Cells:
        """The row as one of the table. Raises `_UnfitError`."""
        cells: Cells = {}
        currencies: list[tuple[str, str, int]] = []
        grade = ""
        for place, head, column, scale in self._sheet_columns:
            said = " ".join(row.cells[place].split()) if place < len(row.cells) else ""
            if said.casefold() in NOTHING:
                continue
            try:
                if _is_amount(column):
                    amounts = read_amounts(said, self._mark, scale)
                    if amounts is not None:
                        cells |= _amount_cells(column, amounts, said)
                        if amounts.currency:
                            currencies.append((amounts.currency, head, place))
                elif column == GRADE:
                    grade = said
                else:
                    told = self._told(column, said)
                    # What a column of levels says goes before the level in a title.
                    cells = {**told, **cells} if column == "role" else {**cells, **told}
            except ValueError as error:
                raise _UnfitError(str(error), head, place + 1) from None
        self._hold_against(cells, currencies)
        if grade:
            role = self._names.name_of(cells["role"]) if "role" in cells else ""
            cells["title"] = f"{cells.get('title', role)} ({grade})".strip()[:MOST_IN_HEAD]
        if not any(name in AMOUNTS for name in cells):
            raise _UnfitError("has no amount", "", 1)
        if "role" not in cells and not self._shares.get("role"):
            raise _UnfitError("names no role", "", 1)
        return {name: said for name, said in cells.items() if not self._is_shared(name, said)}

    def _is_shared(self, name: str, said: str) -> bool:
        """Whether all rows say it, so that no column has to."""
        return str(self._shares.get(name)) == said and name not in AMOUNTS

    def _hold_against(self, cells: Cells, currencies: list[tuple[str, str, int]]) -> None:
        meant = cells.get("currency") or self._shares.get("currency")
        for currency, head, place in currencies:
            if currency != (meant or currency):
                raise _UnfitError(f"is in {currency}, where the row is in {meant}", head, place + 1)
        for name in (*_OF_NAMES, "level", "currency", "period", "year"):
            shared = self._shares.get(name)
            if shared is not None and name in cells and cells[name] != str(shared):
                raise _UnfitError(
                    f"says {cells[name]}, where all rows are said to be of {shared}", name, 1
                )

    def _told(self, column: str, said: str) -> Cells:
        match column:
            case "role":
                return self._names.role_cells(said)
            case "level":
                return {"level": self._names.id_of("levels", said)}
            case "place" | "company" | "industry":
                return {column: self._names.id_of(_KINDS[column], said)}
            case "currency":
                return {"currency": _currency(said)}
            case "period":
                return {"period": _period(said)}
            case "year":
                if not _YEAR.fullmatch(said):
                    raise ValueError(f"{quoted(said)} is no year")
                return {"year": said}
            case "years":
                return _years(said)
            case "years_min" | "years_max":
                return {column: _years(said)["years_min"]}
            case _:
                return {column: _count(said, self._mark)}


_KINDS: Mapping[str, VocabularyKind] = {
    "place": "places",
    "company": "companies",
    "industry": "industries",
}


def _is_amount(column: str) -> bool:
    return column in AMOUNTS or column in RANGES


def _mark(found: Found, places: list[int]) -> Separator | None:
    cells = [row.cells[place] for row in found.rows for place in places if place < len(row.cells)]
    if not found.sheet.is_text:
        mark: Separator = "."
        return mark if any(mark in cell for cell in cells) else None
    try:
        return decimal_mark(cells)
    except ValueError:
        return None


def _amount_cells(column: str, amounts: Amounts, said: str) -> Cells:
    plus = "+" if amounts.open_ended else ""
    if column in AMOUNTS:
        if amounts.low != amounts.high:
            raise ValueError(f"{quoted(said)} is a range, and the column isn't one")
        return {column: _shown(amounts.low) + plus}
    low, high = RANGES[column]
    if plus:
        return {low: _shown(amounts.low)}
    return {low: _shown(amounts.low), high: _shown(amounts.high)}


def _shown(number: float) -> str:
    return str(int(number)) if number.is_integer() else str(number)


def _currency(said: str) -> str:
    code = said.upper() if re.fullmatch("[A-Za-z]{3}", said) else currency_of(said)
    if code is None or code == "$":
        raise ValueError(f"{quoted(said)} names no currency by its code, such as USD")
    READERS["currency"](code)
    return code


def _period(said: str) -> str:
    period = period_of(said)
    if period is None:
        raise ValueError(f"{quoted(said)} is no pay period, such as year or month")
    return period


def _years(said: str) -> Cells:
    years = years_entered(said)
    if not years:
        raise ValueError(f"{quoted(said)} are no years of experience, such as 4, 5+ or 3-5")
    cells = {"years_min": _shown(float(years[0].low))}
    if years[0].high is not None:
        cells["years_max"] = _shown(float(years[0].high))
    return cells


def _count(said: str, mark: Separator | None) -> str:
    amounts = read_amounts(said, mark)
    if amounts is None or amounts.low != amounts.high or not amounts.low.is_integer():
        raise ValueError(f"{quoted(said)} is no whole number")
    return _shown(amounts.low)
