"""What must happen once although Slack says it several times: retried events, doubled clicks."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import Connection, Executable, Table

from bot.state.database import Database
from bot.state.tables import HANDLED_ONCE, insert
from handlers.errors import UnavailableError


def claim(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """Insert a row unless one with its key is there; True for whoever inserted it.

    The claim holds once the transaction is committed. On PostgreSQL a second claimant waits for the
    first one's transaction to end.
    """
    statement = _claiming(table, connection.dialect.name)
    return connection.execute(statement, dict(row)).first() is not None


@cache  # every click claims: SQLAlchemy would take longer to build the statement than to run it
def _claiming(table: Table, dialect: str) -> Executable:
    return insert(table, dialect).on_conflict_do_nothing().returning(*table.primary_key)


class Once:
    """Tells the first caller for a key from every other one, on any thread, process or machine."""

    def __init__(
        self, database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._now = now

    def first(self, key: str, *, harmless: bool = False) -> bool:
        """True for exactly one caller per key, ever.

        The key may hold what a member typed: only its SHA-256 digest is kept. While the database is
        away, what is `harmless` to be done twice is done, and for all else `UnavailableError` is
        raised.
        """
        digest = hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()
        row = {"key_digest": digest, "seen_at": self._now()}
        try:
            with self._database.begin() as connection:
                return claim(connection, HANDLED_ONCE, row)
        except UnavailableError:
            if harmless:
                return True
            raise
