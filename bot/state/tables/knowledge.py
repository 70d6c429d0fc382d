"""The knowledge over time, and what people do to it."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text

from bot.state.tables.base import METADATA, Moment

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("text", Text, nullable=False),
)
"""Every text that a knowledge document ever had, under its SHA-256 digest."""

REVISIONS = Table(
    "revisions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("made_at", Moment, nullable=False),
    Column("author", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("reason", String, nullable=False),
)
"""The knowledge over time: whoever inserts the next number makes the next revision."""

REVISION_CHANGES = Table(
    "revision_changes",
    METADATA,
    Column("revision", Integer, ForeignKey("revisions.number"), primary_key=True),
    Column("path", String, primary_key=True),
    Column("digest", String(64), ForeignKey("documents.digest")),
    Index(None, "path"),
)
"""What a revision changed, document by document; without a digest, the document went."""

DRAFTS = Table(
    "drafts",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("base", Integer, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("author", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("changes", JSON, nullable=False),
)
"""Changes that were checked and shown, and wait to be applied or discarded."""

CONFLICTS = Table(
    "conflicts",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("path", String, nullable=False),
    Column("file_text", Text),
    Column("noticed_at", Moment, nullable=False),
    Column("settled", String),
)
"""Documents whose file and whose current text were both edited; `settled` says which was taken."""

AUDIT = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("author", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("detail", String, nullable=False),
)
"""Who did what to the knowledge, in order."""

REPORTS = Table(
    "reports",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("team_id", String, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("reader", String, nullable=False),
    Column("line", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("owners", JSON, nullable=False),
    Column("closed_at", Moment),
    Column("closed_by", String),
    Column("answer", Text),
)
"""Problems that readers reported; `line` is the question whose answer was wrong.

`owners` were told of it; `answer` is what its reader was told in the end, alongside that it was closed.
"""
