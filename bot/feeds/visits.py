"""What a visit to a feed gives: it was read, hasn't changed since the last time, or failed."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.fetching.fetcher import Fetcher
from knowledge.feeds.model import Feed
from knowledge.feeds.reading import FeedRead


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave with its last answer, to be asked whether there is a newer one (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that nothing has changed; that counts as a reading."""

    validators: Validators
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing could be read: `words` are the end of a sentence that begins with the feed's name.

    `status` is what the server answered, None where none did; `retry_after` are the seconds after which it wants
    to be asked again. It `is_gone` where the server says that it is so for good (410).
    """

    words: str
    status: int | None = None
    retry_after: float | None = None
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """All that one reading brought; `moved_to` is where permanent redirects (301, 308) led."""

    read: FeedRead
    validators: Validators = Validators()
    moved_to: str | None = None


Visit = Unchanged | Failed | Read

Visitor = Callable[[Fetcher, Feed, Validators, Collection[str]], Visit]
"""Visits a feed, in bounded time: with what the last answer gave, and the identifiers of ads whose text is known."""
