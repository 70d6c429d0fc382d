"""From parts of a message to Block Kit, and to the plain text of the same content.

The limits are Slack's: 50 blocks a message and 100 a view, 3,000 characters a section, 100 rows a
table, one table a message. All text of a message's blocks together is refused somewhere above 13,000
characters; we stay below 12,000.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from handlers.views.charts import chart_characters, chart_content, chart_lines
from handlers.views.elements import Json, characters, element, fits, plain
from handlers.views.mrkdwn import (
    Actions,
    Bullets,
    Button,
    Chart,
    Choices,
    Heading,
    Menu,
    Note,
    Paragraph,
    Part,
    RolePicker,
    Table,
    bold,
    clip,
    escape,
    mrkdwn,
    plain_line,
)


class CheckResult(tuple[Part, ...]):
    """What a check came to, and what is to be done with it: it must not go with the modal that shows it."""

    __slots__ = ()


MAX_TEXT_CHARACTERS = 39_000
"""Slack cuts a message's text above 40,000."""


def plain_text(parts: Sequence[Part]) -> str:
    """Everything that the parts say; escaped all the same, for Slack reads `text` as mrkdwn."""
    lines = [line for part in parts for line in _lines(part)]
    return clip("\n".join(lines), MAX_TEXT_CHARACTERS)


def _lines(part: Part) -> list[str]:
    match part:
        case Heading():
            return [escape(part.text)]
        case Paragraph() | Note():
            return [plain_line(part.line)]
        case Bullets():
            heading = [escape(part.heading)] if part.heading else []
            return heading + [f"• {plain_line(line)}" for line in part.lines]
        case Table():
            return [plain_row(part, row) for row in part.rows]
        case Choices():
            return [f"• {plain_line(line)}" for line in part.typed]
        case Chart() | Actions():
            # A chart's facts stand in its table, and nothing can be clicked in a text.
            return []
        case _:
            assert_never(part)


def plain_row(table: Table, row: Sequence[str]) -> str:
    """A row as a line of its own: `• Senior: $177,177+ (Range; ML guide, 2024)`."""
    return f"• {escape(row_words(table, row))}"


def row_words(table: Table, row: Sequence[str]) -> str:
    """The same as it is written, to be escaped where it is shown."""
    first, *others = (cell.replace("\n", " / ") for cell in row)
    if table.named:
        pairs = zip(table.columns[1:], others, strict=True)
        return f"{first}: {'; '.join(f'{column}: {cell}' for column, cell in pairs)}"
    beside = f" ({'; '.join(others[1:])})" if others[1:] else ""
    return f"{first}: {others[0]}{beside}"


MAX_SECTION_CHARACTERS = 2_900
MAX_HEADER_CHARACTERS = 150
MAX_NOTE_CHARACTERS = 1_500
MAX_CELL_CHARACTERS = 400
MAX_TABLE_ROWS = 99
MAX_BUTTONS_IN_A_ROW = 25
RESERVED_CHARACTERS = 600
"""Kept free for the parts behind a long one, so that its shortening can be said."""


@dataclass(frozen=True, slots=True)
class Surface:
    """Where blocks are shown, and how much of them there may be."""

    blocks: int
    characters: int
    tables: bool
    newest: bool = True
    """Whether the client knows the blocks of 2026 (`data_visualization`)."""


# Slack: 50 blocks a message. Shared, an answer loses its rows of buttons and gains two blocks.
MESSAGE = Surface(blocks=49, characters=11_500, tables=True)
PLAIN_MESSAGE = Surface(blocks=49, characters=11_500, tables=True, newest=False)
VIEW = Surface(blocks=100, characters=25_000, tables=False, newest=False)
LASTING = Surface(blocks=50, characters=11_500, tables=False, newest=False)
"""A view that becomes a message."""


def build_blocks(parts: Sequence[Part], surface: Surface) -> list[Json]:
    """The blocks for some parts, shortened where Slack would refuse them."""
    builder = _Builder(parts, surface)
    return builder.blocks


class _Builder:
    """Spends the budget of a surface part by part."""

    def __init__(self, parts: Sequence[Part], surface: Surface) -> None:
        self.blocks: list[Json] = []
        self._surface = surface
        # What can be clicked comes last, and is never cut: its characters are not for the others.
        self._left = surface.characters - sum(map(_clickable_characters, parts))
        # The parts behind are short notes, but for further lists: share what is there.
        self._lists_left = sum(isinstance(part, Bullets | Table) for part in parts)
        for part in parts:
            if len(self.blocks) >= surface.blocks - 1:
                break
            self._add(part)

    def _add(self, part: Part) -> None:
        match part:
            case Heading():
                text = plain(part.text, MAX_HEADER_CHARACTERS)
                self._append("header", {"text": text}, len(text["text"]))
            case Paragraph():
                self._section(mrkdwn(part.line, min(MAX_SECTION_CHARACTERS, max(self._left, 2))))
            case Note():
                text = mrkdwn(part.line, min(MAX_NOTE_CHARACTERS, max(self._left, 2)))
                if text:
                    self._append("context", {"elements": [_mrkdwn(text)]}, len(text))
            case Bullets():
                self._bullets(part)
            case Table():
                self._table(part)
            case Chart():
                self._chart(part)
            case Choices():
                self._actions(Actions("choices", part.choices))
            case Actions():
                self._actions(part)
            case _:
                assert_never(part)

    def _section(self, text: str) -> None:
        text = clip(text, min(MAX_SECTION_CHARACTERS, self._left))
        if text.strip() and self._left > 1:
            self._append("section", {"text": _mrkdwn(text)}, len(text))

    def _append(self, type: str, content: Json, characters: int, id: str | None = None) -> None:
        # An id of our own: a payload has to be the same from run to run.
        self.blocks.append({"type": type, "block_id": id or f"b{len(self.blocks)}", **content})
        self._left -= characters

    def _share(self) -> int:
        """The characters that the next list may use."""
        share = max(0, self._left - RESERVED_CHARACTERS) // max(1, self._lists_left)
        self._lists_left -= 1
        return max(share, min(self._left, 200))

    def _bullets(self, part: Bullets) -> None:
        budget = self._share()
        heading = bold(part.heading or "")
        chunk = [heading] if heading else []
        used = size = len(heading)
        for index, line in enumerate(part.lines):
            text = mrkdwn(("• ", *line), MAX_SECTION_CHARACTERS // 2)
            if used + len(text) > budget or len(self.blocks) >= self._surface.blocks - 3:
                chunk.append(_cut(len(part.lines) - index, "more", part.if_cut))
                break
            if size + len(text) + 1 > MAX_SECTION_CHARACTERS:
                self._section("\n".join(chunk))
                chunk, size = [], 0
            chunk.append(text)
            used += len(text) + 1
            size += len(text) + 1
        self._section("\n".join(chunk))

    def _table(self, part: Table) -> None:
        if not self._surface.tables:
            lines = tuple((row_words(part, row),) for row in part.rows)
            self._bullets(Bullets(lines, if_cut=part.if_cut))
            return
        budget = self._share()
        rows = [_cells(part.columns)]
        used = sum(map(len, rows[0]))
        rest = 0
        for index, row in enumerate(part.rows):
            cells = _cells(row)
            size = sum(map(len, cells))
            if used + size > budget or len(rows) >= MAX_TABLE_ROWS:
                rest = len(part.rows) - index
                break
            rows.append(cells)
            used += size
        if len(rows) > 1:
            table = {
                "rows": [[{"type": "raw_text", "text": cell} for cell in cells] for cells in rows],
                "column_settings": [{"is_wrapped": True} for _ in part.columns],
            }
            self._append("table", table, used)
        if rest:
            self._section(_cut(rest, "more rows", part.if_cut))

    def _chart(self, part: Chart) -> None:
        if self._surface.newest:
            content = chart_content(part)
            self._append("data_visualization", content, chart_characters(content))
        elif self._surface.tables:
            self._section(chart_lines(part))

    def _actions(self, part: Actions) -> None:
        kept = _kept(part)
        if kept:
            elements = {"elements": [element(one) for one in kept]}
            self._append("actions", elements, 0, part.name)


def _kept(part: Actions) -> list[Button | Menu | RolePicker]:
    """What Slack takes of a row."""
    return [one for one in part.elements if fits(one)][:MAX_BUTTONS_IN_A_ROW]


def _clickable_characters(part: Part) -> int:
    match part:
        case Actions():
            return sum(map(characters, _kept(part)))
        case Choices():
            return sum(map(characters, _kept(Actions("choices", part.choices))))
        case _:
            return 0


def _mrkdwn(text: str) -> Json:
    """Text that is markup already; Slack makes no links or mentions of its own out of it."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _cut(rest: int, what: str, if_cut: str) -> str:
    return f"… and {rest} {what}. {escape(if_cut)}".rstrip()


def _cells(row: Sequence[str]) -> list[str]:
    # Slack refuses an empty cell.
    return [clip(escape(cell), MAX_CELL_CHARACTERS) or "–" for cell in row]


@dataclass(frozen=True, slots=True)
class Message:
    """A message for Slack: `text` says everything that `blocks` say, for those who hear it."""

    text: str
    blocks: tuple[dict[str, Any], ...]

    def payload(self) -> dict[str, Any]:
        """What Slack receives as a private answer."""
        return {
            "response_type": "ephemeral",
            "text": self.text,
            "blocks": list(self.blocks),
        }


def message_of_view(blocks: Sequence[dict[str, Any]]) -> Message:
    """What a view of ours shows, as a message: its texts are escaped and short enough already."""
    text = "\n".join(text for block in blocks for text in _texts(block))
    return Message(text, tuple(blocks))


def _texts(block: Mapping[str, Any]) -> Iterator[str]:
    match block:
        case {"type": "header" | "section", "text": {"text": str(text)}}:
            yield text
        case {"type": "context", "elements": [*elements]}:
            yield from (str(one.get("text", "")) for one in elements)
        case _:
            return


def build_message(parts: Sequence[Part], surface: Surface) -> Message:
    """The message for some parts, shortened where Slack would refuse it."""
    return Message(plain_text(parts), tuple(build_blocks(parts, surface)))
