"""Who gets a digest, what stood in it, and the messages that bring it."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from bot.state.tables.base import METADATA, Moment

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
    Column("focus", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("paused_until", Moment),
    Column("unreachable", String),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("next_at", Moment, nullable=False),
    Column("next_date", Date, nullable=False),
    Column("version", String(32), nullable=False, server_default=""),
    Column("previous", JSON(none_as_null=True)),
    UniqueConstraint("team_id", "channel_id"),
    Index(None, "next_at"),
)
"""Who gets a digest and when. One that ended is kept: what the channel has had, it has had.

`revision` is that of the knowledge which the subscriber knew; `next_at` is the next slot, `next_date` the
local date that it was set for. Every change of schedule or focus has a `version` of its own, and
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
