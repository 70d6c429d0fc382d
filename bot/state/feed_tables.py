"""The tables of feeds: how each is doing, and what it brought. (The others are in `bot.state.tables`.)"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.state.tables import METADATA, Moment

FEEDS = Table(
    "feeds",
    METADATA,
    Column("id", String(80), primary_key=True),
    Column("moved_to", String),
    Column("etag", String),
    Column("last_modified", String),
    Column("next_at", Moment, nullable=False),
    Column("lease", String(32)),
    Column("leased_until", Moment),
    Column("first_read_at", Moment),
    Column("last_read_at", Moment),
    Column("items", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("failing_since", Moment),
    Column("error", String),
    Column("paused_for", String),
    Index(None, "next_at"),
)
"""How each feed is doing, by the id of its document; whoever holds the lease reads it.

`moved_to` is where permanent redirects led. `first_read_at` is the end of its first whole reading: what was
there then is no news. `paused_for` is why nothing more is asked for until an admin turns it on again.
"""

FEED_WEEKS = Table(
    "feed_weeks",
    METADATA,
    Column("feed_id", String(80), primary_key=True),
    Column("week", String(8), primary_key=True),
    Column("reads", Integer, nullable=False),
)
"""In which ISO weeks a feed was read, and how often: only one that was read all along is measured."""

FEED_ITEMS = Table(
    "feed_items",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("feed_id", String(80), nullable=False),
    Column("given_id", String),
    Column("link", String),
    Column("link_key", String(32)),
    Column("content_key", String(32), nullable=False),
    Column("title", String, nullable=False),
    Column("summary", Text, nullable=False),
    Column("published", Moment),
    Column("updated", Moment),
    Column("dated", Moment, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("is_backlog", Boolean, nullable=False),
    Column("story", String(32), nullable=False),
    Column("topics", JSON, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("read_with", String(32)),
    Index(None, "feed_id", "given_id"),
    Index(None, "link_key"),
    Index(None, "story"),
    Index(None, "dated"),
    Index(None, "first_seen"),
)
"""Posts. `link_key` is of the normalized link, `content_key` of title and summary, `story` the id of the first
item that tells the same. `dated` is when it counts: as published, or on arrival where that is not stated or
lies ahead. One of a feed's first reading is `is_backlog`: counted, never news. `read_with` is the digest of the
vocabulary with which `topics` and `roles` were read; None: not yet.
"""

JOB_ADS = Table(
    "job_ads",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("feed_id", String(80), nullable=False),
    Column("identifier", String, nullable=False),
    Column("title", String, nullable=False),
    Column("organization", String),
    Column("url", String),
    Column("locations", JSON, nullable=False),
    Column("location_type", String),
    Column("employment_type", String),
    Column("date_posted", Moment),
    Column("date_modified", Moment),
    Column("valid_through", Moment),
    Column("stated_pay", JSON, nullable=False),
    Column("content_key", String(32), nullable=False),
    Column("dated", Moment, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("is_backlog", Boolean, nullable=False),
    Column("text", Text),
    Column("pay", JSON, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("level", String(80)),
    Column("places", JSON, nullable=False),
    Column("skills", JSON, nullable=False),
    Column("read_with", String(32)),
    UniqueConstraint("feed_id", "identifier"),
    Index(None, "content_key"),
    Index(None, "dated"),
)
"""Job ads. `stated_pay` is what the board's fields and markup give, `pay` with what its text says too; `text` is kept
until it is read. `closed_at` is set only after a whole reading without the ad. Ads of one `content_key` (employer,
title, text) are one job in several places, or posted again.
"""

SERIES_VALUES = Table(
    "series_values",
    METADATA,
    Column("feed_id", String(80), primary_key=True),
    Column("name", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("value", Float, nullable=False),
)
"""The values of series, as last stated."""
