"""How each feed is doing: which are due, who reads which, and what came of it."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from bot.feeds.visits import Validators
from bot.state.database import claim
from bot.state.feed_tables import FEED_ITEMS, FEED_WEEKS, FEEDS
from knowledge.digest.subscription import period_of
from knowledge.feeds.kept import FeedSpan
from knowledge.feeds.model import Feed
from knowledge.feeds.stories import FeedState

_row = FEEDS.c

HELD = timedelta(days=7)
"""How long permanent redirects lead somewhere before that is remembered: a page that says "back soon" goes."""

ANEW: Mapping[str, Any] = {
    "home": None, "moved_to": None, "moving_to": None, "moving_since": None, "etag": None, "last_modified": None,
    "begun_at": None, "first_read_at": None, "stood_at": None, "host_waits_until": None, "empty_reads": 0, "empty_on": None,
    "lease": None, "leased_until": None, "brought": 0,
}  # fmt: skip
UNPAUSED: Mapping[str, Any] = {
    "paused_for": None, "failures": 0, "failing_since": None, "error": None,
}  # fmt: skip


LOCK = int.from_bytes(b"claims\0\0")
"""The key of PostgreSQL's advisory lock under which feeds are claimed. (On SQLite one writes at a time.)"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A feed that is read by whoever has this lease, and what is known of it."""

    id: str
    lease: str
    validators: Validators
    moved_to: str | None
    moving_to: str | None
    moving_since: datetime | None
    begun_at: datetime | None
    first_read_at: datetime | None
    last_read_at: datetime | None
    stood_at: datetime | None
    empty_reads: int
    empty_on: date | None
    failures: int
    failing_since: datetime | None


def source_of(feed: Feed) -> str:
    """What is asked for: where this changes under a feed's id, it is another feed."""
    return f"{feed.kind} {feed.board or feed.address or ''}"


def states(connection: Connection, now: datetime) -> dict[str, FeedState]:
    """How feeds are doing, by their ids; one that was never to be read isn't there."""
    asked = select(
        _row.id, _row.last_read_at, _row.next_at, _row.host_waits_until, _row.brought, _row.error, _row.failing_since,
        _row.paused_for, _row.moved_to, _row.leased_until,
    )  # fmt: skip
    return {row.id: _state(row, now) for row in connection.execute(asked)}


def _state(row: Any, now: datetime) -> FeedState:
    waits: list[datetime] = [one for one in (row.next_at, row.host_waits_until) if one is not None]
    next_read = None if row.paused_for else max(waits)
    return FeedState(
        row.id,
        last_read=row.last_read_at,
        next_read=next_read,
        items=row.brought,
        error=row.error,
        failing_since=row.failing_since,
        paused_for=row.paused_for,
        moved_to=row.moved_to,
        is_due=next_read is not None and next_read <= now,
        is_being_read=row.leased_until is not None and row.leased_until > now,
    )


def unlike(
    connection: Connection, feeds: Iterable[Feed], now: datetime
) -> dict[str, dict[str, Any]]:
    """What has to be changed so that the state is that of some feeds: columns by the feed's id.

    A feed that names another address begins anew, and one that was switched off is no longer paused.
    """
    asked = select(_row.id, _row.name, _row.source, _row.paused_for, _row.failing_since)
    known = {row.id: row for row in connection.execute(asked)}
    changes: dict[str, dict[str, Any]] = {}
    for feed in feeds:
        row, change = known.get(feed.id), dict[str, Any]()
        if row is None:
            if feed.enabled:
                change = {"name": feed.name, "source": source_of(feed), "next_at": now}
        elif row.source != source_of(feed) and feed.enabled:
            change = {**ANEW, **UNPAUSED, "source": source_of(feed), "name": feed.name}
            change["next_at"] = now
        elif not feed.enabled and (row.paused_for or row.failing_since):
            change = dict(UNPAUSED)
        elif row.name != feed.name:
            change = {"name": feed.name}
        if change:
            changes[feed.id] = change
    return changes


def follow(connection: Connection, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Make the changes that `unlike` found, whoever else does."""
    for id, columns in changes.items():
        change = update(FEEDS).where(_row.id == id).values(**columns)
        if "source" not in columns:
            connection.execute(change)
        elif not claim(connection, FEEDS, {"id": id, **columns}):
            # Someone else may have begun anew already, and be reading it.
            connection.execute(change.where(_row.source != columns["source"]))


def resume(connection: Connection, id: str, now: datetime) -> bool:
    """Ask again for a feed that is paused, or waits; False where it was never to be read."""
    again = update(FEEDS).where(_row.id == id)
    again = again.values(**UNPAUSED, next_at=now, host_waits_until=None)
    return connection.execute(again).rowcount == 1


def how_many_due(connection: Connection, ids: Collection[str], now: datetime) -> int:
    """How many of these are to be read by now, and nobody reads them."""
    asked = select(func.count()).select_from(FEEDS).where(_due(ids, now))
    return connection.execute(asked).scalar_one()


def claim_due(
    connection: Connection, hosts: Mapping[str, str], now: datetime, seconds: float
) -> Claimed | None:
    """Take the feed that is due the longest, for so many seconds; None where none is.

    `hosts` are those of the feeds that may be taken, by id. A host is asked for one feed at a time: while one is
    read, here or on another machine, the others of its host wait.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    reading = select(_row.id).where(_row.leased_until > now)
    busy = {hosts.get(row.id) for row in connection.execute(reading)}
    asked = (
        select(FEEDS)
        .where(_due([id for id, host in hosts.items() if host not in busy], now))
        .order_by(_row.next_at, _row.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = connection.execute(asked).first()
    if row is None:
        return None
    lease = uuid4().hex
    until = now + timedelta(seconds=seconds)
    connection.execute(
        update(FEEDS).where(_row.id == row.id).values(lease=lease, leased_until=until)
    )
    return Claimed(
        row.id, lease, Validators(row.etag, row.last_modified), row.moved_to, row.moving_to,
        row.moving_since, row.begun_at, row.first_read_at, row.last_read_at, row.stood_at,
        row.empty_reads, row.empty_on, row.failures, row.failing_since,
    )  # fmt: skip


def hold(connection: Connection, claimed: Claimed) -> bool:
    """Whether a lease still holds; to the end of the transaction nobody else gets it."""
    mine = update(FEEDS).where(_row.id == claimed.id, _row.lease == claimed.lease)
    return connection.execute(mine.values(lease=claimed.lease)).rowcount == 1


def release(connection: Connection, claimed: Claimed) -> None:
    """Give a feed back that wasn't read."""
    mine = update(FEEDS).where(_row.id == claimed.id, _row.lease == claimed.lease)
    connection.execute(mine.values(lease=None, leased_until=None))


def note_read(
    connection: Connection,
    claimed: Claimed,
    now: datetime,
    next_at: datetime,
    validators: Validators,
    moved_to: str | None,
    **columns: Any,
) -> None:
    """Note that a feed was read, or that nothing in it has changed, with what else is to be kept of that."""
    week = {"feed_id": claimed.id, "week": period_of(now.date()), "reads": 1}
    if not claim(connection, FEED_WEEKS, week):
        one = update(FEED_WEEKS).where(
            FEED_WEEKS.c.feed_id == claimed.id, FEED_WEEKS.c.week == week["week"]
        )
        connection.execute(one.values(reads=FEED_WEEKS.c.reads + 1))
    _end(
        connection,
        claimed,
        **UNPAUSED,
        **_moving(claimed, moved_to, now),
        **columns,
        next_at=next_at,
        last_read_at=now,
        etag=validators.etag,
        last_modified=validators.last_modified,
    )


def note_weeks(connection: Connection, id: str, weeks: Iterable[str]) -> None:
    """Note weeks in which a feed wasn't read, and of which everything is known."""
    for week in weeks:
        claim(connection, FEED_WEEKS, {"feed_id": id, "week": week, "reads": 0})


def note_failed(
    connection: Connection,
    claimed: Claimed,
    now: datetime,
    next_at: datetime,
    words: str,
    paused_for: str | None = None,
) -> None:
    """Note why a feed couldn't be read; from then on it is asked for where its document says."""
    _end(
        connection,
        claimed,
        next_at=next_at,
        failures=claimed.failures + 1,
        failing_since=claimed.failing_since or now,
        error=words,
        paused_for=paused_for,
        moved_to=None,
        moving_to=None,
        moving_since=None,
    )


def postpone(connection: Connection, ids: Collection[str], until: datetime) -> None:
    """Leave some feeds alone until a moment: their host wants it so."""
    connection.execute(update(FEEDS).where(_row.id.in_(ids)).values(host_waits_until=until))


def names(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The names of feeds by their ids, of those too that are no longer kept."""
    asked = select(_row.id, _row.name).where(_row.id.in_(ids))
    return {row.id: row.name for row in connection.execute(asked)}


def homes(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The sites that feeds are of, by their ids; of those that name one."""
    asked = select(_row.id, _row.home).where(_row.id.in_(ids), _row.home.is_not(None))
    return {row.id: row.home for row in connection.execute(asked)}


def failing(connection: Connection) -> tuple[str, ...]:
    """The feeds that could not be read when they were last asked for."""
    asked = select(_row.id).where(_row.failing_since.is_not(None)).order_by(_row.id)
    return tuple(connection.execute(asked).scalars())


def spans(connection: Connection) -> dict[str, FeedSpan]:
    """How far each feed is known that was once read whole."""
    weeks: dict[str, set[str]] = {}
    for row in connection.execute(select(FEED_WEEKS.c.feed_id, FEED_WEEKS.c.week)):
        weeks.setdefault(row.feed_id, set()).add(row.week)
    oldest = (
        select(func.min(FEED_ITEMS.c.dated))
        .where(FEED_ITEMS.c.feed_id == _row.id, FEED_ITEMS.c.first_seen <= _row.first_read_at)
        .scalar_subquery()
        .label("oldest")
    )
    asked = select(_row.id, _row.first_read_at, oldest).where(_row.first_read_at.is_not(None))
    return {
        row.id: FeedSpan(
            (row.oldest or row.first_read_at).date(),
            period_of(row.first_read_at.date()),
            frozenset(weeks.get(row.id, ())),
        )
        for row in connection.execute(asked)
    }


def last_begun(connection: Connection, ids: Collection[str]) -> datetime | None:
    """When the last of some feeds was read whole for the first time; None where none was."""
    asked = select(func.max(_row.first_read_at)).where(_row.id.in_(ids))
    return connection.execute(asked).scalar()


def share(id: str) -> float:
    """A number from 0 to 1 that is a feed's own: not all are asked for at one moment."""
    return int.from_bytes(hashlib.sha256(id.encode()).digest()[:4]) / 2**32


def _moving(claimed: Claimed, to: str | None, now: datetime) -> dict[str, Any]:
    """What is remembered of where permanent redirects led this time."""
    if to is None or to == claimed.moved_to:
        return {"moving_to": None, "moving_since": None}
    if to != claimed.moving_to or claimed.moving_since is None:
        return {"moving_to": to, "moving_since": now}
    if now - claimed.moving_since < HELD:
        return {}
    return {"moved_to": to, "moving_to": None, "moving_since": None}


def _end(connection: Connection, claimed: Claimed, **columns: Any) -> None:
    ended = update(FEEDS).where(_row.id == claimed.id)
    connection.execute(ended.values(**columns, lease=None, leased_until=None))


def _due(ids: Collection[str], now: datetime) -> ColumnElement[bool]:
    return and_(
        _row.id.in_(ids),
        _row.next_at <= now,
        _row.paused_for.is_(None),
        or_(_row.host_waits_until.is_(None), _row.host_waits_until <= now),
        or_(_row.leased_until.is_(None), _row.leased_until <= now),
    )
