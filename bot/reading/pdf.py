"""PDF to Markdown: paragraphs, headings by their size, tables by their columns. Runs in a process of its own.

A PDF has no tables, only texts at places. pypdf lays them out on lines of equal letters, and what is aligned
there over several lines is a table.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from itertools import groupby, pairwise
from statistics import median
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from bot.reading.bounded import UnreadableError
from knowledge.drafting.article import Article, line_of

LARGER = 1.15
"""How much larger than most of the text a heading is at least."""

LONGEST_HEADING = 120

OF_PROSE = 30
"""Letters of the middle cell from which on a page has columns of prose, and no table."""

_CELL = re.compile(r"\S+(?: \S+)*")
_TOUCHING = re.compile(r"(?<=[a-z)])(?=[$€£₹]?[0-9]{1,3}[,.][0-9]{3}|[$€£₹][0-9]|[0-9]{3})")
"""Where a text is so long that the number in the next column follows at once: `Engineer100,000`."""

_BULLET = re.compile(r"\s*[•◦▪●‣·\x7f*–-]\s+")

_CUT = re.compile(r"[^\W\d_]-$")
_AMID = re.compile(r"[(a-zß-öø-ÿ]")
"""How what goes on in the middle of a sentence begins."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A text on a line, and the columns of letters that it takes."""

    start: int
    end: int
    text: str


def read(data: bytes) -> str:
    """A document as an `Article` in JSON. Raises `UnreadableError` where there is no text in it."""
    try:
        document = PdfReader(BytesIO(data))
        if document.is_encrypted:
            raise UnreadableError("is locked with a password")
        text = "\n\n".join(filter(None, map(_page, document.pages)))
        about: Any = document.metadata or {}
        article = Article(text, title=line_of(about.get("/Title")), author=line_of(about.get("/Author")),
                          published=_day(about.get("/CreationDate")))  # fmt: skip
    except PyPdfError:
        raise UnreadableError("is no PDF that can be read: it may be damaged") from None
    if not text:
        raise UnreadableError("holds no text: its pages may be pictures")
    return json.dumps(asdict(article))


def _day(said: object) -> str | None:
    """A date as PDF writes it, D:20260504…, in ISO 8601."""
    found = re.match(r"D:([0-9]{4})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])", str(said))
    return "-".join(found.groups()) if found else None


def _page(page: PageObject) -> str:
    """One page as Markdown."""
    sizes: Counter[float] = Counter()
    texts: list[tuple[float, str]] = []

    def note(text: str, _cm: object, matrix: Sequence[float], _font: object, size: float) -> None:
        if said := " ".join(text.split()):
            scaled = round(size * abs(matrix[3] or 1.0), 1)
            sizes[scaled] += len(said)
            texts.append((scaled, said))

    plain = page.extract_text(visitor_text=note)
    most = max(sizes, key=lambda size: (sizes[size], size), default=0.0)
    headings = {
        said for size, said in texts if size > most * LARGER and len(said) < LONGEST_HEADING
    }
    laid_out = page.extract_text(extraction_mode="layout")
    lines = [_cells(line) for line in laid_out.splitlines()]
    widths = [len(cell.text) for cells in lines if len(cells) > 1 for cell in cells]
    if widths and median(widths) > OF_PROSE:
        lines = [_cells(" ".join(line.split())) for line in plain.splitlines()]
    return "\n\n".join(_blocks(lines, headings))


def _cells(line: str) -> list[_Cell]:
    """The texts of a line that have more than a space between them; an item of a list is one."""
    if bullet := _BULLET.match(line):
        return [_Cell(0, len(line), f"- {' '.join(line[bullet.end() :].split())}")]
    cells = [found.span() for found in _CELL.finditer(line)]
    if len(cells) > 1:
        cells = [part for cell in cells for part in _parted(line, *cell)]
    return [_Cell(start, end, line[start:end]) for start, end in cells]


def _parted(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [start, *(found.start() for found in _TOUCHING.finditer(line, start, end)), end]
    return pairwise(cuts)


def _blocks(lines: Sequence[list[_Cell]], headings: set[str]) -> Iterator[str]:
    """Headings, tables and paragraphs, in their order."""
    block, gap = "", False
    for line in _lines(lines):
        alone = f"## {line}" if line in headings else line if "\n" in line else None
        goes_on = not gap or (block[-1:] not in ".:!?" and _AMID.match(line))
        gap = not line
        if gap:
            continue
        if block and (alone or not goes_on):
            yield block
            block = ""
        if alone:
            yield alone
        elif line.startswith("- "):
            block = f"{block}\n{line}".strip()
        else:
            # A hyphen at the end of a line is more often that of a compound: entry-level.
            block += line if _CUT.search(block) or not block else f" {line}"
    if block:
        yield block


def _lines(lines: Sequence[list[_Cell]]) -> Iterator[str]:
    """Lines of prose, empty ones where there is a gap, and each table as a whole."""
    # Some documents have a gap after each line, also within a table.
    full = [place for place, cells in enumerate(lines) if cells]
    within = {
        place
        for before, after in pairwise(full)
        if len(lines[before]) > 1 and len(lines[after]) > 1
        for place in range(before + 1, after)
    }
    said = [cells for place, cells in enumerate(lines) if place not in within]
    for of_rows, group in groupby(said, lambda cells: len(cells) > 1):
        rows = list(group)
        columns = _columns(rows)
        if of_rows and not _is_prose(rows, columns):
            yield _table(rows, columns)
        else:
            yield from (" ".join(cell.text for cell in row) for row in rows)


def _is_prose(rows: Sequence[list[_Cell]], columns: Sequence[tuple[int, int]]) -> bool:
    """Whether rows are lines with wide spaces in them: not aligned, long, or few and without a number."""
    if len(rows) < 2 or median(len(cell.text) for row in rows for cell in row) > OF_PROSE:
        return True
    numbers = any(char.isdigit() for row in rows for cell in row[1:] for char in cell.text)
    if len(rows) < 3 and not numbers:
        return True
    crowded = sum(
        sum(start <= c.start < end for c in row) > 1 for row in rows for start, end in columns
    )
    return len(columns) < 2 or crowded > len(rows) / 4


def _columns(rows: Sequence[list[_Cell]]) -> list[tuple[int, int]]:
    """Where columns begin and end: what overlaps on any of the rows is one."""
    columns: list[tuple[int, int]] = []
    for start, end in sorted((cell.start, cell.end) for row in rows for cell in row):
        if columns and start < columns[-1][1]:
            columns[-1] = columns[-1][0], max(end, columns[-1][1])
        else:
            columns.append((start, end))
    return columns


def _table(rows: Sequence[list[_Cell]], columns: Sequence[tuple[int, int]]) -> str:
    """A table in Markdown."""
    written = [_row(row, columns) for row in rows]
    return "\n".join([written[0], "|" + "---|" * len(columns), *written[1:]])


def _row(row: list[_Cell], columns: Sequence[tuple[int, int]]) -> str:
    cells = [" ".join(c.text for c in row if start <= c.start < end) for start, end in columns]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
