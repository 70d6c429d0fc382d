"""Feeds: how each is doing, and the posts, job ads and numbers that they brought."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "feeds",
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("moved_to", sa.String),
        sa.Column("moving_to", sa.String),
        sa.Column("moving_since", MOMENT),
        sa.Column("etag", sa.String),
        sa.Column("last_modified", sa.String),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("host_waits_until", MOMENT),
        sa.Column("lease", sa.String(32)),
        sa.Column("leased_until", MOMENT),
        sa.Column("begun_at", MOMENT),
        sa.Column("first_read_at", MOMENT),
        sa.Column("last_read_at", MOMENT),
        sa.Column("stood_at", MOMENT),
        sa.Column("empty_reads", sa.Integer, nullable=False, server_default="0"),
        sa.Column("empty_on", sa.Date),
        sa.Column("brought", sa.Integer, nullable=False, server_default="0"),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
        sa.Column("failing_since", MOMENT),
        sa.Column("error", sa.String),
        sa.Column("paused_for", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
    )
    op.create_index("ix_feeds_next_at", "feeds", ["next_at"])
    op.create_table(
        "feed_weeks",
        sa.Column("feed_id", sa.String(80), nullable=False),
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("reads", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "week", name="pk_feed_weeks"),
    )
    op.create_table(
        "feed_items",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("feed_id", sa.String(80), nullable=False),
        sa.Column("given_id", sa.String),
        sa.Column("id_key", sa.String(32)),
        sa.Column("link", sa.String),
        sa.Column("link_key", sa.String(32)),
        sa.Column("title_key", sa.String(32)),
        sa.Column("content_key", sa.String(32)),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("published", MOMENT),
        sa.Column("updated", MOMENT),
        sa.Column("dated", MOMENT, nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("last_seen", MOMENT, nullable=False),
        sa.Column("is_backlog", sa.Boolean, nullable=False),
        sa.Column("story", sa.String(32), nullable=False),
        sa.Column("topics", sa.JSON, nullable=False),
        sa.Column("roles", sa.JSON, nullable=False),
        sa.Column("read_with", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="pk_feed_items"),
    )
    op.create_index("ix_feed_items_dated", "feed_items", ["dated"])
    op.create_index("ix_feed_items_feed_id_content_key", "feed_items", ["feed_id", "content_key"])
    op.create_index("ix_feed_items_feed_id_id_key", "feed_items", ["feed_id", "id_key"])
    op.create_index("ix_feed_items_feed_id_last_seen", "feed_items", ["feed_id", "last_seen"])
    op.create_index("ix_feed_items_feed_id_title_key", "feed_items", ["feed_id", "title_key"])
    op.create_index("ix_feed_items_first_seen", "feed_items", ["first_seen"])
    op.create_index("ix_feed_items_link_key", "feed_items", ["link_key"])
    op.create_index("ix_feed_items_read_with", "feed_items", ["read_with"])
    op.create_index("ix_feed_items_story", "feed_items", ["story"])
    op.create_table(
        "job_ads",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("feed_id", sa.String(80), nullable=False),
        sa.Column("identifier", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("organization", sa.String),
        sa.Column("url", sa.String),
        sa.Column("locations", sa.JSON, nullable=False),
        sa.Column("location_type", sa.String),
        sa.Column("employment_type", sa.String),
        sa.Column("date_posted", MOMENT),
        sa.Column("date_modified", MOMENT),
        sa.Column("valid_through", MOMENT),
        sa.Column("stated_pay", sa.JSON, nullable=False),
        sa.Column("stated_key", sa.String(32), nullable=False),
        sa.Column("content_key", sa.String(32), nullable=False),
        sa.Column("dated", MOMENT, nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("last_seen", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("is_backlog", sa.Boolean, nullable=False),
        sa.Column("has_text", sa.Boolean, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("pay", sa.JSON, nullable=False),
        sa.Column("roles", sa.JSON, nullable=False),
        sa.Column("level", sa.String(80)),
        sa.Column("places", sa.JSON, nullable=False),
        sa.Column("skills", sa.JSON, nullable=False),
        sa.Column("read_with", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="pk_job_ads"),
    )
    op.create_index("ix_job_ads_content_key", "job_ads", ["content_key"])
    op.create_index("ix_job_ads_dated", "job_ads", ["dated"])
    op.create_index("ix_job_ads_feed_id_last_seen", "job_ads", ["feed_id", "last_seen"])
    op.create_index("ix_job_ads_read_with", "job_ads", ["read_with"])
    op.create_table(
        "series_values",
        sa.Column("feed_id", sa.String(80), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "name", "day", name="pk_series_values"),
    )
