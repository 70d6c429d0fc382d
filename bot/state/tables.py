"""The tables of the state database, as every release since the first has migrated them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

# A constraint without a name of its own cannot be changed by a later migration on both engines.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A point in time: aware going in, in UTC coming out. SQLite itself knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 — SQLAlchemy's signature
        """Turn to UTC; a moment without a time zone is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 — SQLAlchemy's signature
        """Give back UTC, whatever the server's own zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


SUBSCRIPTIONS = Table(
    "subscriptions",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("team_id", String, nullable=False),
    Column("channel_id", String, nullable=False),
    Column("subscriber", String, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("at", String(5), nullable=False),
    Column("zone", String, nullable=False),
    Column("frequency", String(16), nullable=False, server_default="weekly"),
    Column("focus", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("paused_until", Moment),
    Column("unreachable", String),
    Column("next_at", Moment, nullable=False),
    Column("next_date", Date, nullable=False),
    Column("version", String(32), nullable=False, server_default=""),
    Column("previous", JSON(none_as_null=True)),
    UniqueConstraint("team_id", "channel_id"),
    Index(None, "next_at"),
)
"""Who gets a digest and when. One that ended is kept: what the channel has had, it has had.

`next_at` is the next slot, `next_date` the local date that it was set for. Every change of schedule or focus has a `version` of its own, and
`previous` holds what it replaced, until that is brought back.
"""

DIGESTS = Table(
    "digests",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("subscription_id", String(32), ForeignKey("subscriptions.id"), nullable=False),
    Column("period", String(8), nullable=False),
    Column("slot_at", Moment, nullable=False),
    Column("slot_date", Date, nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("item_keys", JSON, nullable=False),
    Column("outcome", String),
    Column("post_id", String(32)),
    UniqueConstraint("subscription_id", "period"),
    Index(None, "post_id"),
)
"""One week of a subscription: whoever inserts the row makes that week's digest, and nobody else.

`outcome` is `quiet`, `missed` or `cancelled`; None where the post says what became of it.
"""

POSTS = Table(
    "posts",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False),
    Column("team_id", String, nullable=False),
    Column("channel_id", String, nullable=False),
    Column("reply_to", String(32)),
    Column("payload", JSON, nullable=False),
    Column("state", String, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("lease", String(32)),
    Column("leased_until", Moment),
    Column("attempts", Integer, nullable=False),
    Column("look_after", Moment),
    Column("error", String),
    Column("ts", String),
    Column("sent_at", Moment),
    Column("adopted", Boolean, nullable=False),
    UniqueConstraint("id"),
    Index(None, "state", "number"),
    Index(None, "channel_id", "state"),
    Index(None, "reply_to"),
)
"""The outbox: every message that must arrive exactly once. See `bot.delivery.courier`."""

DIGEST_RATINGS = Table(
    "digest_ratings",
    METADATA,
    Column("digest_id", String(32), ForeignKey("digests.id"), primary_key=True),
    Column("user_id", String, primary_key=True),
    Column("useful", Boolean, nullable=False),
)
"""What readers think of a digest, the last opinion of each."""


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

REVIEWS = Table(
    "reviews",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("made_at", Moment, nullable=False),
    Column("author", String, nullable=False),
    Column("content", JSON, nullable=False),
)
"""What texts state, and what admins decided about each statement, until it becomes a draft."""

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
"""Problems that readers reported; `line` is what asks again for the answer that was wrong.

`owners` were told of it; `answer` is what its reader was told in the end, alongside that it was closed.
"""


FOLLOWED_ROLES = Table(
    "followed_roles",
    METADATA,
    Column("team_id", String, primary_key=True),
    Column("user_id", String, primary_key=True),
    Column("role_id", String, primary_key=True),
    Column("followed_at", Moment, nullable=False),
    Column("seen", Integer, nullable=False, server_default="0"),
    Index(None, "role_id"),
)
"""Roles that members follow; `seen` is the revision in which the follower last saw the role."""

HANDLED_ONCE = Table(
    "handled_once",
    METADATA,
    Column("key_digest", String(64), primary_key=True),
    Column("seen_at", Moment, nullable=False),
    Index(None, "seen_at"),
)
"""What was handled and must not be handled again."""


LAST_QUESTIONS = Table(
    "last_questions",
    METADATA,
    Column("team_id", String, primary_key=True),
    Column("channel_id", String, primary_key=True),
    Column("thread", String, primary_key=True),
    Column("command", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Index(None, "asked_at"),
)
"""What a conversation was last about, for a day; `thread` is empty in a direct message itself."""

GAPS = Table(
    "gaps",
    METADATA,
    Column("team_id", String, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("asked", Integer, nullable=False),
    Column("requested", Integer, nullable=False),
    Column("helped", Integer, nullable=False, server_default="0"),
    Column("no_help", Integer, nullable=False, server_default="0"),
    Index(None, "day"),
)
"""What was asked and not found, by its words: how often on a day, and by nobody in particular.

So are answers that people say helped them, or didn't, by the question.
"""

GREETED = Table(
    "greeted",
    METADATA,
    Column("team_id", String, primary_key=True),
    Column("user_id", String, primary_key=True),
)
"""Whom an agent has greeted."""

MCP_TOKENS = Table(
    "mcp_tokens",
    METADATA,
    Column("name", String, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("made_at", Moment, nullable=False),
)
"""With what assistants ask over MCP: SHA-256 digests of tokens, which are themselves kept nowhere."""

RESTORES = Table(
    "restores",
    METADATA,
    Column("settled_at", Moment, primary_key=True),
)
"""Each time that a backup took the place of what was here.

From `settled_at` on, whatever was on its way to Slack at that moment is there or never will be.
"""


def insert(table: Table, dialect: str) -> "postgresql.Insert | sqlite.Insert":
    """An INSERT that may say what to do where a row with its key is there, for a dialect by its name."""
    # One of the two is never needed, and takes its time to load.
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)
