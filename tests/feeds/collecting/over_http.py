"""Feeds as JSON from a real server, fetched as everything is: the smallest visitor there can be."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from bot.feeds.visits import Failed, Read, Unchanged, Validators, Visit
from bot.fetching.fetcher import Fetcher
from knowledge.drafting.article import Refusal
from knowledge.feeds.model import Feed
from knowledge.feeds.reading import FeedItem, FeedRead, JobAd

TYPES = frozenset({"application/json"})
OK, NOT_MODIFIED, GONE = 200, 304, 410
PERMANENT = "x-moved"


def visit(fetcher: Fetcher, feed: Feed, before: Validators, known_ads: Collection[str]) -> Visit:
    """Read JSON of posts and ads. (What was said last is asked about in the address.)"""
    assert feed.address is not None
    url = f"{feed.address}?etag={before.etag}" if before.etag else feed.address
    fetched = fetcher.fetch(url, TYPES)
    if isinstance(fetched, Refusal):
        return Failed(fetched.why)
    if fetched.status == NOT_MODIFIED:
        return Unchanged(before)
    if fetched.status != OK:
        said = fetched.headers.get("retry-after")
        return Failed(
            f"answers with HTTP {fetched.status}",
            fetched.status,
            float(said) if said else None,
            is_gone=fetched.status == GONE,
        )
    try:
        told: dict[str, Any] = json.loads(fetched.body)
        read = FeedRead(
            items=tuple(map(_item, told.get("items", ()))),
            ads=tuple(JobAd(**one) for one in told.get("ads", ())),
            is_whole=told.get("whole", True),
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        return Failed("is no feed")
    return Read(read, Validators(fetched.headers.get("etag")), fetched.headers.get(PERMANENT))


def _item(said: dict[str, Any]) -> FeedItem:
    published = said.get("published")
    return FeedItem(
        said.get("id"),
        said.get("link"),
        said["title"],
        None if published is None else datetime.fromisoformat(published),
        summary=said.get("summary", ""),
    )
