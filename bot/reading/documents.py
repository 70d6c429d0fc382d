"""A document of one of the kinds that are read here, as an article."""

import codecs
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePath
from typing import Literal

from bot.reading.bounded import run_bounded
from knowledge.drafting.article import Article, Refusal, line_of

Kind = Literal["page", "pdf", "text"]

TYPES: Mapping[str, Kind] = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "application/pdf": "pdf",
    "text/plain": "text",
    "text/markdown": "text",
    "text/x-markdown": "text",
}
"""The media types that are read, and how."""

ENDINGS: Mapping[str, Kind] = {
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".pdf": "pdf",
    ".md": "text",
    ".markdown": "text",
    ".txt": "text",
}
"""The endings of file names that are read, and how."""

READERS: Mapping[Kind, str] = {"page": "bot.reading.page:read", "pdf": "bot.reading.pdf:read"}

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""What a text begins with that says its encoding."""

MOST_TEXT = 1_000_000
"""Characters; a book has fewer."""

NOT_UTF8 = "It isn't in UTF-8 and was read as Windows-1252: look at its currency signs and accents."

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_HEADING = re.compile(r"^# +(\S.*)$", re.MULTILINE)
_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<html)", re.IGNORECASE)


def kind_of(name: str, data: bytes) -> Kind:
    """How a file is read: by its ending, or else by how it begins."""
    known = ENDINGS.get(PurePath(name).suffix.lower())
    if known:
        return known
    if data.startswith(b"%PDF-"):
        return "pdf"
    return "page" if _PAGE.match(data) else "text"


def read_document(data: bytes, kind: Kind, charset: str | None = None) -> Article | Refusal:
    """What a document says; `charset` is what its server says that it is in."""
    if charset:
        # Servers are often wrong: where it can't be, the document knows better.
        with suppress(LookupError, ValueError):
            data = data.decode(charset).encode()
    article = _text(data) if kind == "text" else _bounded(data, kind)
    if isinstance(article, Refusal):
        return article
    if len(article.text) > MOST_TEXT:
        return Refusal(f"holds more than {MOST_TEXT:,} characters of text")
    return replace(article, text=_CONTROL.sub("", article.text))


def _bounded(data: bytes, kind: Kind) -> Article | Refusal:
    told = run_bounded(READERS[kind], data)
    return told if isinstance(told, Refusal) else Article(**json.loads(told))


def _text(data: bytes) -> Article | Refusal:
    encoding = next((name for mark, name in MARKS.items() if data.startswith(mark)), "utf-8")
    note = None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text, note = data.decode("cp1252", errors="replace"), NOT_UTF8
    if "\0" in text:
        return Refusal("holds no text that can be read")
    text = "\n".join(text.splitlines())
    if not text.strip():
        return Refusal("is empty")
    heading = _HEADING.search(text)
    return Article(text, title=line_of(heading[1]) if heading else None, note=note)
