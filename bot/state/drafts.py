"""Changes that were shown to their author, and wait for a word."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select

from bot.state.tables import DRAFTS
from knowledge.revisions import Changes, Draft, Origin

_row = DRAFTS.c


def keep(
    connection: Connection,
    base: int,
    author: str,
    origin: Origin,
    reason: str,
    changes: Changes,
    at: datetime,
) -> Draft:
    """Keep a change until it is applied or discarded."""
    draft = Draft(uuid4().hex, base, author, origin, reason, dict(changes))
    connection.execute(
        insert(DRAFTS).values(
            id=draft.id,
            base=base,
            made_at=at,
            author=author,
            origin=origin,
            reason=reason,
            changes=dict(changes),
        )
    )
    return draft


def find(connection: Connection, id: str) -> Draft | None:
    """A draft; None where it was applied or discarded."""
    asked = select(_row.id, _row.base, _row.author, _row.origin, _row.reason, _row.changes)
    row = connection.execute(asked.where(_row.id == id)).first()
    return None if row is None else Draft(*row)


def hold(connection: Connection, id: str) -> bool:
    """Whether a draft is there; to the end of the transaction nobody else applies or discards it."""
    asked = select(_row.id).where(_row.id == id).with_for_update()
    return connection.execute(asked).first() is not None


def discard(connection: Connection, id: str) -> bool:
    """Forget a draft; True for whoever did."""
    return connection.execute(delete(DRAFTS).where(_row.id == id)).rowcount == 1
