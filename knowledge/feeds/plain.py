"""HTML to plain text, in time that grows with its length alone, however broken it is."""

import re
from collections.abc import Iterator
from html import unescape

_MARK = re.compile(
    r"<(?:(?P<comment>!--)|(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)(?P<attributes>[^<>]*+)>|[!?/][^<>]*+>)"
)
"""Each part takes all that it can and gives nothing back: no text makes it try twice."""

_CUT_OFF = re.compile(r"<[a-zA-Z/!][^<>]*+\Z")
_UNSEEN = frozenset("script style svg template noscript".split())
_BLOCKS = frozenset(
    "p div br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr section article header footer blockquote pre".split()
)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What no text has, and some databases refuse: control characters, halves of UTF-16's pairs."""

Piece = tuple[str, str, str]


def printable(text: str) -> str:
    """A text without what no text has."""
    return _UNPRINTABLE.sub("", text)


def line(text: str, most: int = 500) -> str:
    """A text on one line."""
    return cut(" ".join(printable(text).split()), most)


def cut(text: str, most: int) -> str:
    """A text of that many characters at most; an ellipsis says where it goes on."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def pieces(html: str) -> Iterator[Piece]:
    """The text before each tag, the tag's name (`/p` where it ends) and its attributes; at last text alone."""
    start = position = 0
    while found := _MARK.search(html, position):
        before = html[start : found.start()]
        start = position = found.end()
        if found["comment"]:
            end = html.find("-->", position)
            start = position = len(html) if end < 0 else end + 3
        name = (found["name"] or "").lower()
        yield before, (found["end"] or "") + name, found["attributes"] or ""
        if name in _UNSEEN and not found["end"]:
            start = position = _end_of(html, name, position)
    yield _CUT_OFF.sub("", html[start:]), "", ""


def _end_of(html: str, name: str, position: int) -> int:
    """Where what isn't seen ends."""
    end = re.compile(f"</{name}[^<>]*+>", re.IGNORECASE).search(html, position)
    return end.end() if end else len(html)


def text_of_pieces(told: Iterator[Piece], most: int) -> str:
    """The text of pieces: a block begins a line, an item of a list a line with a hyphen."""
    lines: list[str] = []
    current: list[str] = []
    length = 0
    for before, tag, _ in told:
        words = " ".join(unescape(before).split()) if before else ""
        if words or before:
            # A space at either side is one between words of the same line.
            space = " " if current and (before[0].isspace() or current[-1].endswith(" ")) else ""
            behind = " " if before[-1].isspace() else ""
            current.append(f"{space}{words}{behind}")
            length += len(words)
        if tag.removeprefix("/") in _BLOCKS:
            lines.append("".join(current))
            current = ["- "] if tag == "li" else []
        if length > most:
            break
    lines.append("".join(current))
    kept = (" ".join(one.split()) for one in lines)
    return cut(printable("\n".join(one for one in kept if one not in ("", "-"))), most)


def plain(html: str, most: int) -> str:
    """What HTML says, in lines, cut."""
    return text_of_pieces(pieces(html), most)


def plain_line(html: str, most: int = 500) -> str:
    """What HTML says, on one line."""
    return line(plain(html, most * 4), most)
