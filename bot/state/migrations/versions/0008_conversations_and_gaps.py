"""What a conversation was last about, for a day; and what was asked and not found, by its words."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "last_questions",
        sa.Column("team_id", sa.String, nullable=False),
        sa.Column("channel_id", sa.String, nullable=False),
        sa.Column("thread", sa.String, nullable=False),
        sa.Column("command", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel_id", "thread", name="pk_last_questions"),
    )
    op.create_index("ix_last_questions_asked_at", "last_questions", ["asked_at"])
    op.create_table(
        "gaps",
        sa.Column("team_id", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("requested", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("team_id", "subject", "day", name="pk_gaps"),
    )
    op.create_index("ix_gaps_day", "gaps", ["day"])
