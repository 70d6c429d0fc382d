"""The text of a table as typed rows, one a line, each cell with its place; nothing is kept of them."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.files import Problem, printable
from knowledge.tables.columns import MAX_CELL, READERS, Cell
from knowledge.wording import nearly, quoted

MAX_ROWS = 1_000_000

BYTE_ORDER_MARK = "\ufeff"

_ODD_LINE_BREAK = re.compile("\r(?!\n)|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the number of its line, and what its cells say, in the order of the columns."""

    line: int
    cells: Sequence[Cell]
    text: str
    """The line as it stands in the file."""


def header_of(path: str, text: str) -> tuple[str, ...] | list[Problem]:
    """The names of the columns, or what is wrong with the first line."""
    found = next(_lines(path, text), None)
    match found:
        case None:
            return [Problem(path, 1, 1, "", "is empty: its first line names the columns")]
        case Problem():
            return [found]
        case _, line, names:
            problems = list(_flaws_of_header(path, line, names))
            return problems or tuple(names)


def _flaws_of_header(path: str, line: str, names: Sequence[str]) -> Iterator[Problem]:
    for separator, called in ((";", "semicolons"), ("\t", "tabs")):
        if separator in line and len(names) == 1:
            message = f"separates its columns with {called}: save as CSV with commas"
            yield Problem(path, 1, 1, "", message)
            return
    for index, name in enumerate(names):
        column = column_of(line, index)
        if not name:
            yield Problem(path, 1, column, "", f"column {index + 1} has no name")
        elif name not in READERS:
            message = f"unknown column {quoted(name)}{nearly(name, READERS)}"
            yield Problem(path, 1, column, "", printable(message))
        elif name in names[:index]:
            yield Problem(path, 1, column, name, "this column appears twice")


def rows_of(path: str, text: str, columns: Sequence[str]) -> Iterator[Row | Problem]:
    """Every row below the first line, or what is wrong with a cell; the rows that say nothing left out."""
    readers = [READERS[name] for name in columns]
    for found in _lines(path, text):
        if isinstance(found, Problem):
            yield found
            return
        number, line, cells = found
        if number == 1 or not any(cells):
            continue
        if number > MAX_ROWS + 1:
            yield Problem(path, number, 1, "", f"has more than {MAX_ROWS:,} rows: split it")
            return
        if len(cells) != len(columns):
            message = f"has {len(cells)} cells where the first line has {len(columns)}"
            yield Problem(path, number, column_of(line, len(columns)), "", message)
            continue
        typed: list[Cell] = []
        problems: list[Problem] = []
        for index, cell in enumerate(cells):
            try:
                typed.append(_typed(readers[index], cell) if cell else None)
            except ValueError as error:
                at = column_of(line, index)
                problems.append(Problem(path, number, at, columns[index], printable(str(error))))
        if problems:
            yield from problems
        else:
            yield Row(number, typed, line)


def _typed(reader: Callable[[str], Cell], cell: str) -> Cell:
    if len(cell) > MAX_CELL:
        raise ValueError(f"is longer than {MAX_CELL} characters ({len(cell)})")
    if cell[0] == " " or cell[-1] == " ":
        raise ValueError(f"must not begin or end with a space; got {quoted(cell)}")
    return reader(cell)


_Line = tuple[int, str, list[str]]
"""A line's number, what it is, and its cells."""


def _lines(path: str, text: str) -> Iterator[_Line | Problem]:
    """Every line with its cells, until one is none."""
    number, start = 0, len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    while start < len(text):
        number += 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].removesuffix("\r")
        start = end + 1
        if not line.isprintable() and (flaw := _unprintable(path, number, line)):
            yield flaw
            return
        if '"' not in line:
            yield number, line, line.split(",")
            continue
        try:
            (cells,) = csv.reader([line], strict=True)
        except csv.Error as error:
            # A cell of two lines is cut at the first one's end, with its quote still open.
            open_quote = "unexpected end" in str(error)
            message = "a quote is not closed" if open_quote else "a quote is amid a cell"
            hint = "put every row on one line, and write a quote within a quoted cell twice"
            yield Problem(path, number, line.index('"') + 1, "", f"{message}: {hint}")
            return
        yield number, line, cells


def _unprintable(path: str, number: int, line: str) -> Problem | None:
    """What cannot be seen in a line; a tab is told of by its columns."""
    odd = _ODD_LINE_BREAK.search(line)
    if odd:
        message = f"contains an odd line break (U+{ord(odd[0]):04X}): save with ordinary line ends"
        return Problem(path, number, odd.start() + 1, "", message)
    for place, letter in enumerate(line, 1):
        if not letter.isprintable() and letter not in "\t\u00a0":
            message = f"contains a control or invisible character ({printable(letter)}): retype it"
            return Problem(path, number, place, "", message)
    return None


def column_of(line: str, index: int) -> int:
    """The column of a line, from 1, in which its cell of an index begins; of none, its end."""
    place = 0
    for _ in range(index):
        quotes = False
        while place < len(line) and (quotes or line[place] != ","):
            quotes ^= line[place] == '"'
            place += 1
        if place == len(line):
            return place + 1
        place += 1
    return place + 1
