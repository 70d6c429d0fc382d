"""Followed roles, and what was handled once."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "followed_roles",
        sa.Column("team_id", sa.String, nullable=False),
        sa.Column("user_id", sa.String, nullable=False),
        sa.Column("role_id", sa.String, nullable=False),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("team_id", "user_id", "role_id", name="pk_followed_roles"),
    )
    op.create_index("ix_followed_roles_role_id", "followed_roles", ["role_id"])
    op.create_table(
        "handled_once",
        sa.Column("key_digest", sa.String(64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_digest", name="pk_handled_once"),
    )
    op.create_index("ix_handled_once_seen_at", "handled_once", ["seen_at"])
