"""A town whose feeds are measured: what they bring is made up week by week."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.feeds.afterwards import Afterwards
from bot.feeds.measuring import Measuring
from bot.revisions.base import KnowledgeBase
from bot.state import feed_items, job_ads, revisions
from bot.state.database import Database
from knowledge.feeds.ads import read_ad
from knowledge.feeds.kept import ItemSubjects
from knowledge.feeds.reading import AdPay, FeedItem, JobAd
from knowledge.feeds.topics import roles_in, topics_in
from knowledge.revisions import Revision
from knowledge.store import KnowledgeStore
from tests.feeds.collecting.town import Town, feed, read
from tests.knowledge.small_tables import TEXTS

SMALL = {
    **TEXTS,
    "vocabulary/topics.yaml": 'terms:\n  - {id: zed-waves, name: "Zed waves"}\n  - {id: skills-demand, name: "Skills in demand"}\n',
    "vocabulary/skills.yaml": 'terms:\n  - {id: sql, name: "SQL"}\n  - {id: go, name: "Go"}\n',
}

WEDNESDAY = datetime(2026, 11, 18, 9, tzinfo=UTC)
"""When the feeds of the town are read for the first time; the last whole week ends on 14 Nov."""

FEEDS = ("alpha", "beta", "gamma")


class MeasuredTown(Town):
    """The town with a knowledge, in which what is measured is published."""

    def __init__(self, database: Database, folder: Path) -> None:
        super().__init__(database, now=WEDNESDAY)
        self.folder = folder
        self.knowledge = KnowledgeBase(database, KnowledgeStore(folder / "store.json"), self.clock)
        assert [*self.knowledge.begin(SMALL, ())] == []
        self.measuring = self.another()

    afterwards: Afterwards | None = None
    """What is done at the end of a round."""

    def _ended(self, going: Callable[[], bool]) -> None:
        super()._ended(going)
        if self.afterwards is not None:
            self.afterwards(going)

    def clock(self) -> datetime:
        return self.now

    def another(self) -> Measuring:
        """One more machine that measures."""
        return Measuring(self.database, self.knowledge, lambda: self.feeds, self.clock)

    def begin(self) -> None:
        """Turn the feeds on and read them, once."""
        self.add(*map(feed, FEEDS), feed("board", "greenhouse", board="board"))
        for name in FEEDS:
            self.says[name] = read(*posts(name, self.now))
        self.says["board"] = read(*ads())
        self.collector.round()
        self.understand()

    def comes(self, to: datetime) -> None:
        """Let time pass; what every feed has is read, and every board."""
        while self.now < to:
            self.now = min(self.now + timedelta(days=1), to)
            for name in FEEDS:
                self.says[name] = read(*posts(name, self.now, days=3))
            self.collector.round()
        self.understand()

    def understand(self) -> None:
        """Read what came in, here and not in a process of its own."""
        library = self.knowledge.library()
        with self.database.begin() as connection:
            items = [
                (
                    one,
                    ItemSubjects(
                        topics_in(library, one.title, one.summary),
                        roles_in(library, one.title, one.summary),
                    ),
                )
                for one in feed_items.unread_items(connection, "here", 10_000)
            ]
            feed_items.note_items_read(connection, "here", items)
            unread = job_ads.unread_ads(connection, 10_000)
            job_ads.note_ads_read(
                connection, "here", [(one, read_ad(library, one)) for one in unread]
            )

    def newest(self) -> Revision:
        """The newest revision."""
        with self.database.connect() as connection:
            return revisions.history(connection, 1)[0]

    def statements(self, source: str) -> list[str]:
        """What a measured source states, as it is served."""
        self.knowledge.refresh()
        known = self.knowledge.library().sources.get(source)
        return [one.statement for one in known.facts] if known else []


def posts(name: str, now: datetime, days: int = 140) -> Iterator[FeedItem]:
    """Twelve posts a week of a feed, for the twenty weeks before; of the last four, more are about zed waves."""
    for ago in range(days):
        day = now.replace(hour=8) - timedelta(days=ago)
        of_week = day.date().toordinal()
        for number in range(2 if of_week % 7 < 5 else 1):
            is_recent = day >= datetime(2026, 10, 18, tzinfo=UTC)
            about = of_week % (2 if is_recent else 8) == 0
            title = "Zed waves" if about else "Other things"
            key = f"{name}-{of_week}-{number}"
            yield FeedItem(key, f"https://{name}.example/{key}", f"{title} {key}", day)


def ads() -> Iterator[JobAd]:
    """Six jobs at three companies, with what they pay in fields."""
    for number in range(6):
        pay = AdPay(
            100_000 + 10_000 * number,
            150_000 + 10_000 * number,
            "USD",
            "YEAR",
            "in a field",
            "field",
            "base",
        )
        ad = JobAd(
            f"job-{number}", "Senior Analyst", f"Company {number % 3}", locations=("Austin, TX",)
        )
        yield replace(ad, pay=(pay,), text=f"You know SQL. Team {number}.")
