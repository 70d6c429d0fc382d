"""Documents that were edited as files and in Slack, until someone says which to take."""

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, or_, select, update

from bot.state.database import claim
from bot.state.tables import CONFLICTS

_row = CONFLICTS.c

Take = Literal["file", "current"]


def note(
    connection: Connection,
    id: str,
    path: str,
    file_text: str | None,
    at: datetime,
    before: str | None = None,
) -> bool:
    """Keep a conflict; False where it is settled.

    It takes the place of those of the same file text, and of the one (`before`) that the file was
    in until now. Another machine's file of that path may hold another text: that stays open.
    """
    same = or_(_row.file_text == file_text, _row.id == before)
    older = update(CONFLICTS).where(_row.path == path, _row.id != id, _row.settled.is_(None), same)
    connection.execute(older.values(settled="superseded"))
    row = {"id": id, "path": path, "file_text": file_text, "noticed_at": at}
    if claim(connection, CONFLICTS, row):
        return True
    settled = connection.execute(select(_row.settled).where(_row.id == id)).scalar_one()
    return settled is None


def unsettled(connection: Connection) -> tuple[tuple[str, str | None], ...]:
    """Path and the file's text of every conflict that is open, the oldest first."""
    asked = (
        select(_row.path, _row.file_text)
        .where(_row.settled.is_(None))
        .order_by(_row.noticed_at, _row.id)
    )
    return tuple(connection.execute(asked).all())


def settle(connection: Connection, id: str, take: Take) -> bool:
    """Say which text is taken; False where someone has."""
    settled = update(CONFLICTS).where(_row.id == id, _row.settled.is_(None))
    return connection.execute(settled.values(settled=take)).rowcount == 1
