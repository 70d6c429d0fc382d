"""What a message is made of, before any markup: the same parts become Block Kit and plain text.

Texts in parts are as people wrote them; escaping is each format's own business.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Bold:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Something to type."""

    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in the reader's local time; where that cannot be shown, in the zone of `at`."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """A member, by their id; Slack shows the name."""

    id: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, by its id; Slack shows its name to those who may see it."""

    id: str


Inline = str | Bold | Code | Moment | Person | Channel
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
    """Whether a cell needs its column's name alongside it where there is no table to see."""


@dataclass(frozen=True, slots=True)
class Note:
    """A line in small print."""

    line: Line


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar of a chart: from the lowest to the highest amount, and both in words."""

    label: str
    low: float
    high: float
    stated: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Ranges as bars; the same facts always stand in the table alongside it."""

    title: str
    unit: str
    bars: tuple[ChartBar, ...]


@dataclass(frozen=True, slots=True)
class Confirm:
    """What is asked before a click counts."""

    title: str
    text: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Button:
    """Something to click; `value` is what the click asks, a command line without its slash."""

    label: str
    action_id: str
    value: str
    primary: bool = False
    confirm: Confirm | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of (label, command line) to choose from."""

    placeholder: str
    action_id: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RolePicker:
    """A menu of all roles that completes while one types."""

    placeholder: str
    action_id: str


@dataclass(frozen=True, slots=True)
class Actions:
    """A row of things to click; `name` is the row's block id and has to be unique in a message."""

    name: str
    elements: tuple[Button | Menu | RolePicker, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Questions of which one is meant: buttons to click, and lines to type for those who cannot."""

    choices: tuple[Button, ...]
    typed: tuple[Line, ...]


Part = Heading | Paragraph | Bullets | Table | Note | Chart | Actions | Choices
