"""What a reading brought goes into the state, in the transaction of whoever holds the feed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.feeds.hosts import next_slot
from bot.feeds.visits import Read, Unchanged, Validators
from bot.state import feed_items, job_ads, series
from bot.state import feeds as state
from bot.state.feed_items import MOST_LINK
from bot.state.feeds import Claimed
from bot.state.job_ads import AdsRead
from bot.state.stored import storable_or_none
from knowledge.feeds.identity import Reading
from knowledge.feeds.model import Feed
from knowledge.feeds.weeks import weeks_between

FIRST_LASTS = timedelta(days=1)
"""How long a whole first reading is waited for; what never comes whole counts as it comes."""

EMPTY_DAYS = 3
"""On so many days in a row a board has to be empty before that is believed."""


def keep(
    connection: Connection,
    claimed: Claimed,
    feed: Feed,
    visit: Read,
    now: Callable[[], datetime],
) -> None:
    """Keep what was read, all of it at one moment."""
    if visit.read.items:
        feed_items.lock(connection)
    at, read = now(), visit.read
    moved = visit.moved_to not in (None, claimed.moved_to, claimed.moving_to)
    if read.items:
        reading = Reading(
            feed.id,
            at,
            last_read=claimed.last_read_at,
            is_first=claimed.first_read_at is None,
            is_whole=read.is_whole,
            has_moved=moved,
        )
        if feed_items.store(connection, reading, read.items, claimed.stood_at):
            _note_weeks_before(connection, claimed, at)
    columns = _progress(claimed, at, is_whole=read.is_whole)
    if read.home is not None:
        columns["home"] = storable_or_none(read.home, MOST_LINK)
    if feed.brings_ads:
        columns |= _keep_ads(connection, claimed, visit, at)
    if read.values:
        series.store(connection, feed.id, read.values)
    state.note_read(
        connection,
        claimed,
        at,
        next_slot(feed, at),
        # What breaks off is asked for again as if it had never been read.
        visit.validators if read.is_whole else Validators(),
        visit.moved_to,
        **columns,
        brought=len(read.items) + len(read.ads) + len(read.values),
    )


def keep_unchanged(
    connection: Connection, claimed: Claimed, feed: Feed, visit: Unchanged, now: datetime
) -> None:
    """Note that a feed is as it was, ever since it was last read."""
    _note_weeks_before(connection, claimed, now)
    state.note_read(
        connection, claimed, now, next_slot(feed, now), visit.validators, visit.moved_to
    )


def _note_weeks_before(connection: Connection, claimed: Claimed, now: datetime) -> None:
    """Note the weeks since the last reading, of which this one shows everything."""
    if claimed.last_read_at is not None:
        weeks = weeks_between(claimed.last_read_at.date(), now.date())
        state.note_weeks(connection, claimed.id, weeks)


def _progress(claimed: Claimed, now: datetime, *, is_whole: bool) -> dict[str, Any]:
    """How far a feed is known after a reading."""
    begun_at = claimed.begun_at or now
    first_read_at = claimed.first_read_at
    if first_read_at is None and (is_whole or now - begun_at > FIRST_LASTS):
        first_read_at = now
    return {
        "begun_at": begun_at,
        "first_read_at": first_read_at,
        "stood_at": now if is_whole else claimed.stood_at,
    }


def _keep_ads(
    connection: Connection, claimed: Claimed, visit: Read, now: datetime
) -> dict[str, Any]:
    """Keep a board's ads. One that is suddenly empty closes nothing until it has been so for days."""
    read = visit.read
    empty_reads, empty_on = 0, None
    if read.is_whole and not read.ads:
        is_counted = claimed.empty_on == now.date()
        empty_reads, empty_on = claimed.empty_reads + (not is_counted), now.date()
    closes = read.is_whole and (bool(read.ads) or empty_reads >= EMPTY_DAYS)
    is_first = claimed.first_read_at is None
    job_ads.store(connection, AdsRead(claimed.id, now, is_first, closes), read.ads)
    return {"empty_reads": empty_reads, "empty_on": empty_on}
