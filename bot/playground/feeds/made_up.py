"""Everything that the playground's publishers and employers have brought out by some moment."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from bot.playground.feeds.ads import Ad, ads_from, boards
from bot.playground.feeds.board_formats import board_body
from bot.playground.feeds.feed_formats import TYPES, feed_body
from bot.playground.feeds.patterns import part
from bot.playground.feeds.posts import PUBLISHERS, Post, posts_from

MOST_IN_A_FEED = 200
"""How far a feed goes back: it has all of the twenty weeks before the start."""

SERIES = "ai-share-of-ads"
SERIES_WEEKS = 104
COUNTRIES = {"US": 6.1, "GB": 5.2, "DE": 4.0}
"""The countries of the series, and the percent that each has at the start."""


@dataclass(frozen=True, slots=True)
class Served:
    """A body with its media type, and when it last changed."""

    body: bytes
    type: str
    changed: datetime


class MadeUp:
    """The made-up world around a start, as it is served at an address; nothing in it is of later than asked for."""

    def __init__(self, start: date, base: str) -> None:
        """`start` is the Monday of the week in which the playground starts, `base` has no slash at its end."""
        self._start = start
        self._base = base
        self._boards = {f"{board.id}.json": board for board in boards()}
        self._publishers = {publisher.id: publisher for publisher in PUBLISHERS}

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """Every post, oldest first."""
        return posts_from(self._start)

    @cached_property
    def ads(self) -> tuple[Ad, ...]:
        """Every ad, oldest first."""
        return ads_from(self._start)

    def feed(self, name: str, now: datetime) -> Served | None:
        """A publisher's feed."""
        publisher = self._publishers.get(name)
        if publisher is None:
            return None
        out = [post.as_of(now) for post in self.posts if post.at <= now and post.publisher == name]
        newest = out[::-1][:MOST_IN_A_FEED]
        body = feed_body(publisher, newest, self._base)
        return Served(body, TYPES[publisher.format], newest[0].at if newest else self._began)

    def board(self, name: str, now: datetime) -> Served | None:
        """A board's open ads, newest first."""
        board = self._boards.get(name)
        if board is None:
            return None
        of_it = [ad for ad in self.ads if ad.board == board.id and ad.at <= now]
        listed = [ad for ad in of_it if now < ad.closed][::-1]
        changes = [ad.at for ad in of_it] + [ad.closed for ad in of_it if ad.closed <= now]
        body = board_body(board, listed, self._base)
        return Served(body, "application/json", max(changes, default=self._began))

    def series(self, name: str, now: datetime) -> Served | None:
        """A CSV: on each Monday, the percent of ads that name AI, by country."""
        if name != f"{SERIES}.csv":
            return None
        weeks = range(-SERIES_WEEKS, (now.date() - self._start).days // 7 + 1)
        days = [self._start + timedelta(weeks=week) for week in weeks]
        lines = [
            f"{day},{country},{share * (1 + week / 260 + 0.03 * part(country, week)):.3f}"
            for week, day in zip(weeks, days, strict=True)
            for country, share in COUNTRIES.items()
        ]
        text = "\n".join(["date,jobcountry,AI_share_postings", *lines, ""])
        changed = datetime.combine(days[-1], time(), UTC)
        return Served(text.encode(), "text/csv; charset=utf-8", changed)

    def page(self, path: str, now: datetime) -> Served | None:
        """What a post or an ad links to."""
        for post in self.posts:
            if post.page == path and post.at <= now:
                return _page(post.as_of(now).title, (post.summary,), post.at)
        for ad in self.ads:
            if ad.page == path and ad.at <= now:
                return _page(f"{ad.title} · {ad.employer}", (ad.place.name, *ad.paragraphs), ad.at)
        return None

    @property
    def _began(self) -> datetime:
        return datetime.combine(self._start, time(), UTC)


Find = Callable[[MadeUp, str, datetime], Served | None]


def _page(title: str, paragraphs: tuple[str, ...], at: datetime) -> Served:
    heading = html.escape(title)
    text = "".join(f"<p>{html.escape(one)}</p>" for one in paragraphs)
    body = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{heading}</title>'
        '<body style="font: 1rem/1.6 system-ui; max-width: 40rem; margin: 3rem auto; padding: 0 1rem">'
        f"<h1>{heading}</h1>{text}<p><small>{at:%B} {at.day}, {at.year}. Made up for the playground, like everyone in it."
        "</small></p></body></html>"
    )
    return Served(body.encode(), "text/html; charset=utf-8", at)
