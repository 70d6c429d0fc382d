"""Migrations of the state database, by Alembic: the same ones on SQLite and on PostgreSQL.

A change of `bot/state/tables/` comes with a new file in `versions/`, named and numbered after the
last, that says `upgrade()`. What a published revision says is never changed.
"""

from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text


def upgrade(connection: Connection) -> None:
    """Run every revision that the tables have not seen, within the transaction that is begun."""
    # Alembic takes as long to import as half of the rest: it is on the way of a change alone.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "bot.state:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


LOCK = int.from_bytes(b"rolecall")
"""The key of the advisory lock under which one process migrates and the others wait."""

KNOWN = sorted(path.name[:4] for path in Path(__file__).with_name("versions").glob("[0-9]*.py"))
"""The numbers of our revisions, the newest last."""


class NewerDatabaseError(Exception):
    """A newer version of Rolecall has changed the database: it has a revision that is not known here."""


class NoTablesError(Exception):
    """The database is there, and there is nothing in it."""


def migrate(connection: Connection, *, make: bool = True) -> None:
    """Bring the tables to the newest revision, within the transaction that is begun.

    Nothing happens where they are there already. Raises `NewerDatabaseError`, and `NoTablesError`
    where there are none and `make` does not say to make them.
    """
    if connection.dialect.name == "postgresql":
        # A migration takes as long as it takes.
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        # On SQLite, BEGIN IMMEDIATE has seen to it.
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    reached = revision(connection)
    if reached == KNOWN[-1]:
        return
    if reached is None and not make:
        raise NoTablesError
    upgrade(connection)


def revision(connection: Connection) -> str | None:
    """The revision of the tables that are there; None where there are none.

    Raises `NewerDatabaseError`.
    """
    if not inspect(connection).has_table("alembic_version"):
        return None
    reached = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if reached is not None and reached not in KNOWN:
        raise NewerDatabaseError(
            f"its tables are at {reached}, and this version knows them up to {KNOWN[-1]}. Run that "
            "version, or go back with a backup (docs/operating.md, Upgrade and roll back)"
        )
    return reached
