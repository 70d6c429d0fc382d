"""What a reader was answered whose report was closed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make room for the answer."""
    op.add_column("reports", sa.Column("answer", sa.Text))
