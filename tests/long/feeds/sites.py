"""Sites that publish over months, each with a fault of its own; what they truly published is known."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from bot.feeds.visits import Failed, Read, Unchanged, Validators, Visit
from bot.fetching.fetcher import Fetcher
from knowledge.feeds.keys import digest
from knowledge.feeds.model import Feed
from knowledge.feeds.reading import FeedItem, FeedRead, JobAd
from tests.feeds.collecting.town import DAY, HOUR, START, WEEK, feed

END = START + 12 * WEEK
GONE = Failed("answers with HTTP 410", 410, is_gone=True)
TOO_MANY = Failed("answers with HTTP 429", 429, retry_after=6 * 3_600)
SLOW = Failed("takes more than 20 seconds to answer")
HUGE = Failed("is larger than 10 MB")
INNER = Failed("is inside a private network")

FAULTS = (
    "none", "none", "ids change", "ids and dates change", "links change", "dates are now", "floods", "floods undated", "twins",
    "unchanged", "gone", "too many", "slow", "huge", "hostile", "breaks off", "titles change", "no ids", "repeats others", "revised",
)  # fmt: skip
BOARD_FAULTS = ("none", "fails", "empty", "breaks off", "identifiers", "unchanged", "slow", "dates")


@dataclass
class Site:
    """A site with a fault, and what it truly publishes; `shown` are the last posts of each moment."""

    id: str
    fault: str
    truth: list[FeedItem]
    seed: int

    def say(self, now: datetime, before: Validators) -> Visit:
        """What it answers."""
        failure = self._failure(now)
        if failure is not None:
            return failure
        items = self._written([one for one in self.truth if published(one) <= now][-15:][::-1], now)
        is_whole = self.fault != "breaks off" or bool(drawn(self, now, 3))
        if not is_whole:
            items = items[: drawn(self, now, len(items))]
        etag = digest(*(one.id for one in items))
        if self.fault == "unchanged" and before.etag == etag:
            return Unchanged(before)
        return Read(FeedRead(items=tuple(items), is_whole=is_whole), Validators(etag))

    def _failure(self, now: datetime) -> Failed | None:
        """Why it doesn't answer just now, if so."""
        if self.fault == "gone" and now > START + 3 * WEEK:
            return GONE
        failures = {"too many": TOO_MANY, "slow": SLOW, "huge": HUGE, "hostile": INNER}
        found = failures.get(self.fault)
        return found if found and drawn(self, now, 3) == 0 else None

    def _written(self, items: list[FeedItem], now: datetime) -> list[FeedItem]:
        """The posts as its fault writes them."""
        week = (now - START) // (2 * WEEK)
        match self.fault:
            case "ids change":
                return [replace(one, id=f"{one.id}#{week}") for one in items]
            case "ids and dates change":
                return [replace(one, id=f"{one.id}#{week}", published=now) for one in items]
            case "links change":
                return [replace(one, link=f"{one.link}?v={week}") for one in items]
            case "dates are now":
                return [replace(one, published=now) for one in items]
            case "floods" | "floods undated" if (now - START) % (3 * WEEK) > 20 * DAY:
                undated = self.fault == "floods undated"
                archive = [flooded(self.id, n, week, now, undated=undated) for n in range(200)]
                return items + archive
            case "twins":
                twins = [
                    replace(one, id=f"{one.id}-twin", link=f"{one.link}".replace("/p/", "/q/"))
                    for one in items
                ]
                return items + twins + items[:3]
            case "titles change":
                return [replace(one, title=f"{one.title} (week {week})") for one in items]
            case "no ids":
                return [replace(one, id=None) for one in items]
            case "revised":
                return [
                    replace(one, id=f"{one.id}2026v{week + 1}", link=f"{one.link}2026v{week + 1}")
                    for one in items
                ]
            case _:
                return items


def drawn(one: "Site | Board", now: datetime, of: int) -> int:
    """A number below another one: always the same at a moment, whichever process asks."""
    return Random(f"{one.seed} {one.id} {now}").randrange(of)


def published(one: FeedItem) -> datetime:
    """When a post truly came out."""
    assert one.published is not None
    return one.published


def flooded(site: str, n: int, week: int, now: datetime, *, undated: bool) -> FeedItem:
    """An old post that nobody has seen."""
    return FeedItem(
        f"flood-{site}-{week}-{n}",
        f"https://{site}.example/flood/{week}/{n}",
        f"flood {site} {week} {n}",
        None if undated else now - (10 + n) * DAY,
    )


@dataclass
class Board:
    """A board with a fault; its ads are open from a day on, for some days."""

    id: str
    fault: str
    spans: list[tuple[datetime, datetime]]
    seed: int

    def open_at(self, now: datetime) -> set[int]:
        """Which of its ads are truly open."""
        return {n for n, (since, until) in enumerate(self.spans) if since <= now < until}

    def say(self, now: datetime, before: Validators) -> Visit:
        """What it answers."""
        is_bad = drawn(self, now, 4) == 0
        if is_bad and self.fault in ("fails", "slow"):
            return SLOW
        ads = [self._ad(n, now) for n in sorted(self.open_at(now))]
        if is_bad and self.fault == "empty":
            return Read(FeedRead(is_whole=now.day % 2 == 0))
        if is_bad and self.fault == "breaks off":
            return Read(FeedRead(ads=tuple(ads[:2]), is_whole=False))
        etag = digest(*(one.identifier for one in ads))
        if self.fault == "unchanged" and before.etag == etag:
            return Unchanged(before)
        return Read(FeedRead(ads=tuple(ads)), Validators(etag))

    def _ad(self, n: int, now: datetime) -> JobAd:
        identifier = f"{n}-{(now - START) // (2 * WEEK)}" if self.fault == "identifiers" else f"{n}"
        modified = now if self.fault == "dates" else None
        return JobAd(
            identifier,
            f"Engineer {n}",
            self.id,
            date_posted=self.spans[n][0],
            date_modified=modified,
            text=f"Job {n}.",
        )


@dataclass
class Web:
    """All of it; who visits it is noted."""

    now: datetime = START
    sites: dict[str, Site] = field(default_factory=dict[str, Site])
    boards: dict[str, Board] = field(default_factory=dict[str, Board])
    feeds: dict[str, Feed] = field(default_factory=dict[str, Feed])
    visited: list[tuple[str, datetime]] = field(default_factory=list[tuple[str, datetime]])

    def visit(
        self, _fetcher: Fetcher, feed: Feed, before: Validators, _known: Collection[str]
    ) -> Visit:
        """Ask a site or a board."""
        self.visited.append((feed.id, self.now))
        asked = self.sites.get(feed.id) or self.boards[feed.id]
        return asked.say(self.now, before)


def web(seed: int) -> Web:
    """Twenty sites and eight boards."""
    random, web = Random(seed), Web()
    for n, fault in enumerate(FAULTS):
        id = f"site-{n}"
        web.feeds[id] = feed(id)
        web.sites[id] = Site(id, fault, _posts(id, random), seed)
    _repeat(web, random)
    for n, fault in enumerate(BOARD_FAULTS):
        id = f"board-{n}"
        web.feeds[id] = feed(id, "lever", board=id)
        begins = [START + random.uniform(-40, 80) * DAY for _ in range(40)]
        spans = [(begin, begin + random.uniform(5, 60) * DAY) for begin in begins]
        web.boards[id] = Board(id, fault, spans, seed)
    return web


def _posts(site: str, random: Random) -> list[FeedItem]:
    """Posts at any hour over half a year, some two in three days."""
    posts: list[FeedItem] = []
    at = START - 14 * WEEK
    while at < END:
        at += random.uniform(4, 68) * HOUR
        name = f"{site}-{len(posts)}"
        posts.append(
            FeedItem(f"id-{name}", f"https://{site}.example/p/{name}", f"story {name}", at)
        )
    return posts


def _repeat(web: Web, random: Random) -> None:
    """One site repeats what others say, some hours later, under ids of its own."""
    repeater = next(one for one in web.sites.values() if one.fault == "repeats others")
    others = [one for site in web.sites.values() if site.fault == "none" for one in site.truth]
    repeater.truth = sorted(
        (
            replace(
                one,
                id=f"again-{one.id}",
                published=published(one) + timedelta(hours=random.uniform(0.1, 30)),
            )
            for one in others
        ),
        key=published,
    )
