"""A spreadsheet's rows as they were read, and how many there may be."""

from dataclasses import dataclass

from knowledge.importing.workbook import Row

MOST_ROWS = 20_000
MOST_COLUMNS = 80


class SheetError(Exception):
    """Why a spreadsheet can't be read: the end of a sentence that begins with its name."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet that say something; `name` is how problems name it."""

    name: str
    rows: tuple[Row, ...]
    is_text: bool = True
    """Whether its numbers are texts, of which the decimal mark must be told."""
