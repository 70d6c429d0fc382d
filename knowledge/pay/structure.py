"""The structure of a text, with the place of each of its parts: headings, tables, list items, sentences.

Markdown and HTML tables are read alike, and one within the other. Every place is one in the text as it was
given: what is blanked here leaves all else where it was.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.pay.characters import TAG, blanked
from knowledge.pay.table_parts import Piece, html_tables, markdown_table, rows_of, run_together

MOST_CHARACTERS = 200_000
"""What comes behind so many is not read."""


@dataclass(frozen=True, slots=True)
class Heading(Piece):
    """A heading; `level` 1 is the highest."""

    level: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its head's cells, its rows, and the headings and the line above it."""

    head: tuple[Piece, ...]
    rows: tuple[tuple[Piece, ...], ...]
    headings: tuple[Heading, ...]
    caption: Piece | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or a list item, under its headings; `lead` are the items and lines that it belongs to."""

    words: Piece
    headings: tuple[Heading, ...]
    lead: tuple[Piece, ...] = ()
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Structure:
    """All parts of a text, each kind in the text's order."""

    tables: tuple[Table, ...] = ()
    passages: tuple[Passage, ...] = ()
    headings: tuple[Heading, ...] = ()


_HASHES = re.compile(r"\s{0,3}(?P<hashes>#{1,6})\s+(?P<text>\S.*?)\s*#*\s*$")
_HTML_HEADING = re.compile(
    r"<h(?P<level>[1-6])\b[^>]{0,300}>(?P<text>[^\n]{1,300}?)</h(?P=level)", re.IGNORECASE
)
_ITEM = re.compile(
    r"(?P<indent>\s*)(?:(?:[-*•·–]{1,2}|\d{1,2}[.)])\s+|<li\b[^>]{0,200}>\s*)(?P<text>\S.*)$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"[.!?](?=[\"')\]]{0,2}(?:\s|$))(?<!\bvs.)(?<!\bapprox.)(?<!\bca.)(?<!\bmax.)(?<!\bmin.)(?<!\bavg.)(?<!\be\.g.)"
    r"(?<!\bi\.e.)(?<!\bSr.)(?<!\bJr.)(?<!\bSt.)(?<!\bInc.)(?<!\bNo.)(?<!\bDr.)(?<!\bMr.)(?<!\bU\.S.)(?<!\b[A-Z].)(?<!\bRs.)"
    r"|<br\s*/?>",
    re.IGNORECASE,
)


def _lines(shown: str) -> list[Piece]:
    """The lines of a text."""
    found: list[Piece] = []
    start = 0
    for line in shown.split("\n"):
        found.append(Piece(line, start, start + len(line)))
        start += len(line) + 1
    return found


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    tables: list[Table] = field(default_factory=list[Table])
    passages: list[Passage] = field(default_factory=list[Passage])
    headings: list[Heading] = field(default_factory=list[Heading])
    above: tuple[Heading, ...] = ()
    last: Piece | None = None
    stands_alone: Piece | None = None
    """The last line where it is one short line, as a heading or a figure on a page are."""
    lead: list[tuple[int, Piece]] = field(default_factory=list[tuple[int, Piece]])

    def extend(self, line: Piece) -> None:
        """Let the last passage, an amount alone, go on with what it pays for."""
        last = self.passages[-1]
        words = Piece(f"{last.words.text} {line.text.strip()}", last.words.start, line.end)
        self.passages[-1] = Passage(words, last.headings, last.lead, is_item=True)
        self.stands_alone = None

    def head(self, heading: Heading) -> None:
        self.above = (*(one for one in self.above if one.level < heading.level), heading)
        self.headings.append(heading)
        self.last, self.lead = None, []


_SHORT = 60
_STARTS_A_PERIOD = re.compile(r"(?:per|an?|/|p\.?a|annual|yearly|monthly|gross)\b", re.IGNORECASE)
_AMOUNT_ALONE = re.compile(
    r"[^\w$€£₹¥]*(?:[$€£₹¥]|R\$|(?-i:[A-Z]{3})\s)?\s?\d[\d.,\s]*(?:k|lpa|lakh|cr)?[^a-z]{0,30}(?:k|lpa|lakh|cr)?\+?[^\w]*",
    re.IGNORECASE,
)


def read_structure(shown: str) -> Structure:
    """The parts of a text that is bare: see `knowledge.pay.characters.bare`."""
    reading = _Reading()
    tables = list(html_tables(shown))
    for _, start, end in tables:
        shown = shown[:start] + re.sub(r"[^\n]", "\x00", shown[start:end]) + shown[end:]
    lines = _lines(shown)
    pending = list(tables)
    number = looked_at = 0
    while number < len(lines):
        line = lines[number]
        while pending and pending[0][1] < line.end:
            rows, _, _ = pending.pop(0)
            _add_table(reading, rows)
        stripped = line.text.replace("\x00", " ").strip()
        if (
            stripped
            and len(stripped) < _SHORT
            and _STARTS_A_PERIOD.match(stripped)
            and not any(map(str.isdigit, stripped))
            and reading.stands_alone is not None
        ):
            reading.extend(line)
            number += 1
            continue
        markdown = markdown_table(lines, number) if number >= looked_at else []
        heading = _heading(lines, number)
        if not markdown and number >= looked_at and "|" in line.text:
            # Lines with bars that are no table are none from their second line on either.
            looked_at = next(
                (at for at in range(number, len(lines)) if "|" not in lines[at].text), len(lines)
            )
        if markdown:
            _add_table(reading, rows_of(markdown))
            number += len(markdown)
            continue
        if "|" in line.text and (rows := run_together(line)):
            _add_table(reading, rows)
            number += 1
            continue
        if heading is not None:
            reading.head(heading)
        elif stripped:
            _add_line(reading, line)
        number += 1
    for rows, _, _ in pending:
        _add_table(reading, rows)
    return Structure(tuple(reading.tables), tuple(reading.passages), tuple(reading.headings))


def _add_table(reading: _Reading, rows: Sequence[Sequence[Piece]]) -> None:
    rows = [row for row in rows if any(cell.text for cell in row)]
    if len(rows) > 1:
        head, *rest = rows
        if any(
            _AMOUNT_ALONE.fullmatch(cell.text) and any(map(str.isdigit, cell.text))
            for cell in head[1:]
        ):
            head, rest = list[Piece](), list(rows)  # the first row is one like the others
        caption = reading.last
        reading.tables.append(Table(tuple(head), tuple(map(tuple, rest)), reading.above, caption))


def _heading(lines: Sequence[Piece], number: int) -> Heading | None:
    line = lines[number]
    marked = _HASHES.match(line.text)
    if marked is not None:
        start = line.start + marked.start("text")
        text = TAG.sub(blanked, marked["text"]).strip()
        return Heading(text, start, line.start + marked.end("text"), len(marked["hashes"]))
    tagged = _HTML_HEADING.search(line.text)
    if tagged is not None:
        text = " ".join(TAG.sub(" ", tagged["text"]).split())
        return Heading(
            text,
            line.start + tagged.start("text"),
            line.start + tagged.end("text"),
            int(tagged["level"]),
        )
    below = lines[number + 1].text.strip() if number + 1 < len(lines) else ""
    if (
        line.text.strip()
        and len(line.text) < 120
        and re.fullmatch(r"={3,}|-{3,}", below)
        and not _ITEM.match(line.text)
    ):
        return Heading(line.text.strip(), line.start, line.end, 1 if below[0] == "=" else 2)
    return None


def _add_line(reading: _Reading, line: Piece) -> None:
    if re.fullmatch(r"[\s=-]*", line.text):
        return
    item = _ITEM.match(line.text)
    if item is not None:
        indent = len(item["indent"])
        reading.lead = [(other, lead) for other, lead in reading.lead if other < indent]
        start = line.start + item.start("text")
        leads = tuple(lead for _, lead in reading.lead)
        above = (reading.last,) if reading.last is not None and leads_on(reading.last.text) else ()
        for words in _sentences(item["text"], start):
            reading.passages.append(Passage(words, reading.above, (*above, *leads), is_item=True))
        whole = Piece(item["text"].strip(), start, line.end)
        reading.lead.append((indent, whole))
        reading.stands_alone = whole if len(whole.text) < _SHORT else None
        return
    # A line that ends with a colon leads what follows; the last line before is a table's caption.
    left = len(line.text) - len(line.text.lstrip())
    text = line.text.replace("\x00", " ").strip()
    if not text:
        return
    reading.lead = [
        (other, lead) for other, lead in reading.lead if lead.text.endswith(":") and other < left
    ]
    leads = tuple(lead for _, lead in reading.lead)
    alone = _AMOUNT_ALONE.fullmatch(text) is not None
    above = (*leads, reading.stands_alone) if alone and reading.stands_alone else leads
    for words in _sentences(line.text.rstrip(), line.start):
        reading.passages.append(Passage(words, reading.above, above, is_item=bool(above)))
    whole = Piece(text, line.start + left, line.end)
    if text.endswith(":") and len(text) < _SHORT:
        reading.lead.append((left, whole))  # what stands below it, further in, belongs to it
    reading.last = whole if len(text) < 1_000 else None
    reading.stands_alone = whole if len(text) < _SHORT and text[-1] not in ".!?" else None


_ENDS = re.compile(r"[.!][\"')\]]*$")


def leads_on(line: str) -> bool:
    """Whether a line introduces what stands below it, and is no end of a paragraph about something else."""
    return _ENDS.search(line) is None


def _sentences(text: str, start: int) -> Iterator[Piece]:
    begun = 0
    ends = [
        end
        for end in _SENTENCE_END.finditer(text)
        if end[0][0] in ".!?" or not _within_brackets(text, end.start())
    ]
    for end in [*ends, None]:
        until = len(text) if end is None else end.start() + (end[0][0] in ".!?")
        while (
            end is not None and until < len(text) and text[until] in "\"')]" and end[0][0] in ".!?"
        ):
            until += 1
        piece = TAG.sub(blanked, text[begun:until].replace("\x00", " "))
        left = len(piece) - len(piece.lstrip())
        if piece.strip():
            yield Piece(piece.strip(), start + begun + left, start + begun + len(piece.rstrip()))
        begun = until if end is None else max(end.end(), until)


def _within_brackets(text: str, place: int) -> bool:
    """Whether a place is within square brackets, as the lines of a box of a diagram are."""
    before = text[max(0, place - 200) : place]
    return before.rfind("[") > before.rfind("]")
