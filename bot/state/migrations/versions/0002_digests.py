"""Subscriptions, their digests, the outbox, ratings, and what the knowledge said at each revision."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the digest's tables."""
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("team_id", sa.String, nullable=False),
        sa.Column("channel_id", sa.String, nullable=False),
        sa.Column("subscriber", sa.String, nullable=False),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("at", sa.String(5), nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("focus", sa.JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("paused_until", MOMENT),
        sa.Column("unreachable", sa.String),
        sa.Column("revision", sa.String, nullable=False),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("next_date", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.UniqueConstraint("team_id", "channel_id", name="uq_subscriptions_team_id_channel_id"),
    )
    op.create_index("ix_subscriptions_next_at", "subscriptions", ["next_at"])
    op.create_table(
        "digests",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("subscription_id", sa.String(32), nullable=False),
        sa.Column("period", sa.String(8), nullable=False),
        sa.Column("slot_at", MOMENT, nullable=False),
        sa.Column("slot_date", sa.Date, nullable=False),
        sa.Column("revision", sa.String, nullable=False),
        sa.Column("item_keys", sa.JSON, nullable=False),
        sa.Column("outcome", sa.String),
        sa.Column("post_id", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="pk_digests"),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscriptions.id"], name="fk_digests_subscription_id"
        ),
        sa.UniqueConstraint("subscription_id", "period", name="uq_digests_subscription_id_period"),
    )
    op.create_index("ix_digests_post_id", "digests", ["post_id"])
    op.create_table(
        "posts",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("team_id", sa.String, nullable=False),
        sa.Column("channel_id", sa.String, nullable=False),
        sa.Column("reply_to", sa.String(32)),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("not_before", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("lease", sa.String(32)),
        sa.Column("leased_until", MOMENT),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("look_after", MOMENT),
        sa.Column("error", sa.String),
        sa.Column("ts", sa.String),
        sa.Column("sent_at", MOMENT),
        sa.Column("adopted", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_posts"),
        sa.UniqueConstraint("id", name="uq_posts_id"),
    )
    op.create_index("ix_posts_state_number", "posts", ["state", "number"])
    op.create_index("ix_posts_channel_id_state", "posts", ["channel_id", "state"])
    op.create_index("ix_posts_reply_to", "posts", ["reply_to"])
    op.create_table(
        "digest_ratings",
        sa.Column("digest_id", sa.String(32), nullable=False),
        sa.Column("user_id", sa.String, nullable=False),
        sa.Column("useful", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("digest_id", "user_id", name="pk_digest_ratings"),
        sa.ForeignKeyConstraint(["digest_id"], ["digests.id"], name="fk_digest_ratings_digest_id"),
    )
    op.create_table(
        "knowledge_states",
        sa.Column("revision", sa.String, nullable=False),
        sa.Column("noticed_at", MOMENT, nullable=False),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("revision", name="pk_knowledge_states"),
    )
