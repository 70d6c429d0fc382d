"""How each kind of database is connected to, and what holds of every connection."""

import fcntl
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.pool import ConnectionPoolEntry

from bot.state.trouble import NO_WRITES

WRITES = "rolecall_writes"
"""The execution option that tells a transaction that writes from one that reads."""

BUSY_SECONDS = 30
"""How long a write on SQLite waits for the one before it."""

SILENCE = 5
"""Seconds without a sign of PostgreSQL's machine after which it counts as out of reach."""

NETWORK = {
    "connect_timeout": SILENCE,
    "tcp_user_timeout": SILENCE * 1_000,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 3,
}
"""libpq's parameters: a machine that is cut off hears nothing at all, not even that it is. (Left to
itself, the system waits for a quarter of an hour.)"""

SERVER = (
    f"SET tcp_user_timeout = {SILENCE * 1_000}; SET tcp_keepalives_idle = 2; "
    "SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3; "
    "SET statement_timeout = '20s'; SET idle_in_transaction_session_timeout = '5min'"
)
"""The same on the server's side: what a machine holds that was cut off, or stands still, is let go
for the others."""


def postgresql_engine(url: URL) -> Engine:
    """Connections to a server, which notice within seconds that it or the way to it is gone."""
    network = {name: value for name, value in NETWORK.items() if name not in url.query}
    # A pooler between us and the server (PgBouncer) may hand each transaction to another connection,
    # which knows no statement that was prepared before.
    driver = {**network, "prepare_threshold": None}
    # A server that was started again must not fail the next click: each connection is tried first.
    engine = create_engine(
        url, connect_args=driver, pool_pre_ping=True, pool_timeout=SILENCE, hide_parameters=True
    )
    event.listen(engine, "connect", _prepare_postgresql)
    event.listen(engine, "handle_error", _leave_demoted)
    return engine


def sqlite_engine(url: URL) -> Engine:
    """Connections to a file; where there is none it is made, its folder too.

    Raises `OSError` or `sqlite3.Error` where it cannot be.
    """
    path = Path(str(url.database))
    path.parent.mkdir(parents=True, exist_ok=True)
    _turn_to_wal(path)
    # The driver would begin transactions by itself, deferred and only before some statements.
    driver = {"timeout": BUSY_SECONDS, "isolation_level": None}
    engine = create_engine(url, connect_args=driver, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_postgresql(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(SERVER)
    cursor.close()
    connection.commit()


def _leave_demoted(context: ExceptionContext) -> None:
    """Connect again where a server has become a standby: it answers reads, and keeps no write.

    (After a failover another server writes under the same name; connections stay with the old one.)
    """
    writes = context.connection is not None and context.connection.get_execution_options().get(
        WRITES
    )
    if writes and getattr(context.original_exception, "sqlstate", None) == NO_WRITES:
        context.is_disconnect = True


def _turn_to_wal(path: Path) -> None:
    """Let readers and a writer of the file work side by side; the file stays so.

    Processes take turns: two that turn one file at once fail each other, whatever the timeout.
    """
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    finally:
        os.close(folder)


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    # What was said to be done must be done after a power cut too; some builds of SQLite are laxer.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = bool(connection.get_execution_options().get(WRITES))
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    # A transaction that reads first and then writes fails at once where another wrote in between.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
