"""What became of each week of a subscription, what stood in it, and what readers thought of it."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, and_, case, delete, func, or_, select, update

from bot.state.database import claim
from bot.state.tables import DIGEST_RATINGS, DIGESTS, POSTS, RESTORES, SUBSCRIPTIONS
from knowledge.digest.subscription import Outcome, PastDigest, Slot

_digest = DIGESTS.c
_rating = DIGEST_RATINGS.c


def rate(connection: Connection, digest: str, user: str, *, useful: bool) -> bool:
    """Keep a reader's opinion; False where there is no such digest."""
    if connection.execute(select(_digest.id).where(_digest.id == digest)).first() is None:
        return False
    row = {"digest_id": digest, "user_id": user, "useful": useful}
    if not claim(connection, DIGEST_RATINGS, row):
        theirs = update(DIGEST_RATINGS).where(_rating.digest_id == digest, _rating.user_id == user)
        connection.execute(theirs.values(useful=useful))
    return True


def rated_items(
    connection: Connection, team: str, since: datetime
) -> tuple[tuple[tuple[str, ...], int, int], ...]:
    """The items of each digest of a workspace that readers rated, with both counts."""
    counts = [rating_count(useful=useful) for useful in (True, False)]
    asked = (
        select(_digest.item_keys, *counts)
        .join(SUBSCRIPTIONS, SUBSCRIPTIONS.c.id == _digest.subscription_id)
        .where(SUBSCRIPTIONS.c.team_id == team, _digest.slot_at >= since)
        .where(_digest.id.in_(select(_rating.digest_id)))
    )
    return tuple(
        (tuple(row.item_keys), row.useful, row.not_useful) for row in connection.execute(asked)
    )


def rating_count(*, useful: bool) -> ColumnElement[int]:
    """The column `useful` or `not_useful` of a query of digests: how many readers find it so."""
    counted = case((_rating.useful.is_(useful), 1), else_=0)
    name = "useful" if useful else "not_useful"
    return (
        select(func.coalesce(func.sum(counted), 0))
        .where(_rating.digest_id == _digest.id)
        .scalar_subquery()
        .label(name)
    )


_row = DIGESTS.c

ARRIVED = ("sent", "unknown", "ready", "intended")
"""States of a post that its channel has had, or is about to have."""

OUTCOMES: Mapping[str, Outcome] = {
    "ready": "waiting",
    "intended": "waiting",
    "expired": "missed",
}
"""What a state of the post means for the digest, where it is not the same word."""


@dataclass(frozen=True, slots=True)
class Had:
    """What a channel has had: items, digest by digest, and the revision that the last one knew.

    `last_at` is when that one was due.
    `missed` are the dates since then on which none could be posted. `last_week` is the last ISO week
    that was dealt with, whatever became of it; empty where none was.
    """

    items: tuple[tuple[str, ...], ...] = ()
    revision: int | None = None
    last: date | None = None
    last_at: datetime | None = None
    missed: tuple[date, ...] = ()
    last_week: str = ""


def claim_week(
    connection: Connection,
    subscription: str,
    slot: Slot,
    revision: int,
    outcome: str | None = None,
) -> str | None:
    """Make an ISO week's digest one's own; gives its id, None where someone has it already."""
    id = lasting_id(subscription, slot.period)
    row: dict[str, object] = {
        "id": id,
        "subscription_id": subscription,
        "period": slot.period,
        "slot_at": slot.at,
        "slot_date": slot.local_date,
        "revision": revision,
        "item_keys": [],
        "outcome": outcome,
    }
    return id if claim(connection, DIGESTS, row) else None


def fill(connection: Connection, digest: str, items: Sequence[str], post: str) -> None:
    """Note what stands in a digest, and which post brings it."""
    connection.execute(
        update(DIGESTS).where(_row.id == digest).values(item_keys=list(items), post_id=post)
    )


def reopen(connection: Connection, subscription: str, period: str) -> None:
    """Forget an ISO week that ended without a message, so that someone may still ask for one."""
    unposted = select(POSTS.c.id).where(POSTS.c.state.in_(("expired", "failed", "cancelled")))
    never = or_(
        and_(_row.outcome.in_(("quiet", "missed")), _row.post_id.is_(None)),
        _row.post_id.in_(unposted),
    )
    week = and_(_row.subscription_id == subscription, _row.period == period)
    ended = connection.execute(select(_row.id, _row.post_id).where(week, never)).all()
    connection.execute(delete(DIGESTS).where(_row.id.in_([one.id for one in ended])))
    # The next ones have the same ids.
    posts = [one.post_id for one in ended]
    one_of = or_(POSTS.c.id.in_(posts), POSTS.c.reply_to.in_(posts))
    connection.execute(delete(POSTS).where(one_of))


def had(connection: Connection, subscriptions: Sequence[str]) -> dict[str, Had]:
    """What the channels of some subscriptions have had, oldest first."""
    asked = (
        select(
            _row.subscription_id, _row.period, _row.slot_at, _row.slot_date, _row.item_keys, _row.revision,
            _row.outcome, POSTS.c.state,
        )
        .outerjoin(POSTS, POSTS.c.id == _row.post_id)
        .where(_row.subscription_id.in_(subscriptions))
        .order_by(_row.slot_at)
    )  # fmt: skip
    weeks: defaultdict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(asked):
        weeks[row.subscription_id].append(row)
    return {id: _had(weeks[id]) for id in subscriptions}


def history(connection: Connection, subscription: str, most: int) -> tuple[PastDigest, ...]:
    """The last weeks, the newest first."""
    asked = (
        select(
            _row.id, _row.slot_at, _row.slot_date, _row.outcome,
            POSTS.c.state, POSTS.c.ts, POSTS.c.sent_at,
            *(rating_count(useful=useful) for useful in (True, False)),
        )
        .outerjoin(POSTS, POSTS.c.id == _row.post_id)
        .where(_row.subscription_id == subscription)
        .order_by(_row.slot_at.desc())
        .limit(most)
    )  # fmt: skip
    return tuple(
        PastDigest(
            id=row.id,
            slot=Slot(row.slot_at, row.slot_date),
            outcome=_outcome(row.outcome, row.state),
            ts=row.ts,
            late=(row.sent_at - row.slot_at).total_seconds() if row.sent_at else None,
            useful=row.useful,
            not_useful=row.not_useful,
        )
        for row in connection.execute(asked)
    )


def take_back_waiting(connection: Connection, subscription: str) -> list[str]:
    """Settle what is still on its way as cancelled; gives the posts to take back."""
    waiting = (
        select(_row.id, _row.post_id)
        .join(POSTS, POSTS.c.id == _row.post_id)
        .where(_row.subscription_id == subscription, POSTS.c.state.in_(("ready", "intended")))
    )
    rows = connection.execute(waiting).all()
    connection.execute(
        update(DIGESTS).where(_row.id.in_([id for id, _ in rows])).values(outcome="cancelled")
    )
    return [post for _, post in rows]


def _had(weeks: Sequence[Any]) -> Had:
    items: list[tuple[str, ...]] = []
    missed: list[date] = []
    last = None
    for week in weeks:
        outcome = _outcome(week.outcome, week.state)
        if outcome == "missed":
            missed.append(week.slot_date)
        elif outcome != "quiet" and week.state in ARRIVED and week.outcome is None:
            items.append(tuple(week.item_keys))
            missed, last = [], week
    return Had(
        tuple(items),
        last.revision if last else None,
        last.slot_date if last else None,
        last.slot_at if last else None,
        tuple(missed),
        max((week.period for week in weeks), default=""),
    )


def _outcome(settled: str | None, state: str | None) -> Outcome:
    """What became of a digest: what was settled without a post, else what became of the post."""
    word = settled or state or "failed"
    return OUTCOMES.get(word, cast("Outcome", word))


def lasting_id(*names: str) -> str:
    """The id of what these names name, the same in a database that was restored."""
    return hashlib.sha256(repr(names).encode()).hexdigest()[:32]


def restored_at(connection: Connection) -> datetime | None:
    """From when on the past is decided, if the database was restored (`RESTORES`); else None."""
    return connection.execute(select(func.max(RESTORES.c.settled_at))).scalar()
