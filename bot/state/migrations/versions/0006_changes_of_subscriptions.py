"""Which change of a subscription was the last one, and what held before it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns; every subscription that there is has one version, and nothing before it."""
    version = sa.Column("version", sa.String(32), nullable=False, server_default="")
    op.add_column("subscriptions", version)
    op.add_column("subscriptions", sa.Column("previous", sa.JSON(none_as_null=True)))
    op.execute("UPDATE subscriptions SET version = id")
