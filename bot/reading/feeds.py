"""Answers of feeds and boards to what they say, as JSON. Runs in a process of its own."""

import json
import zlib
from typing import Any

from bot.feeds.carried import Answer, from_bytes, packed
from bot.reading.bounded import UnreadableError
from bot.reading.encodings import decoded
from knowledge.drafting.article import Refusal
from knowledge.feeds.boards import READERS
from knowledge.feeds.reading import FeedRead

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
