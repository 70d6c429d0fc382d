"""Migrations of the state database, by Alembic: the same ones on SQLite and on PostgreSQL.

A change of `bot/state/tables.py` comes with a new file in `versions/`, named and numbered after the
last, that says `upgrade()`. What a published revision says is never changed.
"""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, func, select

LOCK = int.from_bytes(b"rolecall")
"""The key of the advisory lock under which one process migrates and the others wait."""


def migrate(connection: Connection) -> None:
    """Bring the tables to the newest revision, within the transaction that is begun.

    Nothing happens where they are there already. Raises Alembic's `CommandError` where the database
    has a revision that is not known here.
    """
    if connection.dialect.name == "postgresql":
        # On SQLite, BEGIN IMMEDIATE has seen to it.
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    config = Config()
    config.set_main_option("script_location", "bot.state:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
