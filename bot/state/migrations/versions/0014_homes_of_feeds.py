"""The site that each feed is of: a story is credited to the one that its link opens."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Leave it empty: the next reading tells."""
    op.add_column("feeds", sa.Column("home", sa.String()))
