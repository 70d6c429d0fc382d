"""Who did what to the knowledge, in order; nothing here is ever changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from bot.state.tables import AUDIT

_row = AUDIT.c


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed: `author` is a Slack user id or a name, `subject` what it was done to."""

    at: datetime
    author: str
    action: str
    subject: str
    detail: str


def note(
    connection: Connection, at: datetime, author: str, action: str, subject: str, detail: str = ""
) -> None:
    """Write a deed down, within the transaction that does it."""
    connection.execute(
        insert(AUDIT).values(at=at, author=author, action=action, subject=subject, detail=detail)
    )


def entries(connection: Connection, most: int) -> tuple[Entry, ...]:
    """The last deeds, the newest first."""
    asked = (
        select(_row.at, _row.author, _row.action, _row.subject, _row.detail)
        .order_by(_row.number.desc())
        .limit(most)
    )
    return tuple(Entry(*row) for row in connection.execute(asked))
