"""Visits to feeds: everything that one reading needs is fetched, and read in a process of its own."""

from collections.abc import Collection

from bot.feeds.visits import Failed, Validators, Visit
from bot.fetching.fetcher import Fetcher
from knowledge.feeds.model import Feed


def visit(
    fetcher: Fetcher,  # noqa: ARG001 — a visitor's signature
    feed: Feed,
    before: Validators,  # noqa: ARG001
    known_ads: Collection[str],  # noqa: ARG001
) -> Visit:
    """Visit a feed; see `Visitor`."""
    return Failed(f"is of a kind that isn't read yet ({feed.kind})")
