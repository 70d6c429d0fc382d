"""When the database was put back to an earlier state."""

from sqlalchemy import Column, Table

from bot.state.tables.base import METADATA, Moment

RESTORES = Table(
    "restores",
    METADATA,
    Column("settled_at", Moment, primary_key=True),
)
"""Each time that a backup took the place of what was here.

From `settled_at` on, whatever was on its way to Slack at that moment is there or never will be.
"""
