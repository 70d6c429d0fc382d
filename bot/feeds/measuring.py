"""What feeds brought is measured every Sunday, and when another feed is known, and published as a revision."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from bot.revisions.base import KnowledgeBase
from bot.state import feed_items, feeds, job_ads, revisions, series
from bot.state.database import Database
from knowledge.feeds.measured import Gathered, changes, measured
from knowledge.feeds.model import Feed
from knowledge.feeds.weeks import WEEK, Weeks

log = logging.getLogger(__name__)

AUTHOR, REASON = "Rolecall", "Measured what feeds brought"

SUNDAY, AT = 6, time(8)
"""As `date.weekday` counts, and in UTC: before the digests of Mondays, after a week that ends on Saturday."""

SERIES_SINCE = timedelta(days=200)
TRIES = 5
"""How often another revision may come between before it is left to the next round."""


class Measuring:
    """Publishes what is measured. Any number of machines may: they measure the same as of the same moment."""

    def __init__(
        self,
        database: Database,
        knowledge: KnowledgeBase,
        feeds: Callable[[], Mapping[str, Feed]],
        now: Callable[[], datetime],
    ) -> None:
        """`feeds` are those of the served revision, by id."""
        self._database = database
        self._knowledge = knowledge
        self._feeds = feeds
        self._now = now
        self._measured_as_of: datetime | None = None

    def if_due(self) -> int | None:
        """Measure what is to be measured; the number of the revision that was published, None where none was."""
        enabled = {id: feed for id, feed in self._feeds().items() if feed.enabled}
        with self._database.connect() as connection:
            as_of = self._due(connection, enabled)
            if as_of is None:
                return None
            gathered = _gathered(connection, enabled, as_of)
        published = publish(self._knowledge, measured(self._knowledge.library(), gathered, as_of))
        self._measured_as_of = as_of
        return published

    def _due(self, connection: Connection, enabled: Mapping[str, Feed]) -> datetime | None:
        """The moment as of which there is to be measured and was not yet."""
        begun = feeds.last_begun(connection, enabled.keys())
        if begun is None:
            return None
        as_of = max(begun, _last_slot(self._now()))
        if self._measured_as_of == as_of:
            return None
        published = revisions.last_made(connection, "feeds")
        return None if published is not None and published >= as_of else as_of


def publish(knowledge: KnowledgeBase, texts: Mapping[str, str | None]) -> int | None:
    """Make what was measured a revision; None where nothing differs but its days, or it must not be published.

    What is wrong with it is logged, and changes nothing.
    """
    for _ in range(TRIES):
        knowledge.refresh()
        standing = knowledge.standing
        changed = changes({path: standing.text(path) for path in texts}, texts)
        if not changed:
            return None
        checked = knowledge.check(changed, base=standing)
        if checked.library is None:
            for problem in checked.problems:
                log.warning("feeds: what was measured is not published: %s", problem)
            return None
        number = knowledge.publish(checked, author=AUTHOR, origin="feeds", reason=REASON)
        if number is not None:
            log.info("feeds: revision %d has what was measured", number)
            return number
    log.warning("feeds: other changes keep being published; what was measured waits")
    return None


def _last_slot(now: datetime) -> datetime:
    """The last Sunday morning."""
    day = now.date() - timedelta(days=(now.weekday() - SUNDAY) % 7)
    slot = datetime.combine(day, AT, now.tzinfo)
    return slot if slot <= now else slot - WEEK


def _gathered(connection: Connection, enabled: Mapping[str, Feed], as_of: datetime) -> Gathered:
    weeks = Weeks.before(as_of.date())
    items = feed_items.dated_items(connection, weeks.begin, weeks.end)
    ads = job_ads.open_ads(connection, weeks.begin, as_of)
    since = as_of.date() - SERIES_SINCE
    return Gathered(
        items=[one for one in items if one.feed in enabled],
        ads=[one for one in ads if one.feed in enabled],
        series={
            id: (feed, series.values_of(connection, id, since))
            for id, feed in enabled.items()
            if feed.kind == "series"
        },
        spans={id: span for id, span in feeds.spans(connection).items() if id in enabled},
    )
