"""What is kept for how long, and the removal of the rest.

Kept for good: every revision with its texts, the audit log, subscriptions, whom an agent has greeted, and
each week's digest with the post that brought it, for no channel is told the same things again before it
has had them all.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, select, tuple_, update

from bot.state import revisions
from bot.state.database import Database
from bot.state.feed_tables import (
    FEED_ITEMS,
    FEED_WEEKS,
    FEEDS,
    JOB_AD_TEXTS,
    JOB_ADS,
    SERIES_VALUES,
)
from bot.state.outbox import OPEN
from bot.state.tables import (
    CONFLICTS,
    DIGESTS,
    DRAFTS,
    GAPS,
    HANDLED_ONCE,
    LAST_QUESTIONS,
    POSTS,
    REVIEWS,
)
from knowledge.digest.subscription import period_of
from knowledge.revisions import conflict_id

DAY = timedelta(days=1)

ONCE_KEYS = timedelta(days=30)
"""What was handled must not be handled again: Slack's last retry comes within minutes, a reminder's
week has seven days, and nobody clicks a month later and means the same click."""

DRAFTS_LAST = timedelta(days=30)
"""A change that was proposed and neither applied nor discarded, or a review: its author has gone on."""

SETTLED_CONFLICTS = timedelta(days=30)
"""Unless the decision still holds, for the same file against the same text. (The audit log keeps who
decided what.)"""

POSTS_LAST = timedelta(days=30)
"""Replies, notices and withdrawn messages, after the last moment at which they could be posted: by
then nothing asks for them any more. (Their texts went when they were posted.)"""

QUESTIONS_LAST = timedelta(days=1)
"""What a conversation was about: who comes back the next day starts anew."""

GAPS_LAST = timedelta(days=180)
"""What was asked and not found: half a year shows what people want."""

FEEDS_LAST = timedelta(days=180)
"""Posts and job ads, after they were last there: what is in a feed has to be known. A feed that wasn't read for
so long begins anew."""

SERIES_LAST = timedelta(days=5 * 365)
"""Values of series, after their day."""

AT_ONCE = 500
"""Rows to a transaction: on SQLite everybody else who writes waits for its end."""


class Retention:
    """Removes what has had its time; any number of these, on any number of machines, may do so."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._next = now()

    def daily(self) -> None:
        """Remove what has had its time, at the first call and at one a day after it."""
        now = self._now()
        if now < self._next:
            return
        self.remove(now)
        self._next = now + DAY

    def remove(self, now: datetime) -> int:
        """Remove what has had its time by a moment; gives the number of rows."""
        brings_a_digest = select(DIGESTS.c.post_id).where(DIGESTS.c.post_id == POSTS.c.id)
        no_longer_needed = and_(
            POSTS.c.expires_at < now - POSTS_LAST,
            POSTS.c.state.not_in(OPEN),
            ~brings_a_digest.exists(),
        )
        return (
            self._remove(HANDLED_ONCE, HANDLED_ONCE.c.seen_at < now - ONCE_KEYS)
            + self._remove(DRAFTS, DRAFTS.c.made_at < now - DRAFTS_LAST)
            + self._remove(REVIEWS, REVIEWS.c.made_at < now - DRAFTS_LAST)
            + self._remove(POSTS, no_longer_needed)
            + self._remove(LAST_QUESTIONS, LAST_QUESTIONS.c.asked_at < now - QUESTIONS_LAST)
            + self._remove(GAPS, GAPS.c.day < (now - GAPS_LAST).date())
            + self._remove_conflicts(now - SETTLED_CONFLICTS)
            + self._remove_of_feeds(now)
        )

    def _remove_of_feeds(self, now: datetime) -> int:
        before = now - FEEDS_LAST
        with self._database.begin() as connection:
            unread = update(FEEDS).where(FEEDS.c.last_read_at < before)
            connection.execute(unread.values(begun_at=None, first_read_at=None, stood_at=None))
        first_week = period_of(before.date())
        return (
            self._remove(FEED_ITEMS, _left(FEED_ITEMS, before))
            + self._remove(JOB_ADS, func.coalesce(JOB_ADS.c.closed_at < before, False))
            + self._remove(JOB_ADS, _left(JOB_ADS, before))
            + self._remove(JOB_AD_TEXTS, ~exists().where(JOB_ADS.c.id == JOB_AD_TEXTS.c.ad_id))
            + self._remove(FEED_WEEKS, FEED_WEEKS.c.week < first_week)
            + self._remove(SERIES_VALUES, SERIES_VALUES.c.day < (now - SERIES_LAST).date())
        )

    def _remove(self, table: Table, condition: ColumnElement[bool]) -> int:
        key = tuple_(*table.primary_key)
        some = select(*table.primary_key).where(condition).limit(AT_ONCE)
        removed = 0
        while True:
            with self._database.begin() as connection:
                gone = connection.execute(delete(table).where(key.in_(some))).rowcount
            removed += gone
            if gone < AT_ONCE:
                return removed

    def _remove_conflicts(self, before: datetime) -> int:
        row = CONFLICTS.c
        old = select(row.id, row.path, row.file_text).where(
            row.settled.is_not(None), row.noticed_at < before
        )
        with self._database.connect() as connection:
            settled = connection.execute(old).all()
            if not settled:
                return 0
            tree = revisions.tree_at(connection, revisions.newest(connection))
            digests = {path: tree[path] for _, path, _ in settled if path in tree}
            texts = revisions.texts(connection, digests.values())
        current = {path: texts[digest] for path, digest in digests.items()}
        moved_on = [
            id for id, path, text in settled if id != conflict_id(path, text, current.get(path))
        ]
        return sum(
            self._remove(CONFLICTS, row.id.in_(moved_on[start : start + AT_ONCE]))
            for start in range(0, len(moved_on), AT_ONCE)
        )


def _left(table: Table, before: datetime) -> ColumnElement[bool]:
    """What a feed has no longer since a moment. (One that doesn't change isn't read again.)"""
    is_there = exists().where(FEEDS.c.id == table.c.feed_id, FEEDS.c.stood_at <= table.c.last_seen)
    return and_(table.c.last_seen < before, ~is_there)
