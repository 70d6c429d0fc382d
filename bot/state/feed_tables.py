"""The tables of feeds: how each is doing, and what it brought. (The others are in `bot.state.tables`.)"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from bot.state.tables import METADATA, Moment

FEEDS = Table(
    "feeds",
    METADATA,
    Column("id", String(80), primary_key=True),
    Column("name", String, nullable=False),
    Column("source", String, nullable=False),
    Column("home", String),
    Column("moved_to", String),
    Column("moving_to", String),
    Column("moving_since", Moment),
    Column("etag", String),
    Column("last_modified", String),
    Column("next_at", Moment, nullable=False),
    Column("host_waits_until", Moment),
    Column("lease", String(32)),
    Column("leased_until", Moment),
    Column("begun_at", Moment),
    Column("first_read_at", Moment),
    Column("last_read_at", Moment),
    Column("stood_at", Moment),
    Column("empty_reads", Integer, nullable=False, server_default="0"),
    Column("empty_on", Date),
    Column("brought", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("failing_since", Moment),
    Column("error", String),
    Column("paused_for", String),
    Index(None, "next_at"),
)
"""How each feed is doing, by the id of its document; whoever holds the lease reads it.

`source` is what was asked for under that id: where the document names another, all begins again. `home` is
the site that it says it is of. `moved_to` is where permanent redirects lead that have held for a while, `moving_to` where they lead since `moving_since`.
`begun_at` is its first reading, `first_read_at` its first whole one: what was there then is no news. `stood_at`
is the last whole reading that wasn't the same as the one before: what was seen since then is in the feed.
`empty_reads` are whole readings in a row without anything, counted on different days, `empty_on` the last of
these. Until `host_waits_until` its host wants to be left alone. `brought` is how much the last reading brought. `paused_for` is why nothing more is asked for until an admin
turns it on again.
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
    Column("id_key", String(32)),
    Column("link", String),
    Column("link_key", String(32)),
    Column("title_key", String(32)),
    Column("content_key", String(32)),
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
    Index(None, "feed_id", "id_key"),
    Index(None, "feed_id", "title_key"),
    Index(None, "feed_id", "content_key"),
    Index(None, "feed_id", "last_seen"),
    Index(None, "link_key"),
    Index(None, "story"),
    Index(None, "dated"),
    Index(None, "first_seen"),
    Index(None, "read_with"),
)
"""Posts. The keys are those of `knowledge.feeds.identity`, `story` is the id of the first item that tells the same.
`dated` is when it counts: as published, or on arrival where that is not stated or lies ahead. What was there when
the feed was first read, and what else isn't new although it wasn't known, is `is_backlog`: never news, and counted
where it is dated.
`read_with` is the digest of the vocabulary with which `topics` and `roles` were read; None: not yet.
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
    Column("stated_key", String(32), nullable=False),
    Column("content_key", String(32), nullable=False),
    Column("dated", Moment, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("is_backlog", Boolean, nullable=False),
    Column("has_text", Boolean, nullable=False),
    Column("pay", JSON, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("level", String(80)),
    Column("places", JSON, nullable=False),
    Column("skills", JSON, nullable=False),
    Column("read_with", String(32)),
    Index(None, "feed_id", "last_seen"),
    Index(None, "content_key"),
    Index(None, "dated"),
    Index(None, "read_with"),
)
"""Job ads, by an id that is made of the feed's and the board's identifier. `stated_pay` is what the board's fields
and markup give, `pay` with what its text says too; `has_text` says that a text was brought. `stated_key` is of everything that was stated, so that what hasn't changed isn't written again. `closed_at`
is set only after a whole reading without the ad. Ads of one `content_key` (employer, title, text) are one job in
several places, or posted again.
"""

JOB_AD_TEXTS = Table(
    "job_ad_texts",
    METADATA,
    Column("ad_id", String(32), primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)
"""The texts of job ads, compressed: of those that weren't read yet, and of open ones, to be read again when the
vocabulary is another one. (Apart from the ads, which are written at every reading.)
"""

SERIES_VALUES = Table(
    "series_values",
    METADATA,
    Column("feed_id", String(80), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("value", Float, nullable=False),
)
"""The values of series, as last stated."""
