"""All of the state in one file, whichever database it comes from; and back into either kind.

The file is a SQLite database with the tables of `bot.state.tables`, compressed by gzip: its checksum
tells a damaged one, and `gunzip` and `sqlite3` open it without us.

A restored database does not know what was posted since the backup was made. Whatever was on its way
then, and whatever had its turn until now, is looked for in its channel before it is posted. What it is
looked for by is the same in every database: see `lasting_id` in `bot.state.digests`.
"""

import gzip
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Generator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from sqlalchemy import Connection, Table, case, delete, func, insert, select, text, update

from bot.state import audit
from bot.state.database import Database, StateError, claim, open_database
from bot.state.feed_tables import METADATA
from bot.state.migrations import NewerDatabaseError
from bot.state.outbox import OPEN
from bot.state.tables import POSTS, RESTORES

_post = POSTS.c


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


AT_ONCE = 50
"""Rows in memory at a time; one of them may hold a whole document."""

COMPRESSION = 6
"""gzip's own default; more takes far longer for a few percent."""

Counts = Mapping[str, int]
"""Rows by the name of their table."""

Progress = Callable[[int, int], None]
"""Told again and again how many rows are copied, and of how many."""


class BackupError(Exception):
    """A backup cannot be used, or may not go where it was to; the message says why."""


class NotEmptyError(BackupError):
    """The database to restore into has something in it: `counts` of it."""

    def __init__(self, counts: Counts) -> None:
        super().__init__("the database is not empty")
        self.counts = counts


def write_backup(database: Database, file: BinaryIO, progress: Progress) -> Counts:
    """Write everything as it is at one moment, while others go on reading and writing."""
    with TemporaryDirectory(prefix="rolecall-") as folder:
        path = Path(folder, "state.db")
        with (
            closing(open_database(path)) as copy,
            _at_one_moment(database) as source,
            copy.begin() as target,
        ):
            counts = _copy(source, target, progress)
        _make_it_one_file(path)
        # No name in the header: the folder's is of no use to anybody.
        with (
            path.open("rb") as plain,
            gzip.GzipFile("", "wb", COMPRESSION, file) as packed,
        ):
            shutil.copyfileobj(plain, packed)
    return counts


@contextmanager
def open_backup(file: BinaryIO) -> Generator[Database]:
    """A backup as a database of today's tables; the file itself stays as it is.

    Raises `BackupError` where it is damaged, is no backup, or is of a newer Rolecall.
    """
    with TemporaryDirectory(prefix="rolecall-") as folder:
        path = Path(folder, "state.db")
        try:
            with gzip.open(file) as packed, path.open("wb") as plain:
                shutil.copyfileobj(packed, plain)
        except (gzip.BadGzipFile, EOFError, zlib.error):
            raise BackupError("it is damaged or not a Rolecall backup") from None
        if not _is_ours(path):
            raise BackupError("it is not a Rolecall backup")
        try:
            backup = open_database(path)
        except StateError as error:
            newer = isinstance(error.__cause__, NewerDatabaseError)
            why = "it was made by a newer version of Rolecall" if newer else str(error)
            raise BackupError(why) from error
        with closing(backup):
            yield backup


def restore(
    backup: Database,
    database: Database,
    *,
    author: str,
    now: datetime,
    settled_at: datetime,
    replace: bool,
    progress: Progress,
) -> Counts:
    """Put a backup in the place of what a database has: all of it, or nothing where that fails.

    Running processes take it up by themselves. From `settled_at` on, none of them can still be
    posting what it began before. Raises `NotEmptyError` where there is something to lose and
    `replace` does not say to.
    """
    with backup.connect() as source, database.begin() as target:
        _hold(target)
        found = _counts(target)
        if any(found.values()) and not replace:
            raise NotEmptyError(found)
        for table in reversed(METADATA.sorted_tables):
            target.execute(delete(table))
        counts = _copy(source, target, progress)
        _go_on_counting(target)
        note(target, settled_at)
        audit.note(target, now, author, "restore", "everything", "from a backup")
    return counts


@contextmanager
def _at_one_moment(database: Database) -> Generator[Connection]:
    with database.connect() as connection:
        if connection.dialect.name == "postgresql":
            # SQLite has it so by itself.
            connection.execution_options(isolation_level="REPEATABLE READ")
            _take_the_time(connection)
        yield connection


def _copy(source: Connection, target: Connection, progress: Progress) -> Counts:
    counts = _counts(source)
    done, every = 0, sum(counts.values())
    for table in METADATA.sorted_tables:
        # In order, so that two backups of the same state are the same.
        rows = source.execute(
            select(table).order_by(*table.primary_key), execution_options={"yield_per": AT_ONCE}
        )
        for some in rows.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in some])
            done += len(some)
            progress(done, every)
    return counts


def _counts(connection: Connection) -> Counts:
    return {table.name: _count(connection, table) for table in METADATA.sorted_tables}


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _hold(connection: Connection) -> None:
    """Let nobody else write until the end of the transaction; others read what was there."""
    if connection.dialect.name == "postgresql":
        _take_the_time(connection)
        names = ", ".join(table.name for table in METADATA.sorted_tables)
        connection.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))


def _take_the_time(connection: Connection) -> None:
    """Let a statement of this transaction take as long as it takes."""
    connection.execute(text("SET LOCAL statement_timeout = 0"))


def _go_on_counting(connection: Connection) -> None:
    """Let the next row that gets a number get one that is free; SQLite does that by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in METADATA.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            free = func.coalesce(func.max(column), 0) + 1
            connection.execute(select(func.setval(sequence, free, False)))  # noqa: FBT003 — PostgreSQL's signature


def _make_it_one_file(path: Path) -> None:
    """Take the file out of WAL mode, in which what is newest stands in another one."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def _is_ours(path: Path) -> bool:
    """Whether it is a SQLite database on which our migrations have run."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
            connection.execute("SELECT 1 FROM followed_roles").fetchone()
        except sqlite3.DatabaseError:
            return False
    return True
