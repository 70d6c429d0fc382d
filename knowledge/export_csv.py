"""The way out into a spreadsheet: one row each, and no cell that a spreadsheet would run."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Literal, cast, get_args

from knowledge.export import export_records
from knowledge.library import Library

RowKind = Literal["figures", "facts", "trends"]
"""What has one row each; a role has sections and fits no row."""

ROW_KINDS: tuple[RowKind, ...] = get_args(RowKind)

COLUMNS: dict[RowKind, tuple[str, ...]] = {
    "figures": (
        "id", "role", "title", "statistic", "component", "low", "high", "open_ended", "currency",
        "period", "level", "years_min", "years_max", "place", "company", "company_kind", "industry",
        "year", "source", "document", "section",
    ),
    "facts": (
        "id", "statement", "values", "unit", "period", "place", "source", "document", "section",
    ),
    "trends": ("id", "topic", "name", "statement", "source", "document", "section"),
}  # fmt: skip

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as the code page of its country; others pass over it."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that Excel and others take for a formula, or may after trimming it."""


def csv_text(library: Library, kind: RowKind) -> str:
    """A CSV file (RFC 4180) after a byte order mark: a header and the rows, sorted by id."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS[kind])
    writer.writerows(_rows(library, kind))
    return BYTE_ORDER_MARK + buffer.getvalue()


def _rows(library: Library, kind: RowKind) -> Iterator[list[str]]:
    for record in export_records(library, kind):
        yield [_cell(record[column]) for column in COLUMNS[kind]]


def _cell(value: object) -> str:
    """A value as text; a text that looks like a formula gets the sign that marks it as a text."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)  # a number may begin with a minus
        case tuple():
            values = cast("tuple[object, ...]", value)
            return _cell(values[0]) if len(values) == 1 else _harmless("; ".join(map(str, values)))
        case _:
            return _harmless(str(value))


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
