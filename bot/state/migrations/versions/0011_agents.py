"""Whom an agent has greeted; and how often people say that an answer helped them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table, and the two columns."""
    op.create_table(
        "greeted",
        sa.Column("team_id", sa.String, nullable=False),
        sa.Column("user_id", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("team_id", "user_id", name="pk_greeted"),
    )
    for name in ("helped", "no_help"):
        op.add_column("gaps", sa.Column(name, sa.Integer, nullable=False, server_default="0"))
