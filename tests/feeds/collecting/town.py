"""Collectors over one database, with a clock that is set by hand and feeds that say what they are told to."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Table, select, update

from bot.delivery.notices import Notices
from bot.feeds.collecting import Collector
from bot.feeds.visits import Failed, Read, Unchanged, Validators, Visit, Visitor
from bot.fetching.fetcher import Fetcher
from bot.state import feed_items
from bot.state import feeds as state
from bot.state.database import Database
from bot.state.feed_tables import FEED_ITEMS, FEEDS, JOB_ADS
from bot.state.tables import POSTS
from knowledge.feeds.model import Feed, FeedKind
from knowledge.feeds.reading import FeedItem, FeedRead, JobAd
from knowledge.feeds.stories import FeedState, Story

START = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
ADMIN = "U0ADMIN"


def feed(id: str = "blog", kind: FeedKind = "feed", **more: Any) -> Feed:
    """A feed that is turned on."""
    where = {} if kind == "feed" or "board" not in more else {"address": None}
    given = {"name": id.title(), "address": f"https://{id}.example/feed", "enabled": True}
    return Feed.model_validate({**given, **where, **more, "id": id, "kind": kind})


def item(name: str, day: datetime | None = None, **more: Any) -> FeedItem:
    """A post with an id, a link and a title of its own."""
    given = FeedItem(f"id-{name}", f"https://blog.example/posts/{name}", f"About {name}", day)
    return replace(given, **more)


def ad(name: str, **more: Any) -> JobAd:
    """A job ad."""
    return replace(
        JobAd(name, f"Data Engineer {name}", "Acme", text=f"Pipelines of {name}."), **more
    )


def read(*brought: FeedItem | JobAd, is_whole: bool = True, **more: Any) -> Read:
    """A reading that brought these."""
    items = tuple(one for one in brought if isinstance(one, FeedItem))
    ads = tuple(one for one in brought if isinstance(one, JobAd))
    return Read(FeedRead(items=items, ads=ads, is_whole=is_whole), **more)


UNCHANGED = Unchanged(Validators('"same"'))
BROKEN = Failed("answers with HTTP 500", 500)


@dataclass
class Town:
    """What feeds there are, what each says when it is asked, and who asked for what."""

    database: Database
    feeds: dict[str, Feed] = field(default_factory=dict[str, Feed])
    says: dict[str, Visit] = field(default_factory=dict[str, Visit])
    asked: list[tuple[str, datetime]] = field(default_factory=list[tuple[str, datetime]])
    visits: list[tuple[Feed, Validators, Collection[str]]] = field(
        default_factory=list[tuple[Feed, Validators, Collection[str]]]
    )
    now: datetime = START
    rounds: int = 0
    visitor: Visitor | None = None
    admins: Collection[str] = (ADMIN,)

    def __post_init__(self) -> None:
        self.collector = self.new_collector()

    def new_collector(self) -> Collector:
        """One more machine."""
        notices = Notices(self.database, lambda: self.now, lambda: None)
        return Collector(
            self.database,
            Fetcher(),
            self._visit,
            lambda: self.feeds,
            lambda: self.now,
            notices.within,
            lambda: self.admins,
            self._ended,
        )

    def add(self, *feeds: Feed) -> None:
        """Keep feeds in the knowledge."""
        self.feeds |= {one.id: one for one in feeds}

    def visit(
        self, _fetcher: Fetcher, feed: Feed, before: Validators, known: Collection[str]
    ) -> Visit:
        """What a feed says."""
        self.asked.append((feed.id, self.now))
        self.visits.append((feed, before, known))
        return self.says.get(feed.id, UNCHANGED)

    def _visit(
        self, fetcher: Fetcher, feed: Feed, before: Validators, known: Collection[str]
    ) -> Visit:
        return (self.visitor or self.visit)(fetcher, feed, before, known)

    def reads(self, says: Visit, id: str = "blog", after: timedelta = 2 * HOUR) -> Sequence[str]:
        """Let a feed say something, some time later; the titles of the stories that come of it."""
        self.now += after
        self.says[id] = says
        begun = self.now - timedelta(microseconds=1)
        self.collector.round()
        return [story.title for story in self.stories(begun, self.now)]

    def hurry(self, id: str = "blog") -> None:
        """Make a feed due now."""
        with self.database.begin() as connection:
            connection.execute(update(FEEDS).where(FEEDS.c.id == id).values(next_at=self.now))

    def stories(
        self, since: datetime = START - DAY, until: datetime | None = None
    ) -> Sequence[Story]:
        """The stories that came in."""
        with self.database.begin() as connection:
            return feed_items.stories(connection, since, until or self.now).stories

    def state(self, id: str = "blog") -> FeedState:
        """How a feed is doing."""
        with self.database.connect() as connection:
            return state.states(connection, self.now)[id]

    def rows(self, table: Table = FEED_ITEMS) -> list[Any]:
        """What is kept."""
        with self.database.connect() as connection:
            return list(connection.execute(select(table).order_by(*table.primary_key)).all())

    def open_ads(self) -> list[str]:
        """The identifiers of ads that aren't closed."""
        return sorted(row.identifier for row in self.rows(JOB_ADS) if row.closed_at is None)

    def told(self) -> list[tuple[str, str]]:
        """Who was told what."""
        with self.database.connect() as connection:
            rows = connection.execute(select(POSTS).order_by(POSTS.c.number)).all()
        return [(row.channel_id, row.payload["text"]) for row in rows]

    def _ended(self, _going: Callable[[], bool]) -> None:
        self.rounds += 1


def ticks(town: Town, time: timedelta, every: timedelta = timedelta(minutes=10)) -> None:
    """Look for what is due again and again; where nothing is, nothing is looked for."""
    begun, until = town.now, town.now + time
    while True:
        with town.database.connect() as connection:
            due = [
                one.next_read
                for one in state.states(connection, town.now).values()
                if one.next_read
            ]
        next_due = max(town.now, min(due, default=town.now))
        ticks = (next_due - begun) // every + 1
        if begun + ticks * every > until or (not due and town.asked):
            break
        town.now = begun + ticks * every
        town.collector.round()
    town.now = until


def times(town: Town, id: str) -> list[datetime]:
    """When a feed was asked for."""
    return [at for name, at in town.asked if name == id]
