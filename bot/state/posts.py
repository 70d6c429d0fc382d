"""Messages that must arrive exactly once: written to the outbox, hurried, taken back.

See `bot.state.outbox` for how far each of them is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert, or_, update

from bot.state.tables import POSTS

OPEN = ("held", "ready", "intended")
"""What is still to come; a channel gets its messages in order."""

_post = POSTS.c


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
        .where(_post.team_id == team, _post.channel_id == channel, _post.state == "ready")
        .values(not_before=now)
    )


def take_back(connection: Connection, post_ids: Sequence[str], now: datetime) -> None:
    """Post none of these any more, within the transaction of what is the reason.

    One that is perhaps being posted at this moment is looked up as ever, and then not posted again.
    """
    one_of = or_(_post.id.in_(post_ids), _post.reply_to.in_(post_ids))
    connection.execute(update(POSTS).where(one_of, _post.state.in_(OPEN)).values(expires_at=now))
    connection.execute(
        update(POSTS).where(one_of, _post.state.in_(("ready", "held"))).values(state="cancelled")
    )
