"""Which roles members follow, and which of their clicks and events were handled."""

from sqlalchemy import Column, Index, Integer, String, Table

from bot.state.tables.base import METADATA, Moment

FOLLOWED_ROLES = Table(
    "followed_roles",
    METADATA,
    Column("team_id", String, primary_key=True),
    Column("user_id", String, primary_key=True),
    Column("role_id", String, primary_key=True),
    Column("followed_at", Moment, nullable=False),
    Column("seen", Integer, nullable=False, server_default="0"),
    Index(None, "role_id"),
)
"""Roles that members follow; `seen` is the revision in which the follower last saw the role."""

HANDLED_ONCE = Table(
    "handled_once",
    METADATA,
    Column("key_digest", String(64), primary_key=True),
    Column("seen_at", Moment, nullable=False),
    Index(None, "seen_at"),
)
"""What was handled and must not be handled again."""
