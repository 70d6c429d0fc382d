"""Workbooks of others: whatever stands in one of their parts, rows come out, or a refusal in one line.

The first line names the part, the rest is its XML; a name of none is the whole file.
"""

import zipfile
from io import BytesIO

from knowledge.importing.parts import Limits, WorkbookError
from knowledge.importing.workbook import Workbook
from tests.fuzz.target import Target
from tests.knowledge.oews_files import NATIONAL
from tests.knowledge.workbooks import zipped

LIMITS = Limits(rows=1_000, columns=50, cell=1_000, texts=10_000)

with zipfile.ZipFile(BytesIO(NATIONAL)) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist()}


def check(data: bytes) -> None:
    """Read a workbook."""
    name, _, part = data.partition(b"\n")
    path = name.decode(errors="replace")
    content = zipped({**PARTS, path: part}) if path in PARTS else data
    refused = ""
    try:
        book = Workbook(BytesIO(content), "pay.xlsx", LIMITS)
        for sheet in book.sheets:
            for row in book.rows(sheet):
                assert row.number <= LIMITS.rows
                assert 0 < len(row.cells) <= LIMITS.columns
                assert all(len(cell) <= LIMITS.cell for cell in row.cells)
    except WorkbookError as error:
        refused = str(error)
    assert refused.isprintable()
    assert refused.startswith("pay.xlsx: ") or not refused


def seeds() -> list[bytes]:
    """Each part of a real one, and the whole."""
    return [NATIONAL, *(name.encode() + b"\n" + part for name, part in PARTS.items())]


def pieces() -> list[str]:
    """Elements and attributes of workbooks."""
    return ["<c>", "</c>", ' r="A1"', ' s="1"', ' t="s"', ' t="b"', ' t="inlineStr"', "<v>", "</v>", "<f/>", "<is>",
            "<t>", "</t>", "<row>", "</row>", "<si/>", "<rPh>", "<xf/>", ' date1904="1"', "1e308", "-1", "&#10;",
            "<!DOCTYPE a>", "<!--", "<![CDATA[", "../", "PK\x05\x06"]  # fmt: skip


TARGET = Target(check, seeds, pieces, most_bytes=20_000)
