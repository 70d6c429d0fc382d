"""Claims: of all who ask for the same thing, on any machine, one gets it."""

from collections.abc import Mapping
from functools import cache

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite


def claim(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """Insert a row unless one with its key is there; True for whoever inserted it.

    The claim holds once the transaction is committed. On PostgreSQL a second claimant waits for the
    first one's transaction to end.
    """
    statement = _insert(table, connection.dialect.name)
    return connection.execute(statement, dict(row)).first() is not None


@cache  # every click claims: SQLAlchemy would take longer to build the statement than to run it
def _insert(table: Table, dialect: str) -> Executable:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing().returning(*table.primary_key)
