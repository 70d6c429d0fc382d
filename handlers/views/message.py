"""From parts to a message: Block Kit and the plain text of the same content, within the limits.

The limits are Slack's: 50 blocks a message, 3,000 characters a section, 100 rows a table. All text
of a message's blocks together is refused somewhere above 13,000 characters; we stay below 12,000.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from slackblocks import (
    ContextBlock,
    HeaderBlock,
    Markdown,
    PlainText,
    RawText,
    SectionBlock,
    WebhookMessage,
)
from slackblocks.blocks import Block, TableBlock

from handlers.views.parts import Bold, Bullets, Code, Heading, Inline, Line, Note, Part, Table
from handlers.views.parts import Paragraph as ParagraphPart

MAX_BLOCKS = 50
MAX_MESSAGE_CHARACTERS = 11_500
MAX_TEXT_CHARACTERS = 39_000
MAX_SECTION_CHARACTERS = 2_900
MAX_HEADER_CHARACTERS = 150
MAX_NOTE_CHARACTERS = 1_500
MAX_CELL_CHARACTERS = 400
MAX_TABLE_ROWS = 99
RESERVED_CHARACTERS = 600
"""Kept free for the parts behind a long one, so that its shortening can be said."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message for Slack: `text` says everything that `blocks` say, for those who hear it."""

    text: str
    blocks: tuple[dict[str, Any], ...]

    def payload(self) -> dict[str, Any]:
        """What Slack receives as a command's private answer."""
        return {
            "response_type": "ephemeral",
            "text": self.text,
            "blocks": list(self.blocks),
        }


def build_message(parts: Sequence[Part]) -> Message:
    """The message for some parts, shortened where Slack would refuse it."""
    builder = _Builder(parts)
    text = clip("\n".join(builder.texts), MAX_TEXT_CHARACTERS)
    rendered = WebhookMessage(text=text, blocks=builder.blocks).to_dict()
    return Message(text, tuple(rendered["blocks"]))


def escape(text: str) -> str:
    """Text from anyone, safe in every text object: no mention, link or entity can get out of it.

    Slack: `&`, `<` and `>` are its control characters.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clip(text: str, length: int) -> str:
    """The text, cut with an ellipsis where it is longer; an entity is never cut in two."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    entity = cut.rfind("&", len(cut) - 5)
    if entity != -1 and ";" not in cut[entity:]:
        cut = cut[:entity]
    return cut.rstrip() + "…"


def markdown(line: Line) -> str:
    """A line in Slack's mrkdwn."""
    return "".join(_inline(piece) for piece in line)


def _inline(piece: Inline) -> str:
    match piece:
        case Bold():
            return f"*{escape(piece.text)}*" if piece.text else ""
        case Code():
            return f"`{escape(piece.text)}`" if piece.text else ""
        case _:
            return escape(piece)


def plain_line(line: Line) -> str:
    """A line as plain text, still escaped: Slack reads `text` as mrkdwn."""
    return "".join(escape(piece if isinstance(piece, str) else piece.text) for piece in line)


class _Builder:
    """Spends the budget of a message part by part."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.blocks: list[Block] = []
        self.texts: list[str] = []
        self._left = MAX_MESSAGE_CHARACTERS
        # The parts behind are short notes, but for further lists: share what is there.
        self._lists_left = sum(isinstance(part, Bullets | Table) for part in parts)
        for part in parts:
            if len(self.blocks) >= MAX_BLOCKS - 1:
                break
            self._add(part)

    def _add(self, part: Part) -> None:
        match part:
            case Heading():
                text = clip(escape(part.text), MAX_HEADER_CHARACTERS)
                self._append(HeaderBlock(PlainText(text), self._block_id()), text)
            case ParagraphPart():
                self._section(markdown(part.line), plain_line(part.line))
            case Note():
                text = clip(markdown(part.line), min(MAX_NOTE_CHARACTERS, max(self._left, 2)))
                if text:
                    element = Markdown(text, verbatim=True)
                    self._append(ContextBlock([element], self._block_id()), plain_line(part.line))
            case Bullets():
                self._bullets(part)
            case Table():
                self._table(part)
            case _:
                assert_never(part)

    def _section(self, text: str, plain: str) -> None:
        text = clip(text, min(MAX_SECTION_CHARACTERS, self._left))
        if text.strip() and self._left > 1:
            block = SectionBlock(Markdown(text, verbatim=True), block_id=self._block_id())
            self._append(block, plain)

    def _append(self, block: Block, plain: str, size: int | None = None) -> None:
        self.blocks.append(block)
        self.texts.append(plain)
        self._left -= len(plain) if size is None else size

    def _block_id(self) -> str:
        # slackblocks would draw a random one: a payload has to be the same from run to run.
        return f"b{len(self.blocks)}"

    def _share(self) -> int:
        """The characters that the next list may use."""
        share = max(0, self._left - RESERVED_CHARACTERS) // max(1, self._lists_left)
        return max(share, min(self._left, 200))

    def _bullets(self, part: Bullets) -> None:
        budget = self._share()
        self._lists_left -= 1
        heading = f"*{escape(part.heading)}*\n" if part.heading else ""
        chunk: list[str] = [heading.rstrip()] if heading else []
        plain: list[str] = []
        used = size = len(heading)
        if part.heading:
            plain.append(escape(part.heading))
        for index, line in enumerate(part.lines):
            text = clip(f"• {markdown(line)}", MAX_SECTION_CHARACTERS // 2)
            if used + len(text) > budget or len(self.blocks) >= MAX_BLOCKS - 3:
                rest = len(part.lines) - index
                chunk.append(f"… and {rest} more. {escape(part.if_cut)}".rstrip())
                plain.append(chunk[-1])
                break
            if size + len(text) + 1 > MAX_SECTION_CHARACTERS:
                self._section("\n".join(chunk), "\n".join(plain))
                chunk, plain, size = [], [], 0
            chunk.append(text)
            plain.append(f"• {plain_line(line)}")
            used += len(text) + 1
            size += len(text) + 1
        self._section("\n".join(chunk), "\n".join(plain))

    def _table(self, part: Table) -> None:
        budget = self._share()
        self._lists_left -= 1
        rows = [_cells(part.columns)]
        used = sum(map(len, rows[0]))
        plain: list[str] = []
        rest = 0
        for index, row in enumerate(part.rows):
            cells = _cells(row)
            size = sum(map(len, cells))
            if used + size > budget or len(rows) >= MAX_TABLE_ROWS:
                rest = len(part.rows) - index
                break
            rows.append(cells)
            used += size
            plain.append(_plain_row(part, row))
        if len(rows) > 1:
            table = TableBlock(
                [[RawText(cell) for cell in cells] for cells in rows], block_id=self._block_id()
            )
            self._append(table, "\n".join(plain), used)
        if rest:
            text = f"… and {rest} more rows. {escape(part.if_cut)}".rstrip()
            self._section(text, text)


def _cells(row: Sequence[str]) -> list[str]:
    # Slack refuses an empty cell.
    return [clip(escape(cell), MAX_CELL_CHARACTERS) or "–" for cell in row]


def _plain_row(part: Table, row: Sequence[str]) -> str:
    """A row as a line of its own: `• Senior: $177,177+ (Range; ML guide, 2024)`."""
    first, *others = (escape(cell).replace("\n", " / ") for cell in row)
    if part.named:
        pairs = zip(part.columns[1:], others, strict=True)
        return f"• {first}: {'; '.join(f'{escape(column)}: {cell}' for column, cell in pairs)}"
    beside = f" ({'; '.join(others[1:])})" if others[1:] else ""
    return f"• {first}: {others[0]}{beside}"
