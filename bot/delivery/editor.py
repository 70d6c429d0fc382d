"""Composing a channel's digest from the library and from what the database knows of the channel."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from bot.revisions.base import Standing
from bot.state import ratings, subscriptions
from bot.state.digests import Had
from knowledge.digest.compose import compose
from knowledge.digest.edition import Brief, Digest, News
from knowledge.digest.news import news_of
from knowledge.digest.schedule import local_date
from knowledge.digest.subscription import Focus, Subscription

RATED_FOR = timedelta(days=180)
"""How long a reader's opinion of a digest steers later ones."""

DOUBT = 5
"""As many opinions as a topic needs for them to weigh half."""


class Editor:
    """Composes digests of the knowledge that is served; threads share it."""

    def __init__(self, standing: Callable[[], Standing], now: Callable[[], datetime]) -> None:
        self._standing = standing
        self._now = now

    @property
    def standing(self) -> Standing:
        """What digests are composed from."""
        return self._standing()

    def edition(
        self,
        connection: Connection,
        standing: Standing,
        subscription: Subscription,
        day: date,
        had: Had,
        ratings: Mapping[str, float],
    ) -> Digest:
        """A channel's digest for a date."""
        brief = Brief(
            key=subscription.id,
            day=day,
            focus=subscription.focus,
            had=had.items,
            news=_news_for(connection, standing, subscription, had),
            missed=had.missed,
            ratings=ratings,
        )
        return compose(standing.library, brief)

    def first_edition(self, focus: Focus) -> Digest:
        """What a new subscription would begin with."""
        today = self._now().astimezone(UTC).date()
        return compose(self.standing.library, Brief(key="", day=today, focus=focus))

    def ratings(self, connection: Connection, team: str) -> Mapping[str, float]:
        """How useful the readers of a workspace found each topic, from -1 to 1."""
        useful: defaultdict[str, int] = defaultdict(int)
        every: defaultdict[str, int] = defaultdict(int)
        since = self._now() - RATED_FOR
        for items, pro, contra in ratings.rated_items(connection, team, since):
            for item in items:
                kind, _, topic = item.partition(":")
                if kind == "trend":
                    useful[topic] += pro - contra
                    every[topic] += pro + contra
        return {topic: useful[topic] / (every[topic] + DOUBT) for topic in every}


def _news_for(
    connection: Connection, standing: Standing, subscription: Subscription, had: Had
) -> News | None:
    known, subscribed = subscriptions.known_revision(connection, subscription.id)
    since = had.last or local_date(subscribed, subscription.schedule.zone)
    news = news_of(standing.since(had.revision or known), since)
    # To a channel's first digest everything is new.
    return news if had.last is not None or news.items else None
