"""Can the state database be opened and written?"""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.finding import Finding, ok, wrong
from bot.state.claims import claim
from bot.state.database import StateError, open_database, state_url
from bot.state.tables import HANDLED_ONCE


def examine_state(where: str | Path) -> Iterator[Finding]:
    """Open the database, bring its tables up to date, write something and take it away again."""
    fix = "check DATABASE_URL and that its server runs"
    if isinstance(where, Path):
        fix = "set ROLECALL_DATA to a folder that can be written"
    try:
        _write(where)
    except StateError as error:
        yield wrong("state", str(error), fix)
    except SQLAlchemyError as error:
        yield wrong("state", f"cannot be written ({type(error).__name__})", fix)
    else:
        yield ok("state", f"{_named(where)} can be written, its tables are up to date")


def _write(where: str | Path) -> None:
    database = open_database(where)
    key = f"doctor:{secrets.token_hex(16)}"
    try:
        with database.begin() as connection:
            claim(connection, HANDLED_ONCE, {"key_digest": key, "seen_at": datetime.now(UTC)})
            connection.execute(delete(HANDLED_ONCE).where(HANDLED_ONCE.c.key_digest == key))
    finally:
        database.close()


def _named(where: str | Path) -> str:
    url = state_url(where)
    return f"SQLite ({url.database})" if url.drivername == "sqlite" else f"PostgreSQL on {url.host}"
