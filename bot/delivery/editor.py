"""What a digest is composed from: the knowledge that is served, what came in, what its channel has had."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from threading import Lock

from cachetools import LRUCache
from sqlalchemy import Connection

from bot.revisions.base import Standing
from bot.state import digests
from bot.state.digests import Had
from knowledge.digest.ads import AdRange, ad_ranges
from knowledge.digest.edition import Brief, Digest, news_of
from knowledge.digest.subscription import Focus, Subscription
from knowledge.digest.top_stories import NEWS_FOR
from knowledge.feeds.documents import ADS
from knowledge.feeds.stories import Incoming

RATED_FOR = timedelta(days=180)
"""How long a reader's opinion of a digest steers later ones."""

DOUBT = 5
"""As many opinions as a topic needs for them to weigh half."""

REMEMBERED = 20
"""Earlier revisions of which it is kept what job ads offered."""


Stories = Callable[[Connection, datetime, datetime], Incoming]
"""The stories that came in between two moments."""


class Editor:
    """Composes digests of the knowledge that is served and of what came in; threads share it."""

    def __init__(
        self,
        standing: Callable[[], Standing],
        now: Callable[[], datetime],
        stories: Stories,
    ) -> None:
        self._standing = standing
        self._now = now
        self._stories = stories
        self._ads: LRUCache[tuple[int, int], tuple[AdRange, ...]] = LRUCache(REMEMBERED)
        self._comparing = Lock()

    def desk(self, connection: Connection, *teams: str) -> "Desk":
        """What digests of some workspaces are composed from now; all of them from the same."""
        ratings = {team: self._ratings(connection, team) for team in dict.fromkeys(teams)}
        return Desk(
            self._standing(), self._now(), ratings, partial(self._stories, connection), self._ads_at
        )

    def first_edition(self, connection: Connection, focus: Focus) -> Digest:
        """What a new subscription would begin with."""
        # Loaded with the first digest, as is what it shows: a quarter of a start, beside answers.
        from knowledge.digest.compose import compose

        desk = self.desk(connection)
        day = desk.now.astimezone(UTC).date()
        brief = Brief(key="", day=day, focus=focus, incoming=desk.incoming(None))
        return compose(desk.standing.library, replace(brief, could_read=desk.could_read))

    def _ads_at(self, standing: Standing, number: int) -> tuple[AdRange, ...]:
        """What job ads offered at an earlier revision; nothing where nothing is measured of them."""
        if ADS not in standing.library.sources:
            return ()
        key = (standing.number, number)
        with self._comparing:
            if key not in self._ads:
                library = standing.library if number >= standing.number else standing.at(number)
                self._ads[key] = ad_ranges(library)
            return self._ads[key]

    def _ratings(self, connection: Connection, team: str) -> Mapping[str, float]:
        """How useful the readers of a workspace found each topic and each feed, from -1 to 1."""
        useful: defaultdict[str, int] = defaultdict(int)
        every: defaultdict[str, int] = defaultdict(int)
        since = self._now() - RATED_FOR
        for items, pro, contra in digests.rated_items(connection, team, since):
            for name in {
                f"{RATED[kind]}:{id}" for kind, id in map(_parted, items) if kind in RATED
            }:
                useful[name] += pro - contra
                every[name] += pro + contra
        return {name: useful[name] / (every[name] + DOUBT) for name in every}


RATED = {"topic": "topic", "trend": "topic", "feed": "feed"}
"""Kinds of items of which readers have an opinion, and of what; older digests told `trend`s."""


def _parted(item: str) -> tuple[str, str]:
    kind, _, id = item.partition(":")
    return kind, id


class Desk:
    """Composes digests from one snapshot, at one moment; `ads_at` gives what job ads offered at a revision."""

    def __init__(
        self,
        standing: Standing,
        now: datetime,
        ratings: Mapping[str, Mapping[str, float]],
        stories: Callable[[datetime, datetime], Incoming],
        ads_at: Callable[[Standing, int], tuple[AdRange, ...]],
    ) -> None:
        self.standing = standing
        self.now = now
        self._ratings = ratings
        self._stories = cache(stories)
        self._ads_at = ads_at

    @property
    def could_read(self) -> tuple[str, ...]:
        """The names of feeds that could be turned on, where none is."""
        feeds = self.standing.library.feeds.values()
        return () if any(feed.enabled for feed in feeds) else tuple(feed.name for feed in feeds)

    def incoming(self, since: datetime | None) -> Incoming:
        """The stories since a moment, and of the last days where that is long ago or there is none."""
        earliest = self.now - NEWS_FOR
        return self._stories(max(since or earliest, earliest), self.now)

    def edition(self, subscription: Subscription, day: date, had: Had) -> Digest:
        """A channel's digest for a date."""
        from knowledge.digest.compose import compose

        brief = Brief(
            key=subscription.id,
            day=day,
            focus=subscription.focus,
            had=had.items,
            incoming=self.incoming(had.last_at),
            missed=had.missed,
            ratings=self._ratings[subscription.team_id],
            could_read=self.could_read,
        )
        if had.revision is not None and had.last is not None:
            news = news_of(self.standing.since(had.revision), had.last)
            brief = replace(brief, news=news, ads_before=self._ads_at(self.standing, had.revision))
        return compose(self.standing.library, brief)
