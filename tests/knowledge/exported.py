"""What an export holds, read back."""

import json
from functools import cache
from typing import Any

from knowledge.export import ExportKind, export_lines
from knowledge.library import Library

Record = dict[str, Any]


@cache
def exported(library: Library, kind: ExportKind) -> list[Record]:
    """The records of one kind, in the order in which they are exported: read once, for there are many."""
    return [json.loads(line) for line in export_lines(library, kind)]
