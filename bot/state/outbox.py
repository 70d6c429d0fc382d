"""The outbox: messages that must arrive exactly once, who takes up which, and how far each is.

A message is `held` (a reply whose parent is not posted yet), `ready`, `intended` (someone may be
posting it) and at last `sent`, `unknown`, `failed`, `expired` or `cancelled`.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.state.database import Database
from bot.state.subscriptions import became_reachable
from bot.state.tables import DIGESTS, POSTS

OPEN = ("held", "ready", "intended")
"""What is still to come; a channel gets its messages in order."""

_read_post = POSTS.c


@dataclass(frozen=True, slots=True)
class NewPost:
    """A message for a channel, or for a person by their user id; `payload` has `text` and `blocks`."""

    team_id: str
    channel_id: str
    payload: Mapping[str, Any]
    not_before: datetime
    expires_at: datetime
    reply_to: str | None = None
    """The id of the post in whose thread it belongs."""
    look_after: datetime | None = None
    """Where set, it may have been posted already: it is looked for first, from then on."""
    id: str = field(default_factory=lambda: uuid4().hex)


@dataclass(frozen=True, slots=True)
class Post:
    """A message that someone works on.

    `subscription_id` is the digest's, None for a notice. `attempts` counts the intents so far.
    """

    id: str
    team_id: str
    channel_id: str
    payload: Mapping[str, Any]
    expires_at: datetime
    attempts: int
    lease: str
    thread_ts: str | None
    is_reply: bool
    subscription_id: str | None


def add_post(connection: Connection, new: NewPost) -> str:
    """Write a message to the outbox, within the transaction of what causes it; gives its id."""
    first_state = "ready" if new.look_after is None else "intended"
    connection.execute(
        insert(POSTS).values(
            id=new.id,
            team_id=new.team_id,
            channel_id=new.channel_id,
            reply_to=new.reply_to,
            payload=dict(new.payload),
            state=first_state if new.reply_to is None else "held",
            not_before=new.not_before,
            expires_at=new.expires_at,
            look_after=new.look_after,
            attempts=0,
            adopted=False,
        )
    )
    return new.id


def hurry(connection: Connection, team: str, channel: str, now: datetime) -> None:
    """Try at once what waits for a channel that has come back."""
    connection.execute(
        update(POSTS)
        .where(
            _read_post.team_id == team,
            _read_post.channel_id == channel,
            _read_post.state == "ready",
        )
        .values(not_before=now)
    )


def take_back(connection: Connection, post_ids: Sequence[str], now: datetime) -> None:
    """Post none of these any more, within the transaction of what is the reason.

    One that is perhaps being posted at this moment is looked up as ever, and then not posted again.
    """
    one_of = or_(_read_post.id.in_(post_ids), _read_post.reply_to.in_(post_ids))
    connection.execute(
        update(POSTS).where(one_of, _read_post.state.in_(OPEN)).values(expires_at=now)
    )
    connection.execute(
        update(POSTS)
        .where(one_of, _read_post.state.in_(("ready", "held")))
        .values(state="cancelled")
    )


_post = POSTS.c


class Outbox:
    """The messages of all workspaces; threads, processes and machines share it."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def lease(self, most: int, seconds: float) -> tuple[Post, ...]:
        """Take up messages that are due, the oldest first, at most one of each channel."""
        now = self._now()
        free = or_(_post.leased_until.is_(None), _post.leased_until <= now)
        due = (
            select(_post.number)
            .where(_post.state == "ready", _post.not_before <= now, free, ~_waits_for_another())
            .order_by(_post.number)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        return self._take(due, {"leased_until": now + timedelta(seconds=seconds)})

    def intend(self, post: Post, channel: str, look_after: float) -> float | None:
        """Note, for everybody to see, that the message is about to be posted.

        Gives when that was, by `time.monotonic`; None where the message is no longer this worker's,
        or was taken back. What becomes of it has to be found out `look_after` seconds later, should
        this worker never say.
        """
        with self._database.begin() as connection:
            # On SQLite this had to wait for its turn: the intent is as old as the transaction.
            now, intended_at = self._now(), time.monotonic()
            intended = (
                update(POSTS)
                .where(_is(post), _post.state == "ready", _post.lease == post.lease)
                .where(_post.expires_at > now)
                .values(
                    state="intended",
                    channel_id=channel,
                    attempts=_post.attempts + 1,
                    leased_until=None,
                    look_after=now + timedelta(seconds=look_after),
                )
            )
            return intended_at if connection.execute(intended).rowcount == 1 else None

    def sent(self, post: Post, ts: str, replies_from: datetime, *, adopted: bool = False) -> None:
        """Record that the message is in its channel, which so can be reached; replies may follow."""
        arrived = (
            update(POSTS)
            .where(_is(post), _post.state == "intended")
            .values(
                state="sent",
                ts=ts,
                sent_at=self._now(),
                adopted=adopted,
                error=None,
                payload={},
            )
        )
        with self._database.begin() as connection:
            if connection.execute(arrived).rowcount == 0:
                return
            connection.execute(
                update(POSTS)
                .where(_post.reply_to == post.id, _post.state == "held")
                .values(
                    # One that may have been posted is looked for, as its parent was.
                    state=case((_post.look_after.is_(None), "ready"), else_="intended"),
                    not_before=replies_from,
                )
            )
            if post.subscription_id is not None:
                became_reachable(connection, post.subscription_id)

    def put_back(self, post: Post, until: datetime, error: str | None) -> None:
        """Let the message wait: Slack refused it for now, or nothing of it was found."""
        with self._database.begin() as connection:
            connection.execute(
                update(POSTS)
                .where(_is(post), _post.state.in_(("ready", "intended")))
                .where(_post.lease == post.lease)
                .values(state="ready", not_before=until, lease=None, leased_until=None, error=error)
            )

    def give_up(self, post: Post, state: str, error: str, notices: Sequence[NewPost] = ()) -> bool:
        """End it without a message (`failed`, `unknown`, `cancelled`), and tell whom it concerns."""
        with self._database.begin() as connection:
            ended = (
                update(POSTS)
                .where(_is(post), _post.state.in_(("ready", "intended")))
                .where(_post.lease == post.lease)
                .values(state=state, error=error, payload={})
            )
            if connection.execute(ended).rowcount == 0:
                return False
            _cancel_replies(connection, [post.id])
            for notice in notices:
                add_post(connection, notice)
            return True

    def take_unanswered(self, most: int, seconds: float) -> tuple[Post, ...]:
        """Take up messages of which nobody knows whether they were posted."""
        now = self._now()
        due = (
            select(_post.number)
            .where(_post.state == "intended", _post.look_after <= now)
            .order_by(_post.number)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        return self._take(due, {"look_after": now + timedelta(seconds=seconds)})

    def look_again(self, post: Post, after: datetime) -> None:
        """Look for the message later: the channel could not be read just now."""
        with self._database.begin() as connection:
            connection.execute(
                update(POSTS)
                .where(_is(post), _post.state == "intended", _post.lease == post.lease)
                .values(look_after=after)
            )

    def expire(self) -> int:
        """End what is too late to be posted; gives the number of digests among it."""
        now = self._now()
        late = and_(
            _post.state == "ready",
            _post.expires_at <= now,
            or_(_post.leased_until.is_(None), _post.leased_until <= now),
        )
        with self._database.begin() as connection:
            ids = connection.scalars(
                update(POSTS).where(late).values(state="expired", payload={}).returning(_post.id)
            ).all()
            if not ids:
                return 0
            _cancel_replies(connection, ids)
            digests = select(func.count()).where(
                DIGESTS.c.post_id.in_(ids), DIGESTS.c.outcome.is_(None)
            )
            return connection.execute(digests).scalar_one()

    def is_due(self) -> bool:
        """Whether there is something to do now: to post, to look up, or to end."""
        now = self._now()
        free = or_(_post.leased_until.is_(None), _post.leased_until <= now)
        to_post = and_(_post.not_before <= now, ~_waits_for_another())
        ready = and_(_post.state == "ready", free, or_(to_post, _post.expires_at <= now))
        unanswered = and_(_post.state == "intended", _post.look_after <= now)
        with self._database.connect() as connection:
            asked = select(_post.number).where(or_(ready, unanswered)).limit(1)
            return connection.execute(asked).first() is not None

    def next_due(self) -> datetime | None:
        """When there is something to do next; None where everything has been done."""
        # What someone works on, or what waits for an earlier message, is not ready when it is due.
        held_up = _post.leased_until > _post.not_before
        free_at = case((held_up, _post.leased_until), else_=_post.not_before)
        ready = select(func.min(free_at)).where(_post.state == "ready", ~_waits_for_another())
        unanswered = select(func.min(_post.look_after)).where(_post.state == "intended")
        with self._database.connect() as connection:
            moments = [connection.execute(asked).scalar_one() for asked in (ready, unanswered)]
        return min((moment for moment in moments if moment is not None), default=None)

    def _take(self, due: Select[int], changes: dict[str, datetime]) -> tuple[Post, ...]:
        lease = uuid4().hex
        parent = POSTS.alias()
        taken = (
            select(
                _post.id,
                _post.team_id,
                _post.channel_id,
                _post.payload,
                _post.expires_at,
                _post.attempts,
                _post.lease,
                parent.c.ts,
                _post.reply_to,
                DIGESTS.c.subscription_id,
            )
            .outerjoin(parent, parent.c.id == _post.reply_to)
            .outerjoin(DIGESTS, DIGESTS.c.post_id == func.coalesce(_post.reply_to, _post.id))
            .order_by(_post.number)
        )
        with self._database.begin() as connection:
            numbers = connection.scalars(due).all()
            if not numbers:
                return ()
            of_these = _post.number.in_(numbers)
            connection.execute(update(POSTS).where(of_these).values(lease=lease, **changes))
            rows = connection.execute(taken.where(of_these)).all()
        return tuple(
            Post(*row[:8], is_reply=row.reply_to is not None, subscription_id=row.subscription_id)
            for row in rows
        )


def _waits_for_another() -> ColumnElement[bool]:
    """Whether an earlier message of the channel is still to come."""
    earlier = POSTS.alias()
    return exists().where(
        earlier.c.channel_id == _post.channel_id,
        earlier.c.state.in_(OPEN),
        earlier.c.number < _post.number,
    )


def _is(post: Post) -> ColumnElement[bool]:
    return _post.id == post.id


def _cancel_replies(connection: Connection, parents: Sequence[str]) -> None:
    """A reply has nowhere to go once its parent will not be posted."""
    connection.execute(
        update(POSTS)
        .where(_post.reply_to.in_(parents), _post.state == "held")
        .values(state="cancelled", payload={})
    )
