"""Rows of a text file, whatever its encoding and whatever stands between its cells."""

import codecs
import csv
import re
from collections import Counter
from io import StringIO

from knowledge.drafting.rows import MOST_COLUMNS, MOST_ROWS, Sheet, SheetError
from knowledge.importing.workbook import Row

SEPARATORS = (",", ";", "\t", "|")

MOST_BYTES = 1_000_000

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SAID = re.compile(r"\s*\"?sep=(?P<separator>[,;|\t])\"?\s*")
"""What Excel reads in the first line of a CSV."""

_LOOKED_AT = 40
"""Lines that tell the separator."""


def text_sheet(name: str, data: bytes) -> Sheet:
    """The rows of comma-, semicolon- or tab-separated text. Raises `SheetError`."""
    if len(data) > MOST_BYTES:
        raise SheetError(f"is larger than {MOST_BYTES // 1_000_000} MB")
    text = _decoded(data)
    said = _SAID.fullmatch(text.partition("\n")[0])
    rows: list[Row] = []
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=said["separator"] if said else _separator(text)
    )
    number = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not (said and number == 1):
                if len(rows) == MOST_ROWS:
                    raise SheetError(f"has more than {MOST_ROWS:,} rows")
                if len(cells) > MOST_COLUMNS:
                    raise SheetError(f"has more than {MOST_COLUMNS} columns in line {number}")
                rows.append(Row(number, tuple(cells)))
            number = reader.line_num + 1
    except csv.Error as error:
        raise SheetError(f"can't be read in line {number} ({error})") from None
    return Sheet(name, tuple(rows))


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    if encoding is None and data[1:2] == b"\0":
        encoding = "utf-16-le"
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        if encoding:
            raise SheetError("isn't text in the encoding that it says it is in") from None
        # What programs on Windows save in Western Europe and America; it has a letter for nearly each byte.
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise SheetError("isn't text: save it as CSV in UTF-8")
    return text


def _separator(text: str) -> str:
    """What splits most lines into the same number of cells."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:_LOOKED_AT]

    def agreement(separator: str) -> tuple[int, int]:
        try:
            lengths = Counter(
                len(cells) for cells in csv.reader(lines, delimiter=separator) if len(cells) > 1
            )
        except csv.Error:
            return 0, 0
        return max(((number, length) for length, number in lengths.items()), default=(0, 0))

    return max(SEPARATORS, key=agreement)
