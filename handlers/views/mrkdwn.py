"""What a message is made of, and its text made safe: one set of parts for Block Kit and plain text.

Texts in parts are as people wrote them, without any markup; escaping is each format's own business.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, assert_never


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


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address; one that is not on the web is not made a link of."""

    text: str
    url: str


Inline = str | Bold | Code | Moment | Person | Channel | Link
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


ChartKind = Literal["bar", "line"]


@dataclass(frozen=True, slots=True)
class Chart:
    """Ranges as bars, or amounts over time as a line; the same facts always stand in words alongside it."""

    title: str
    unit: str
    bars: tuple[ChartBar, ...]
    kind: ChartKind = "bar"


@dataclass(frozen=True, slots=True)
class Confirm:
    """What is asked before a click counts."""

    title: str
    text: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Button:
    """Something to click; `value` is what the click asks, as `handlers.payloads.carry` writes it."""

    label: str
    action_id: str
    value: str
    primary: bool = False
    confirm: Confirm | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of (label, value) to choose from."""

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


SPACES = re.compile(r"\s+")
JOINER = "\u200b"
"""Between a mark and a letter: Slack takes `*` and `` ` `` for marks only where a word begins or ends."""

MARKS = "*`_~"
LOOKALIKES = {"*": "∗", "`": "ˋ"}
"""What stands for a mark inside of what it marks: there is no way to escape one."""


def escape(text: str) -> str:
    """Text from anyone, safe in every text object: no mention, link or entity can get out of it.

    Slack: `&`, `<` and `>` are its control characters.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _moment(at: datetime) -> str:
    """A moment that Slack shows in the reader's zone: `today at 9:00`, `Dec 7, 2026 at 9:00`."""
    fallback = f"{at:%a} {at.day} {at:%b %Y, %H:%M %Z}"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{escape(fallback)}>"


def _person(id: str) -> str:
    """A member as Slack shows them."""
    return f"<@{escape(id)}>"


def _channel(id: str) -> str:
    """A channel as Slack shows it to those who may see it."""
    return f"<#{escape(id)}>"


ON_THE_WEB = re.compile(r"https?://[^\s<>|]+", re.IGNORECASE)
"""An address that Slack may be given: with any of the other characters, a link would end in its middle."""

MAX_URL = 2_000


def _link(text: str, url: str) -> str:
    """A link as Slack shows it; the bare words where the address is none for the web."""
    words = escape(SPACES.sub(" ", text).strip())
    if len(url) > MAX_URL or not ON_THE_WEB.fullmatch(url):
        return words
    # A bar ends the address; in the words it would be shown, or not, as Slack likes.
    return f"<{escape(url)}|{words.replace('|', '¦') or escape(url)}>"


def clip(text: str, length: int) -> str:
    """The text, cut with an ellipsis where it is longer; no entity, date or mention is cut in two."""
    return text if len(text) <= length else _cut(text, length - 1).rstrip() + "…"


def _cut(text: str, length: int) -> str:
    cut = text[: max(length, 0)]
    if len(cut) == len(text):
        return text
    # Escaped text has no bracket but those of our own markup.
    if cut.rfind("<") > cut.rfind(">"):
        cut = cut[: cut.rfind("<")]
    entity = cut.rfind("&", max(len(cut) - 5, 0))
    if entity != -1 and ";" not in cut[entity:]:
        cut = cut[:entity]
    return cut


def bold(text: str) -> str:
    """Words that stand out; nothing where there are none."""
    return _marked("*", escape(text))


def mrkdwn(line: Line, most: int | None = None) -> str:
    """A line in Slack's mrkdwn, of at most so many characters: what is cut short keeps both its marks."""
    said, full = "", _joined(line)
    if most is None or len(full) <= most:
        return full
    for piece in line:
        shown = _inline(piece)
        more = _glued(said, shown)
        if len(said) + len(more) >= most:
            glue = len(more) - len(shown)
            said += _glued(said, _shortened(piece, most - 1 - len(said) - glue))
            break
        said += more
    return said.rstrip() + "…"


def _joined(line: Line) -> str:
    said = ""
    for piece in line:
        said += _glued(said, _inline(piece))
    return said


def plain_line(line: Line) -> str:
    """A line without marks, but for what Slack alone can name or open: moments, people, channels, links."""
    return "".join(
        escape(piece.text) if isinstance(piece, Bold | Code) else _inline(piece) for piece in line
    )


def _inline(piece: Inline) -> str:
    match piece:
        case Bold():
            return bold(piece.text)
        case Code():
            return _marked("`", escape(piece.text))
        case Moment():
            return _moment(piece.at)
        case Person():
            return _person(piece.id)
        case Channel():
            return _channel(piece.id)
        case Link():
            return _link(piece.text, piece.url)
        case str():
            return escape(piece)
        case _:
            assert_never(piece)


def _shortened(piece: Inline, room: int) -> str:
    """As much of a piece as there is room for: a moment or a name is whole or not there."""
    match piece:
        case Bold():
            return _marked("*", _cut(escape(piece.text), room - 2))
        case Code():
            return _marked("`", _cut(escape(piece.text), room - 2))
        case str():
            return _cut(escape(piece), room)
        case _:
            return ""


def _marked(mark: str, escaped: str) -> str:
    """A text between two marks; spaces at its ends stand outside, or Slack would show the marks."""
    words = SPACES.sub(" ", escaped).replace(mark, LOOKALIKES[mark])
    inner = words.strip()
    if not inner:
        return words
    before, after = (" " if words[end] == " " else "" for end in (0, -1))
    return f"{before}{mark}{inner}{mark}{after}"


def _glued(said: str, more: str) -> str:
    """What comes next, apart from a mark or a letter that it would stick to."""
    if said and more and _sticks(said[-1], more[0]):
        return JOINER + more
    return more


def _sticks(left: str, right: str) -> bool:
    return (left in LOOKALIKES and (right.isalnum() or right in MARKS)) or (
        right in LOOKALIKES and (left.isalnum() or left in MARKS)
    )
