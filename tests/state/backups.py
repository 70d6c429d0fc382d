"""Backing up and restoring in one process, with the backup in memory."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

from sqlalchemy import select

from bot.state.backup import Counts, open_backup, restore, write_backup
from bot.state.database import Database
from bot.state.tables import METADATA

LOOK_AFTER = timedelta(seconds=75)
"""From a restore to the moment from which what was posted before can be found."""

Rows = dict[str, list[tuple[object, ...]]]


def backed_up(database: Database) -> bytes:
    """A backup of all that is in a database."""
    file = BytesIO()
    write_backup(database, file, lambda _done, _every: None)
    return file.getvalue()


def put_back(
    data: bytes,
    database: Database,
    now: datetime,
    *,
    replace: bool = True,
    progress: Callable[[int, int], None] = lambda _done, _every: None,
) -> Counts:
    """Restore a backup, as an operator does."""
    with open_backup(BytesIO(data)) as backup:
        return restore(
            backup,
            database,
            author="operator",
            now=now,
            settled_at=now + LOOK_AFTER,
            replace=replace,
            progress=progress,
        )


def rows_of(database: Database) -> Rows:
    """Everything that is in a database."""
    with database.connect() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in METADATA.sorted_tables
        }
