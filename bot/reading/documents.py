"""Documents of others, by their address or as files, for Slack and for the command line: articles and spreadsheets."""

import codecs
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from http import HTTPStatus
from pathlib import PurePath
from typing import Literal
from urllib.parse import unquote, urlsplit

from bot.fetching.fetcher import Fetcher
from bot.reading.bounded import run_bounded
from knowledge.drafting.article import Article, Refusal, line_of
from knowledge.drafting.rows import Sheet, SheetError
from knowledge.drafting.text_sheet import text_sheet
from knowledge.importing.workbook import Row
from knowledge.uploads import UploadedFile

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


class Articles:
    """Texts of others, fetched and read within bounds; either takes some seconds.

    An article that says no title has the name of its file, or of its page.
    """

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    def at(self, url: str) -> Article | Refusal:
        """What is at an address of the web."""
        fetched = self._fetcher.fetch(url, TYPES)
        if isinstance(fetched, Refusal):
            return fetched
        if fetched.status != HTTPStatus.OK:
            return Refusal(f"can't be fetched: the site answers with HTTP {fetched.status}")
        kind, _, parameters = fetched.headers["content-type"].partition(";")
        _, _, charset = parameters.lower().partition("charset=")
        read = read_document(
            fetched.body, TYPES[kind.strip().lower()], charset.partition(";")[0].strip("\"' ")
        )
        parts = urlsplit(fetched.url)
        named = _named(read, unquote(parts.path) or "", parts.hostname or "")
        return named if isinstance(named, Refusal) else replace(named, url=fetched.url)

    def of(self, file: UploadedFile) -> Article | Refusal:
        """What a file says, by its name and content."""
        return _named(read_document(file.content, kind_of(file.name, file.content)), file.name)


def _named(read: Article | Refusal, name: str, otherwise: str = "text") -> Article | Refusal:
    if isinstance(read, Refusal) or read.title:
        return read
    words = PurePath(name).stem.replace("_", " ").replace("-", " ")
    return replace(read, title=line_of(words) or otherwise)


def sheets_of(file: UploadedFile) -> tuple[Sheet, ...] | Refusal:
    """The sheets of a file, by its name's ending; a workbook is read in a process of its own."""
    if PurePath(file.name).suffix.lower() != ".xlsx":
        try:
            return (text_sheet(file.name, file.content),)
        except SheetError as error:
            return Refusal(str(error))
    told = run_bounded("bot.reading.workbook:read", file.content)
    if isinstance(told, Refusal):
        return told
    return tuple(
        Sheet(
            f"{file.name}, sheet {name}",
            tuple(Row(number, tuple(cells)) for number, cells in rows),
            is_text=False,
        )
        for name, rows in json.loads(told)
    )
