"""What collecting takes: 180 feeds and 20 boards with 20,000 ads, in this process, on SQLite.

Three rounds: the first, in which all is new; one in which a twentieth has changed, as on most days; one in which
every site says that nothing has. While rounds run answers are asked for as well. Fetching and parsing are left
out: the readings are made up beforehand (parsers have processes of their own).
"""

import platform
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory

from benchmarks.deliveries import peak_megabytes
from benchmarks.generated import library_of
from benchmarks.machine import processor
from benchmarks.questions import MIX
from bot.delivery.notices import Notices
from bot.feeds.collecting import Collector
from bot.feeds.visits import Read, Unchanged, Validators, Visit
from bot.fetching.fetcher import Fetcher
from bot.offline import Loopback, offline_deps, open_loopback
from bot.settings import Settings
from bot.state.database import Database, open_database
from knowledge.english import LIST
from knowledge.feeds.model import Feed
from knowledge.feeds.reading import FeedItem, FeedRead, JobAd

FEEDS, ITEMS = 180, 30
BOARDS, ADS = 20, 1_000
CHANGED = 20
"""One in so many is another one the next day."""

WORDS = "We build pipelines and serve models that people rely on every day, with care and tests. "
COMMON = LIST.read_text(encoding="ascii").split()[:1_000]
LENGTH = 800
"""Words of an ad: 4,900 characters, which are packed to 2,300, as the ads of real boards are on average."""

START = datetime(2026, 11, 16, 9, tzinfo=UTC)
LEAST_ASKED = 4.0
PAUSE = 0.01
TODAY = date(2026, 11, 28)


class Sites:
    """All feeds and boards, and which day it is with them."""

    def __init__(self) -> None:
        self.feeds = {
            **{
                f"feed-{n}": Feed(
                    id=f"feed-{n}",
                    name=f"Feed {n}",
                    kind="feed",
                    address=f"https://{n}.example/feed",
                    enabled=True,
                )
                for n in range(FEEDS)
            },
            **{
                f"board-{n}": Feed(
                    id=f"board-{n}", name=f"Board {n}", kind="lever", board=f"b{n}", enabled=True
                )
                for n in range(BOARDS)
            },
        }
        self.now = START
        self.day = 0
        self._read: dict[str, Read] = {}

    def prepare(self, day: int) -> None:
        """Make up what all say on a day."""
        self.day, self.now = day, START + timedelta(days=2 * day)
        for id, feed in self.feeds.items():
            made = self._ads(id) if feed.brings_ads else self._items(id)
            self._read[id] = Read(made, Validators('"1"'))

    def visit(
        self, _fetcher: Fetcher, feed: Feed, before: Validators, _known: Collection[str]
    ) -> Visit:
        """What one says; from the third day on nothing changes."""
        return Unchanged(before) if self.day > 1 else self._read[feed.id]

    def _items(self, id: str) -> FeedRead:
        return FeedRead(
            items=tuple(
                FeedItem(
                    f"{id}-{n}",
                    f"https://{id}.example/posts/{n}",
                    f"What we learned from {n} at {id}",
                    START - timedelta(days=n),
                    summary=WORDS * 3,
                )
                for n in range(-self.day * (ITEMS // CHANGED), ITEMS)
            )
        )

    def _ads(self, id: str) -> FeedRead:
        first = self.day * (ADS // CHANGED)
        ad = JobAd("", "Data Engineer", id, locations=("Berlin", "Remote"), date_posted=START)
        return FeedRead(
            ads=tuple(
                replace(ad, identifier=f"{n}", title=f"Data Engineer {n}", text=text_of(id, n))
                for n in range(first, first + ADS)
            )
        )


def text_of(board: str, number: int) -> str:
    """What an ad says: no other one says the same."""
    said = Random(f"{board} {number}")  # noqa: S311 — no secret is drawn
    return " ".join(said.choices(COMMON, k=LENGTH))


def main() -> None:
    print(f"{processor()}; Python {platform.python_version()}")
    print(f"{FEEDS} feeds of {ITEMS} posts, {BOARDS} boards of {ADS:,} ads\n")
    library = library_of(0)
    app = open_loopback(Settings.model_construct(), offline_deps(lambda: library, lambda: TODAY))
    # The first time they are answered, and not looked up.
    asked_while(app, lambda: time.sleep(LEAST_ASKED))
    print_asked("nothing else going on", asked_while(app, lambda: time.sleep(LEAST_ASKED)))
    with TemporaryDirectory() as folder:
        database = open_database(Path(folder, "state.db"))
        sites = Sites()
        for day, name in enumerate(("the first round", "a day later", "nothing has changed")):
            sites.prepare(day)
            hosts, before = collector(database, sites), peak_megabytes()
            asked = asked_while(app, hosts.round)
            print()
            print_line(f"{name}: s of CPU, and s by the clock", asked.cpu, asked.seconds)
            print_line("memory at the most: MB, and before", peak_megabytes(), before)
            print_asked("in the meantime", asked)
        database.close()
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
        print_line("\nthe database, with the texts of open ads: MB", size / 1e6)


def collector(database: Database, sites: Sites) -> Collector:
    return Collector(
        database,
        Fetcher(),
        sites.visit,
        lambda: sites.feeds,
        lambda: sites.now,
        Notices(database, lambda: sites.now, lambda: None).within,
        lambda: (),
    )


@dataclass(frozen=True)
class Asked:
    """What a piece of work took, and the answers while it was done: seconds, of CPU too."""

    seconds: float
    cpu: float
    took: list[float]
    cpu_of_answers: float


def asked_while(app: Loopback, work: Callable[[], object]) -> Asked:
    """Ask one question after the other, a hundred a second at the most, while something is done."""
    begun, all_of_it, own = time.perf_counter(), time.process_time(), time.thread_time()
    took: list[float] = []
    thread = threading.Thread(target=work)
    thread.start()
    questions = cycle(MIX)
    while thread.is_alive():
        command, text = next(questions)
        since = time.perf_counter()
        app.ask(f"/{command} {text}")
        took.append(time.perf_counter() - since)
        time.sleep(PAUSE)
    own = time.thread_time() - own
    cpu = time.process_time() - all_of_it - own
    return Asked(time.perf_counter() - begun, cpu, took, own)


def print_asked(when: str, asked: Asked) -> None:
    hundredths = quantiles(asked.took, n=100)
    print_line(f"an answer, {when}: ms of CPU", 1_000 * asked.cpu_of_answers / len(asked.took))
    print_line("  p50 and p99: ms", 1_000 * hundredths[49], 1_000 * hundredths[98])


def print_line(name: str, *numbers: float) -> None:
    print(f"{name:<56}" + "".join(f"{number:>10.2f}" for number in numbers))


if __name__ == "__main__":
    main()
