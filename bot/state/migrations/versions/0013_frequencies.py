"""How often a digest comes; a channel's first one compares with nothing, so nobody asks what it knew."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Let all that there are stay weekly."""
    frequency = sa.Column("frequency", sa.String(16), nullable=False, server_default="weekly")
    op.add_column("subscriptions", frequency)
    op.drop_column("subscriptions", "revision")
