"""Composing a channel's digest from the library and from what the database knows of the channel."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from bot.state import knowledge_states, ratings, subscriptions
from bot.state.digests import Had
from knowledge.digest.compose import compose
from knowledge.digest.edition import Brief, Digest, News
from knowledge.digest.news import knowledge_state, news_between
from knowledge.digest.schedule import local_date
from knowledge.digest.subscription import Focus, Subscription
from knowledge.library import Library

RATED_FOR = timedelta(days=180)
"""How long a reader's opinion of a digest steers later ones."""

DOUBT = 5
"""As many opinions as a topic needs for them to weigh half."""


class Editor:
    """Composes digests of the current library; threads share it.

    What was made of a revision is remembered until there is another one.
    """

    def __init__(self, library: Callable[[], Library], now: Callable[[], datetime]) -> None:
        self._library = library
        self._now = now
        self._state: tuple[str, Mapping[str, str]] | None = None
        self._news: dict[tuple[str, str], News] = {}

    @property
    def library(self) -> Library:
        """What digests are composed from."""
        return self._library()

    def keep_state(self, connection: Connection, library: Library) -> None:
        """Keep what a revision says, for later digests to be told apart from it."""
        if not knowledge_states.has_state(connection, library.revision):
            state = self._state_of(library)
            knowledge_states.keep_state(connection, library.revision, state, self._now())

    def edition(
        self,
        connection: Connection,
        library: Library,
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
            news=self._news_for(connection, library, subscription, had),
            missed=had.missed,
            ratings=ratings,
        )
        return compose(library, brief)

    def first_edition(self, focus: Focus) -> Digest:
        """What a new subscription would begin with."""
        today = self._now().astimezone(UTC).date()
        return compose(self._library(), Brief(key="", day=today, focus=focus))

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
        self, connection: Connection, library: Library, subscription: Subscription, had: Had
    ) -> News | None:
        known, subscribed = subscriptions.known_revision(connection, subscription.id)
        before = had.revision or known
        since = had.last or local_date(subscribed, subscription.schedule.zone)
        news = self._news_since(connection, library, before)
        if news is None or (had.last is None and not news.items):
            # To a channel's first digest everything is new.
            return None
        return replace(news, since=since)

    def _news_since(self, connection: Connection, library: Library, before: str) -> News | None:
        key = (before, library.revision)
        news = self._news.get(key)
        if news is None:
            state = knowledge_states.state_of(connection, before)
            if state is None:
                return None
            news = news_between(state, self._state_of(library), self._now().date())
            # Those of earlier revisions are not asked for again.
            kept = {k: v for k, v in self._news.items() if k[1] == library.revision}
            self._news = {**kept, key: news}
        return news

    def _state_of(self, library: Library) -> Mapping[str, str]:
        known = self._state
        if known is None or known[0] != library.revision:
            known = self._state = (library.revision, knowledge_state(library))
        return known[1]
