"""Made-up posts, ads and feeds, as they are kept; small enough for each test to say what it is about."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from knowledge.digest.subscription import period_of
from knowledge.feeds.kept import FeedSpan, KeptAd, KeptItem
from knowledge.feeds.reading import AdPay
from knowledge.feeds.weeks import BEFORE, Weeks

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
"""A Sunday; the last of the weeks ends on the day before."""

WEEKS = Weeks.before(NOW.date())
EVERY_WEEK = frozenset(period_of(WEEKS.first + timedelta(days=day)) for day in range(-70, 140))


def long_known(*feeds: str) -> dict[str, FeedSpan]:
    """Feeds that were read all along."""
    span = FeedSpan(date(2026, 1, 1), "2026-W01", EVERY_WEEK)
    return dict.fromkeys(feeds, span)


def posts(
    shares: tuple[float, float],
    *,
    topic: str = "ai-agents",
    feeds: tuple[str, ...] = ("a", "b", "c", "d"),
    a_week: int = 40,
) -> Iterator[KeptItem]:
    """So many posts in each of the weeks, spread over feeds; a topic has one share before and another recently."""
    for week, start in enumerate(WEEKS.starts):
        naming = round(shares[week >= BEFORE] * a_week)
        for number in range(a_week):
            topics = (topic,) if number < naming else ()
            yield item(feeds[number % len(feeds)], f"{topic}-{week}-{number}", start, *topics)


def item(feed: str, story: str, on: date, *topics: str) -> KeptItem:
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return KeptItem(feed, story, at, topics, ())


def pay(low: float | None = 150_000, high: float | None = 200_000, **more: Any) -> AdPay:
    """Pay of a field: dollars of base salary a year, unless it says otherwise."""
    stated = AdPay(low, high, "USD", "YEAR", "as stated", "field", "base")
    return replace(stated, **more)


def ad(
    job: str,
    company: str = "Acme",
    *pays: AdPay,
    roles: tuple[str, ...] = ("data-engineer",),
    level: str | None = "senior",
    places: tuple[str, ...] = ("austin",),
    skills: tuple[str, ...] = (),
    seen: date | None = None,
    feed: str = "board",
) -> KeptAd:
    """An open ad, there since its board was first read unless it says when it was `seen`."""
    first = (
        NOW - timedelta(days=200)
        if seen is None
        else datetime(seen.year, seen.month, seen.day, 12, tzinfo=UTC)
    )
    return KeptAd(
        feed=feed,
        job=job,
        title="Data Engineer",
        organization=company,
        dated=first,
        first_seen=first,
        last_seen=NOW,
        closed_at=None,
        is_backlog=seen is None,
        location_type=None,
        pay=pays,
        roles=roles,
        level=level,
        places=places,
        skills=skills,
    )
