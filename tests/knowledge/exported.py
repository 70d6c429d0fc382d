"""What an export holds, read back."""

import json
from typing import Any

from knowledge.export import ExportKind, export_lines
from knowledge.library import Library

Record = dict[str, Any]


def exported(library: Library, kind: ExportKind) -> list[Record]:
    """The records of one kind, in the order in which they are exported."""
    return [json.loads(line) for line in export_lines(library, kind)]
