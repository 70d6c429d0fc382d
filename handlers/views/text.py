"""Parts as plain text: what notifications show and screen readers read, and a terminal prints."""

from collections.abc import Sequence
from typing import assert_never

from handlers.views.escaping import clip, escape
from handlers.views.parts import (
    Actions,
    Bold,
    Bullets,
    Chart,
    Choices,
    Code,
    Heading,
    Line,
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


def plain_line(line: Line) -> str:
    """A line without markup."""
    return "".join(
        escape(piece.text if isinstance(piece, Bold | Code) else piece) for piece in line
    )


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
    first, *others = (escape(cell).replace("\n", " / ") for cell in row)
    if table.named:
        pairs = zip(table.columns[1:], others, strict=True)
        return f"• {first}: {'; '.join(f'{escape(column)}: {cell}' for column, cell in pairs)}"
    beside = f" ({'; '.join(others[1:])})" if others[1:] else ""
    return f"• {first}: {others[0]}{beside}"
