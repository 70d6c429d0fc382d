"""The tables of a text, cell by cell: in Markdown, in HTML, and in Markdown whose lines a page ran together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.pay.characters import TAG, blanked

MOST_COLUMNS = 40
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text and where they stand."""

    text: str
    start: int
    end: int


_HTML_TABLE = re.compile(
    r"<table\b(?:(?!<table\b).){0,100000}?</table\s*>", re.DOTALL | re.IGNORECASE
)
_HTML_ROW = re.compile(
    r"<tr\b[^>]{0,300}>(?P<cells>.{0,20000}?)(?=</tr|<tr\b|</table)", re.DOTALL | re.IGNORECASE
)
_HTML_CELL = re.compile(
    r"<(?P<kind>t[hd])\b[^>]{0,300}>(?P<cell>.{0,5000}?)(?=</t[hd]|<t[hdr]\b|$)",
    re.DOTALL | re.IGNORECASE,
)
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-*:?\s*)*\|?\s*")


def html_tables(shown: str) -> Iterator[tuple[list[list[Piece]], int, int]]:
    """The rows of each HTML table, and where it begins and ends."""
    for table in _HTML_TABLE.finditer(shown):
        rows: list[list[Piece]] = []
        for row in _HTML_ROW.finditer(shown, table.start(), table.end()):
            cells = [
                _trimmed(shown, cell.start("cell"), cell.end("cell"))
                for cell in _HTML_CELL.finditer(shown, row.start("cells"), row.end("cells"))
            ]
            if cells:
                rows.append(cells[:MOST_COLUMNS])
        if len(rows) > 1:
            yield rows, table.start(), table.end()


def _trimmed(shown: str, start: int, end: int) -> Piece:
    piece = TAG.sub(blanked, shown[start:end])
    left = len(piece) - len(piece.lstrip())
    return Piece(" ".join(piece.split()), start + left, start + len(piece.rstrip()))


def _cells(line: str) -> list[tuple[int, int]]:
    """Where the cells of a row of a Markdown table stand."""
    bars = [place for place, mark in enumerate(line) if mark == "|"][: MOST_COLUMNS + 1]
    edges = [-1, *bars, len(line)]
    cells = [(edge + 1, after) for edge, after in pairwise(edges)]
    if cells and not line[slice(*cells[0])].strip():
        cells = cells[1:]
    if cells and not line[slice(*cells[-1])].strip():
        cells = cells[:-1]
    return cells


def _cell(line: Piece, start: int, end: int) -> Piece:
    piece = TAG.sub(blanked, line.text[start:end])
    left = len(piece) - len(piece.lstrip())
    return Piece(piece.strip(), line.start + start + left, line.start + start + len(piece.rstrip()))


def markdown_table(lines: Sequence[Piece], number: int) -> list[Piece]:
    """The lines of a table that begins at one: a head with a rule below, or several rows with bars."""
    rows: list[Piece] = []
    if "|" not in lines[number].text:
        return rows
    for line in lines[number : number + MOST_ROWS]:
        if line.text.count("|") < 1 or not line.text.strip():
            break
        rows.append(line)
    has_rule = len(rows) > 1 and _RULE.fullmatch(rows[1].text) is not None
    bars = [row.text.count("|") for row in rows]
    return rows if has_rule or (len(rows) > 2 and min(bars) == max(bars) >= 3) else []


def rows_of(lines: Sequence[Piece]) -> list[list[Piece]]:
    """The rows of a Markdown table without its rule."""
    return [
        [_cell(line, a, b) for a, b in _cells(line.text)]
        for line in lines
        if not _RULE.fullmatch(line.text)
    ]


_RULE_WITHIN = re.compile(r"\|(?:\s*:?-{2,}:?\s*\|){2,}")


def run_together(line: Piece) -> list[list[Piece]]:
    """The rows of a Markdown table that stands in one line, as pages have it: its rule tells how wide it is."""
    rule = _RULE_WITHIN.search(line.text)
    if rule is None or "|" not in line.text[: rule.start()]:
        return []
    width = rule[0].count("|") - 1
    head = list(_cells(f"{line.text[: rule.start()].rstrip().removesuffix('|')}"))[-width:]
    bars = [at for at in range(rule.end(), len(line.text)) if line.text[at] == "|"]
    rows = [[_cell(line, a, b) for a, b in head]]
    for first in range(0, min(len(bars) - width, MOST_ROWS * (width + 1)), width + 1):
        own = bars[first : first + width + 1]
        rows.append([_cell(line, a + 1, b) for a, b in pairwise(own)])
    return rows
