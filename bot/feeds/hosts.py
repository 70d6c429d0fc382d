"""When a feed is asked for again, and which feeds one host serves."""

from datetime import UTC, datetime, timedelta
from math import isfinite
from urllib.parse import urlsplit

from bot.state.feeds import share
from knowledge.feeds.boards import address_of
from knowledge.feeds.model import Feed

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

INTERVALS = {"feed": HOUR}
"""How often what kind is read; all others daily."""

SOONEST = 0.5
"""Of an interval has to pass until the next slot: a reading that came late doesn't make the next one late."""

MOST_DOUBLED = 10
LONGEST_WAIT = timedelta(days=7)
"""How long a host may ask to be left alone."""


def interval_of(feed: Feed) -> timedelta:
    """How often a feed is read."""
    return INTERVALS.get(feed.kind, DAY)


def next_slot(feed: Feed, now: datetime) -> datetime:
    """When a feed that was read now is next due. Each has a moment of its own in the hour, or the day."""
    interval = interval_of(feed)
    epoch = datetime(1970, 1, 1, tzinfo=UTC) + share(feed.id) * interval
    earliest = now + SOONEST * interval
    return earliest + (epoch - earliest) % interval


def next_try(feed: Feed, now: datetime, failures: int, retry_after: float | None) -> datetime:
    """When a feed that has failed so many times before is tried again; a host may want it later."""
    wait = min(DAY, HOUR * 2 ** min(failures, MOST_DOUBLED))
    # Not all that failed at one moment come back at one.
    wait *= 1 + 0.1 * share(feed.id)
    return max(now + wait, asked_until(now, retry_after))


def asked_until(now: datetime, retry_after: float | None) -> datetime:
    """The moment until which a host wants to be left alone; now, where it doesn't say."""
    if retry_after is None or not isfinite(retry_after):
        return now
    return now + timedelta(seconds=min(max(0.0, retry_after), LONGEST_WAIT.total_seconds()))


def host_of(feed: Feed) -> str:
    """Who answers. Feeds of one host are read one after the other, and wait together."""
    return urlsplit(address_of(feed)).netloc.lower()
