"""What waits in the outbox, and what has left it, for operators to see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from bot.state.outbox import OPEN
from bot.state.tables import POSTS

_post = POSTS.c


@dataclass(frozen=True, slots=True)
class WaitingPost:
    """A message that is still to come; `error` is why it did not the last time."""

    channel_id: str
    payload: Mapping[str, Any]
    is_reply: bool
    state: str
    not_before: datetime
    error: str | None


def waiting_posts(connection: Connection) -> tuple[WaitingPost, ...]:
    """Every message that is still to come, in the order of the outbox."""
    asked = (
        select(
            _post.channel_id,
            _post.payload,
            _post.reply_to.is_not(None),
            _post.state,
            _post.not_before,
            _post.error,
        )
        .where(_post.state.in_(OPEN))
        .order_by(_post.number)
    )
    return tuple(WaitingPost(*row) for row in connection.execute(asked))


def posted_since(connection: Connection, moment: datetime) -> int:
    """How many messages were posted since a moment."""
    asked = select(func.count()).where(_post.state == "sent", _post.sent_at >= moment)
    return connection.execute(asked).scalar_one()
