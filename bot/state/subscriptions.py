"""Who gets a digest, when, and with which focus."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, time
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, Select, and_, select, update

from bot.state.database import claim
from bot.state.tables import SUBSCRIPTIONS
from knowledge.digest.subscription import (
    Focus,
    Schedule,
    Slot,
    Subscription,
    SubscriptionChangedError,
    parts_now,
)

_row = SUBSCRIPTIONS.c

ACTIVE = _row.ended_at.is_(None)


def subscription(connection: Connection, id: str) -> Subscription:
    """A subscription by its id. Raises LookupError where it ended or never was."""
    found = connection.execute(_every().where(_row.id == id)).first()
    if found is None:
        raise LookupError(id)
    return _subscription(found)


def find(connection: Connection, team: str, channel: str) -> Subscription | None:
    """The subscription of a conversation."""
    found = connection.execute(
        _every().where(_row.team_id == team, _row.channel_id == channel)
    ).first()
    return None if found is None else _subscription(found)


def last(connection: Connection, team: str, channel: str) -> Subscription | None:
    """The same, also where it has ended."""
    one = and_(_row.team_id == team, _row.channel_id == channel)
    found = connection.execute(select(SUBSCRIPTIONS).where(one)).first()
    return None if found is None else _subscription(found)


def of_team(connection: Connection, team: str) -> tuple[Subscription, ...]:
    """All subscriptions of a workspace, the next due first."""
    asked = _every().where(_row.team_id == team).order_by(_row.next_at, _row.channel_id)
    return tuple(map(_subscription, connection.execute(asked)))


def upcoming(connection: Connection, most: int | None) -> tuple[Subscription, ...]:
    """The next subscriptions that will be due, of all workspaces; with no number, every one."""
    asked = _every().order_by(_row.next_at, _row.id).limit(most)
    return tuple(map(_subscription, connection.execute(asked)))


def due(connection: Connection, now: datetime, most: int) -> tuple[Subscription, ...]:
    """Subscriptions whose slot has come, those of other workers left out while they work on them."""
    asked = (
        _every()
        .where(_row.next_at <= now)
        .order_by(_row.next_at, _row.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return tuple(map(_subscription, connection.execute(asked)))


def is_due(connection: Connection, now: datetime) -> bool:
    """Whether the slot of any has come."""
    return connection.execute(_every().where(_row.next_at <= now).limit(1)).first() is not None


def subscribe(
    connection: Connection,
    now: datetime,
    wanted: Mapping[str, str],
    schedule: Schedule,
    focus: Focus,
    version: str | None = None,
) -> Subscription:
    """Keep what is wanted (`team_id`, `channel_id`, `subscriber`); the next slot is yet to be set.

    A subscription that there is keeps its subscriber; one that had ended begins again with another.
    With a `version` that is the one that is changed, and with an empty one there is none yet: raises
    `SubscriptionChangedError` otherwise.
    """
    columns, new_version = _columns(schedule, focus), uuid4().hex
    row = {
        "id": uuid4().hex,
        **wanted,
        **columns,
        "version": new_version,
        "created_at": now,
        "next_at": now,
        "next_date": now.date(),
    }
    one = and_(_row.team_id == wanted["team_id"], _row.channel_id == wanted["channel_id"])
    if not claim(connection, SUBSCRIPTIONS, row):
        held = connection.execute(select(SUBSCRIPTIONS).where(one).with_for_update()).one()
        ended = held.ended_at is not None
        if version not in (None, "" if ended else held.version):
            raise SubscriptionChangedError
        if ended:
            changes = {
                **columns,
                "version": new_version,
                "previous": None,
                "subscriber": wanted["subscriber"],
                "ended_at": None,
                "created_at": now,
                "paused_until": None,
                "unreachable": None,
            }
            change(connection, held.id, **changes)
        elif columns != _held(held):
            change(connection, held.id, **columns, version=new_version, previous=_held(held))
    return _subscription(connection.execute(_every().where(one)).one())


def undo(connection: Connection, id: str, version: str) -> bool:
    """Bring back what a change replaced; False where another one came since, or it is back already."""
    held = connection.execute(_every().where(_row.id == id).with_for_update()).first()
    if held is None or held.version != version or held.previous is None:
        return False
    change(connection, id, **held.previous, version=uuid4().hex, previous=None)
    return True


def set_next(connection: Connection, id: str, slot: Slot) -> None:
    """Keep when the next digest is due."""
    change(connection, id, next_at=slot.at, next_date=slot.local_date)


def change(connection: Connection, id: str, **columns: object) -> None:
    """Change some columns of a subscription."""
    connection.execute(update(SUBSCRIPTIONS).where(_row.id == id).values(**columns))


def became_unreachable(connection: Connection, id: str, reason: str) -> bool:
    """Note why nothing can be posted; True for the first to note it."""
    noted = update(SUBSCRIPTIONS).where(_row.id == id, _row.unreachable.is_(None), ACTIVE)
    return connection.execute(noted.values(unreachable=reason)).rowcount == 1


def became_reachable(connection: Connection, id: str) -> None:
    """Note that something can be posted."""
    noted = update(SUBSCRIPTIONS).where(_row.id == id, _row.unreachable.is_not(None))
    connection.execute(noted.values(unreachable=None))


def subscriber(connection: Connection, id: str) -> str:
    """The user id of whoever subscribed, also after the subscription ended."""
    return str(connection.execute(select(_row.subscriber).where(_row.id == id)).scalar_one())


def _every() -> Select[Any]:
    return select(SUBSCRIPTIONS).where(ACTIVE)


def _columns(schedule: Schedule, focus: Focus) -> dict[str, object]:
    return {
        "weekday": schedule.weekday,
        "at": schedule.at.strftime("%H:%M"),
        "zone": schedule.zone,
        "frequency": schedule.frequency,
        "focus": asdict(focus),
    }


def _held(row: Row[Any]) -> dict[str, object]:
    """The same columns of a row."""
    return _columns(_schedule(row), _focus(row.focus))


def _schedule(row: Row[Any]) -> Schedule:
    return Schedule(row.weekday, time.fromisoformat(row.at), row.zone, row.frequency)


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        id=row.id,
        team_id=row.team_id,
        channel_id=row.channel_id,
        subscriber=row.subscriber,
        schedule=_schedule(row),
        focus=_focus(row.focus),
        next_slot=Slot(row.next_at, row.next_date),
        paused_until=row.paused_until,
        unreachable=row.unreachable,
        version=row.version,
    )


def _focus(kept: Mapping[str, Any]) -> Focus:
    return Focus(
        roles=tuple(kept["roles"]),
        topics=tuple(kept["topics"]),
        parts=parts_now(kept["parts"]),
        quiet=bool(kept["quiet"]),
        muted_feeds=tuple(kept.get("muted_feeds", ())),
        muted_topics=tuple(kept.get("muted_topics", ())),
    )
