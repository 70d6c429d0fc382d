"""What a message is made of, before any markup: the same parts become Block Kit and plain text.

Texts in parts are as people wrote them; escaping is each format's own business.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bold:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Something to type."""

    text: str


Inline = str | Bold | Code
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The message's title."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text."""

    line: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    """Lines under an optional heading.

    A list that is too long for the message is shortened, and `if_cut` says where the rest is.
    """

    lines: tuple[Line, ...]
    heading: str | None = None
    if_cut: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under column names; at most one in a message (Slack refuses a second)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    if_cut: str = ""
    named: bool = False
    """Whether a cell needs its column's name beside it where there is no table to see."""


@dataclass(frozen=True, slots=True)
class Note:
    """A line in small print."""

    line: Line


Part = Heading | Paragraph | Bullets | Table | Note
