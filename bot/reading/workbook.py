"""Workbooks to rows, as JSON. Runs in a process of its own."""

import json
from io import BytesIO
from itertools import islice

from bot.reading.bounded import UnreadableError
from knowledge.drafting.rows import MOST_COLUMNS, MOST_ROWS
from knowledge.importing.parts import WorkbookError
from knowledge.importing.workbook import Workbook

MOST_SHEETS = 20


def read(data: bytes) -> str:
    """Its sheets: the name of each, and its rows with their numbers. Raises `UnreadableError`."""
    try:
        book = Workbook(BytesIO(data), "")
        sheets = [(name, _rows(book, name)) for name in book.sheets[:MOST_SHEETS]]
    except WorkbookError as error:
        # Without a file's name, a message begins with what follows it.
        raise UnreadableError(f"can't be read: {str(error).removeprefix(': ')}") from None
    return json.dumps(sheets)


def _rows(book: Workbook, name: str) -> list[tuple[int, tuple[str, ...]]]:
    rows = [(row.number, row.cells) for row in islice(book.rows(name), MOST_ROWS + 1)]
    if len(rows) > MOST_ROWS:
        raise UnreadableError(f"has more than {MOST_ROWS:,} rows in its sheet {name}: split it")
    if any(len(cells) > MOST_COLUMNS for _, cells in rows):
        raise UnreadableError(f"has more than {MOST_COLUMNS} columns in its sheet {name}")
    return rows
