"""What a restored database does not know: what was posted since the backup was made.

Whatever was on its way then, and whatever had its turn until now, is looked for in its channel before
it is posted. What it is looked for by is the same in every database: see `lasting_id`.
"""

import hashlib
from datetime import datetime

from sqlalchemy import Connection, case, func, select, update

from bot.state.claims import claim
from bot.state.posts import OPEN
from bot.state.tables import POSTS, RESTORES

_post = POSTS.c


def lasting_id(*names: str) -> str:
    """The id of what these names name, the same in a database that was restored."""
    return hashlib.sha256(repr(names).encode()).hexdigest()[:32]


def last(connection: Connection) -> datetime | None:
    """From when on the past is decided, if the database was restored (`RESTORES`); else None."""
    return connection.execute(select(func.max(RESTORES.c.settled_at))).scalar()


def note(connection: Connection, settled_at: datetime) -> None:
    """Begin again with what a backup brought, within the transaction that brings it.

    Nothing in the outbox is posted before it was looked for; nobody works on any of it any more.
    """
    claim(connection, RESTORES, {"settled_at": settled_at})
    connection.execute(
        update(POSTS)
        .where(_post.state.in_(OPEN))
        .values(
            state=case((_post.state == "ready", "intended"), else_=_post.state),
            look_after=settled_at,
            lease=None,
            leased_until=None,
        )
    )
