"""What an export holds, read back."""

import json
from functools import cache
from typing import Any

from knowledge.export import ExportKind, RowKind, csv_text, export_lines
from knowledge.library import Library

Record = dict[str, Any]


@cache
def lines(library: Library, kind: ExportKind) -> tuple[str, ...]:
    """The lines of one kind, in the order in which they are exported: made once, for there are many."""
    return tuple(export_lines(library, kind))


@cache
def exported(library: Library, kind: ExportKind) -> list[Record]:
    """The same as records."""
    return [json.loads(line) for line in lines(library, kind)]


@cache
def table(library: Library, kind: RowKind) -> str:
    """The CSV file of one kind, made once as well."""
    return csv_text(library, kind)
