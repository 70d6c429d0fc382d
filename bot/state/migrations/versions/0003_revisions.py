"""The knowledge over time: revisions, drafts, conflicts, the audit log, readers' reports."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of the knowledge's revisions."""
    op.create_table(
        "documents",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_documents"),
    )
    op.create_table(
        "revisions",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("origin", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_revisions"),
    )
    op.create_table(
        "revision_changes",
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("path", sa.String, nullable=False),
        sa.Column("digest", sa.String(64)),
        sa.PrimaryKeyConstraint("revision", "path", name="pk_revision_changes"),
        sa.ForeignKeyConstraint(
            ["revision"], ["revisions.number"], name="fk_revision_changes_revision"
        ),
        sa.ForeignKeyConstraint(
            ["digest"], ["documents.digest"], name="fk_revision_changes_digest"
        ),
    )
    op.create_index("ix_revision_changes_path", "revision_changes", ["path"])
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("base", sa.Integer, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("origin", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    op.create_table(
        "conflicts",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("path", sa.String, nullable=False),
        sa.Column("file_text", sa.Text),
        sa.Column("noticed_at", MOMENT, nullable=False),
        sa.Column("settled", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_conflicts"),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("team_id", sa.String, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("reader", sa.String, nullable=False),
        sa.Column("line", sa.String, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("owners", sa.JSON, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("closed_by", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
