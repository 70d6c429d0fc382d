"""Databases of earlier versions: their tables, and what was kept in them."""

import json
from collections.abc import Mapping
from types import MappingProxyType

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from bot.state.database import Database
from bot.state.tables import METADATA


def go_back(database: Database, revision: str) -> None:
    """Give a database the tables of an earlier revision, with nothing in them."""
    with database.begin() as connection:
        METADATA.drop_all(connection)
        connection.execute(text("DELETE FROM alembic_version"))
        go_on(connection, revision)


def go_on(connection: Connection, revision: str) -> None:
    """Migrate to a revision, and no further."""
    config = Config()
    config.set_main_option("script_location", "bot.state:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def subscribe_once(
    connection: Connection,
    team: str,
    channel: str,
    known: str,
    focus: Mapping[str, object] = MappingProxyType({}),
) -> str:
    """A channel that knew a revision by its label; gives the subscription's id."""
    connection.execute(
        text(
            "INSERT INTO subscriptions (id, team_id, channel_id, subscriber, weekday, at, zone,"
            " focus, created_at, revision, next_at, next_date) VALUES ('s', :team, :channel, 'U', 0,"
            " '09:00', 'UTC', :focus, '2026-11-16 09:00:00+00:00', :known,"
            " '2026-11-23 09:00:00+00:00', '2026-11-23')"
        ),
        {"team": team, "channel": channel, "known": known, "focus": json.dumps(dict(focus))},
    )
    return "s"
