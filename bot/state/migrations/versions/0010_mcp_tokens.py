"""The tokens with which assistants ask over MCP, as digests."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "mcp_tokens",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_mcp_tokens"),
        sa.UniqueConstraint("digest", name="uq_mcp_tokens_digest"),
    )
