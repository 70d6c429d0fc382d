"""Answers of feeds and boards to what they say, as JSON. Runs in a process of its own.

Bytes become text by what they begin with and what they can be, then by what is declared, which is often wrong.
"""

import codecs
import json
import re
import zlib
from contextlib import suppress
from typing import Any

from bot.feeds.carried import Answer, from_bytes, packed
from bot.reading.bounded import UnreadableError
from knowledge.drafting.article import Refusal
from knowledge.feeds.boards import READERS
from knowledge.feeds.reading import FeedRead

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDE = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"), (b"{\x00", "utf-16-le"), (b"\x00{", "utf-16-be"))  # fmt: skip
"""How a document in UTF-16 begins that has no mark."""

_DECLARED = re.compile(
    rb"<\?xml[^>]{1,200}?encoding\s*=\s*[\"']([\w.-]{1,40})|<meta[^>]{1,200}?charset\s*=\s*[\"']?([\w.-]{1,40})",
    re.IGNORECASE,
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.-]{1,40})", re.IGNORECASE)
SEVEN_BITS = ("iso-2022", "iso2022", "hz")
"""Encodings that look like ASCII, so that only a declaration tells them."""

LIKE_LATIN1 = {"iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252"}
"""What is declared so is Windows-1252 in practice (WHATWG's Encoding, 4.2)."""


def decoded(data: bytes, content_type: str = "") -> str:
    """The text of a document. What is valid UTF-8 is UTF-8: hardly anything else is by chance."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    for start, encoding in WIDE:
        if data.startswith(start):
            return data.decode(encoding, errors="replace")
    found = _DECLARED.search(data[:2_000])
    declared = [(one.decode("ascii")) for one in (found.groups() if found else ()) if one]
    if said := _CHARSET.search(content_type):
        declared.append(said[1])
    names = [name for one in declared if (name := _known(one))]
    for encoding in names:
        if encoding.startswith(SEVEN_BITS):
            return data.decode(encoding, errors="replace")
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8")
    for encoding in names:
        # It would take any bytes of an even number, and give nonsense.
        if not encoding.startswith(("utf-16", "utf-32", "utf-8")):
            with suppress(UnicodeDecodeError):
                return data.decode(encoding)
    is_mostly_utf8 = data.decode("utf-8", errors="ignore").encode() and _is_mostly_utf8(data)
    return data.decode("utf-8" if is_mostly_utf8 else "cp1252", errors="replace")


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether a few bytes are wrong, as where a text was cut in the middle of a letter, and the rest is UTF-8."""
    text = data.decode("utf-8", errors="replace")
    return text.count("\ufffd") * 10 < sum(not letter.isascii() for letter in text)


def _known(name: str) -> str | None:
    """Python's name of an encoding of texts; None where it knows none."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # What isn't for text, such as `zip`, would unpack what it is given.
    is_for_text = getattr(found, "_is_text_encoding", True)
    return LIKE_LATIN1.get(found.name, found.name) if is_for_text else None


MOST_UNPACKED = 20_000_000
GZIP = b"\x1f\x8b"


def read(data: bytes) -> str:
    """What each of several answers of one kind says, or why it can't be read; in their order."""
    kind, answers = from_bytes(data)
    return json.dumps([packed(_read(kind, one)) for one in answers])


def _read(kind: str, answer: Answer) -> FeedRead | Refusal:
    try:
        text = decoded(_unpacked(answer.body), answer.content_type)
        if kind == "feed":
            return _feed(text, answer.url)
        reader = READERS[kind]  # pyright: ignore[reportArgumentType] — it came from there
        return reader.read(_json(text) if reader.form == "json" else text, answer.url)
    except UnreadableError as error:
        return Refusal(str(error))
    except RecursionError:
        return Refusal("can't be read: it is nested too deeply")


def _feed(text: str, url: str) -> FeedRead | Refusal:
    from knowledge.feeds import json_feed

    if text.lstrip().startswith(("{", "[")):
        return json_feed.read(_json(text), url)
    # It takes its time to load, and no board needs it.
    from bot.reading import xml_feeds

    return xml_feeds.read(text, url)


def _json(text: str) -> Any:
    start = text.lstrip()[:1]
    if not start:
        raise UnreadableError("is empty")
    if start == "<":
        raise UnreadableError(
            "is a page where JSON was expected: there may be nothing of that name"
        )
    try:
        return json.loads(text, parse_constant=_nothing, parse_int=_number, parse_float=_number)
    except ValueError as error:
        raise UnreadableError(f"isn't JSON that can be read ({error})") from None


def _nothing(constant: str) -> None:
    """NaN and the infinities are no JSON, and no values."""


def _number(digits: str) -> float | int | None:
    """A number; one with more digits than any amount or id has is none."""
    if len(digits) > 40:
        return None
    return int(digits) if digits.lstrip("-").isdecimal() else float(digits)


def _unpacked(body: bytes) -> bytes:
    """A body that is gzip though no header said so, unpacked within bounds."""
    if not body.startswith(GZIP):
        return body
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacking.decompress(body, MOST_UNPACKED + 1)
    except zlib.error:
        raise UnreadableError("is damaged: it can't be unpacked") from None
    if len(unpacked) > MOST_UNPACKED:
        raise UnreadableError(
            f"holds more than {MOST_UNPACKED // 1_000_000} MB once it is unpacked"
        )
    return unpacked
