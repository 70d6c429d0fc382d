"""The tables of the state database; a change here needs a migration beside the others."""

from datetime import UTC, datetime

from sqlalchemy import JSON, Column, DateTime, Dialect, Index, MetaData, String, Table
from sqlalchemy.types import TypeDecorator

# A constraint without a name of its own cannot be changed by a later migration on both engines.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A point in time: aware going in, in UTC coming out. SQLite itself knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 — SQLAlchemy's signature
        """Turn to UTC; a moment without a time zone is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 — SQLAlchemy's signature
        """Give back UTC, whatever the server's own zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


FOLLOWED_ROLES = Table(
    "followed_roles",
    METADATA,
    Column("team_id", String, primary_key=True),
    Column("user_id", String, primary_key=True),
    Column("role_id", String, primary_key=True),
    Column("followed_at", Moment, nullable=False),
    Column("seen", JSON, nullable=False),
    Index(None, "role_id"),
)
"""Roles that members follow; `seen` is what the follower last saw of the role."""

HANDLED_ONCE = Table(
    "handled_once",
    METADATA,
    Column("key_digest", String(64), primary_key=True),
    Column("seen_at", Moment, nullable=False),
    Index(None, "seen_at"),
)
"""What was handled and must not be handled again."""
