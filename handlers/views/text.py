"""Parts as plain text: what notifications show and screen readers read, and a terminal prints."""

from collections.abc import Sequence
from typing import assert_never

from handlers.views.mrkdwn import clip, escape, plain_line
from handlers.views.parts import (
    Actions,
    Bullets,
    Chart,
    Choices,
    Heading,
    Note,
    Paragraph,
    Part,
    Table,
)

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
