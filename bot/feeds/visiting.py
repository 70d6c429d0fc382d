"""A visit to a feed: everything that one reading of it needs is fetched, in bounded time, and read."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from bot.feeds.following import answer_of, followed
from bot.feeds.reading import read_answer
from bot.feeds.visits import Failed, Read, Unchanged, Validators, Visit
from bot.fetching.fetcher import Deadline, Fetched, Fetcher, Limits
from knowledge.drafting.article import Refusal
from knowledge.feeds.boards import address_of
from knowledge.feeds.model import BOARD_KINDS, Feed
from knowledge.feeds.reading import FeedRead

LIMITS = Limits(seconds=30.0, bytes=20_000_000)
"""Those of a fetcher for feeds: a board of 700 jobs is 10 MB, and some take ten seconds to answer."""

SECONDS = 120.0
"""How long a visit takes at most, with every page and ad that it asks for."""

LONGEST_WAIT = 7 * 24 * 3_600
"""Seconds of a `Retry-After` that are believed."""

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/json, */*;q=0.5"
)


def visit(
    fetcher: Fetcher, feed: Feed, before: Validators, known_ads: Collection[str] = ()
) -> Visit:
    """Fetch a feed and what it leads to, and read it.

    `before` is what the last visit gave. The own texts of `known_ads`, by identifier, aren't asked for again:
    those ads come without. One whose text couldn't be had stays out until the next visit.
    """
    deadline = Deadline(SECONDS)
    url = address_of(feed)
    fetched = fetcher.fetch(url, headers={"Accept": ACCEPT, **_conditions(before)})
    if isinstance(fetched, Refusal):
        return Failed(fetched.why)
    validators = Validators(fetched.headers.get("etag"), fetched.headers.get("last-modified"))
    if fetched.status == HTTPStatus.NOT_MODIFIED:
        return Unchanged(_or(validators, before), fetched.url if fetched.has_moved else None)
    if fetched.status != HTTPStatus.OK:
        return _failed(fetched)
    read = read_answer(feed.kind, answer_of(fetched))
    if isinstance(read, Refusal):
        return Failed(read.why, fetched.status)
    moved_to = fetched.url if fetched.has_moved else None
    if not read.more and not read.details:
        return Read(_named(read, feed), validators, moved_to)
    whole = followed(fetcher, feed.kind, fetched.url, read, known_ads, deadline)
    # What the first page's validators say is nothing about the others.
    return Read(_named(whole, feed), Validators(), moved_to)


def _named(read: FeedRead, feed: Feed) -> FeedRead:
    """The ads of a board with its feed's name where it doesn't say whose they are."""
    if not feed.brings_ads:
        return read
    named = feed.name if feed.kind in BOARD_KINDS else None
    ads = tuple(replace(ad, organization=ad.organization or named) for ad in read.ads)
    return replace(read, items=(), ads=ads)


def _conditions(before: Validators) -> Mapping[str, str]:
    told = {"If-None-Match": before.etag, "If-Modified-Since": before.last_modified}
    return {
        name: value
        for name, value in told.items()
        if value and value.isascii() and value.isprintable()
    }


def _or(validators: Validators, before: Validators) -> Validators:
    return Validators(
        validators.etag or before.etag, validators.last_modified or before.last_modified
    )


def _failed(fetched: Fetched) -> Failed:
    match fetched.status:
        case HTTPStatus.GONE:
            words = "is gone: the server says that it won't come back (HTTP 410)"
        case HTTPStatus.NOT_FOUND:
            words = "isn't there (HTTP 404): check its address or name"
        case HTTPStatus.TOO_MANY_REQUESTS:
            words = "asks to be read less often (HTTP 429)"
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
            words = f"isn't open to everyone (HTTP {fetched.status})"
        case status if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            words = f"has trouble of its own (HTTP {status})"
        case status:
            words = f"can't be fetched: the server answers with HTTP {status}"
    return Failed(
        words,
        fetched.status,
        retry_after(fetched.headers),
        is_gone=fetched.status == HTTPStatus.GONE,
    )


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds of a `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3); None where it says nothing that can be read.

    A date is held against the server's own clock where it tells it.
    """
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdecimal():
        return float(min(int(said[:9]), LONGEST_WAIT))
    until = _date(said)
    if until is None:
        return None
    now = _date(headers.get("date", "")) or datetime.now(UTC)
    return min(max((until - now).total_seconds(), 0.0), LONGEST_WAIT)


def _date(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said)
    except (ValueError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
