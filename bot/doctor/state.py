"""Can the state database be opened and written?"""

import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.finding import Finding, ok, wrong
from bot.state.claims import claim
from bot.state.database import StateError, may_have_tables, state_url, try_database
from bot.state.migrations import KNOWN, NewerDatabaseError
from bot.state.tables import HANDLED_ONCE


def examine_state(where: str | Path) -> Iterator[Finding]:
    """Open the database, make or find its tables and write something; nothing of it is kept."""
    fix = "check DATABASE_URL and that its server is running"
    if isinstance(where, Path):
        fix = "set ROLECALL_DATA to a folder that is writable"
    try:
        yield _examined(where, state_url(where), fix)
    except StateError as error:
        newer = isinstance(error.__cause__, NewerDatabaseError)
        yield wrong("state", str(error), "run the version that changed it" if newer else fix)
    except SQLAlchemyError as error:
        yield wrong("state", f"cannot be written ({type(error).__name__})", fix)


def can_be_written(folder: Path) -> bool:
    """Whether files can be made in a folder, which itself may have to be made first."""
    above = (folder.absolute(), *folder.absolute().parents)
    nearest = next(path for path in above if path.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK)


def _examined(where: str | Path, url: URL, fix: str) -> Finding:
    if not may_have_tables(url):
        path = Path(str(url.database))
        if not can_be_written(path.parent):
            return wrong("state", f"{path.parent} is not writable", fix)
        return ok("state", f"nothing is stored yet; the first start creates {path}")
    reached = try_database(where, _write)
    if reached is None:
        return ok("state", f"{_named(url)} is empty; the first start creates its tables")
    if reached != KNOWN[-1]:
        return ok("state", f"{_named(url)} is readable; the next start updates its tables")
    return ok("state", f"{_named(url)} is writable, and its tables are up to date")


def _write(connection: Connection) -> None:
    key = f"doctor:{secrets.token_hex(16)}"
    claim(connection, HANDLED_ONCE, {"key_digest": key, "seen_at": datetime.now(UTC)})


def _named(url: URL) -> str:
    if url.drivername == "sqlite":
        return f"SQLite ({url.database})"
    return f"PostgreSQL on {url.host or 'this machine'}"
