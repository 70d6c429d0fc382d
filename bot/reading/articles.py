"""Articles by their address or as files, for Slack and for the command line."""

from dataclasses import replace
from http import HTTPStatus
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

from bot.fetching.fetcher import Fetcher
from bot.reading.documents import TYPES, kind_of, read_document
from knowledge.drafting.article import Article, Refusal, line_of
from knowledge.uploads import UploadedFile


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
