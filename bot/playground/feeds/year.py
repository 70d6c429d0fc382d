"""What would be kept of the made-up feeds and boards and measured, without a server or a database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from bot.playground.feeds.ads import Ad, ads_from, boards
from bot.playground.feeds.posts import FIRST_WEEK, LAST_WEEK, PUBLISHERS, posts_from
from bot.playground.feeds.stories import weeks
from knowledge.check import check_together, examine
from knowledge.digest.subscription import WEEK, period_of
from knowledge.documents import Documents, check_documents
from knowledge.feeds.ads import read_ad
from knowledge.feeds.kept import FeedSpan, KeptAd, KeptItem, UnreadAd
from knowledge.feeds.measured import Gathered, measured
from knowledge.feeds.reading import AdPay
from knowledge.feeds.stories import Incoming
from knowledge.feeds.topics import roles_in, topics_in
from knowledge.library import Library

MEASURED_AT = time(8)
"""When the collector measures on Sundays; UTC."""

MEASURED_FOR = timedelta(days=120)
"""How old what is measured may be: sixteen weeks and a few days."""


class Year:
    """A year of feeds that were read all along, as of any day of it."""

    def __init__(self, texts: Documents, start: date) -> None:
        """`start` is a Monday; `texts` are the knowledge, whose vocabulary tells what posts and ads are about."""
        self._texts = texts
        self._examined, knowledge, _ = check_documents(texts)
        self._library = Library(knowledge, "")
        self._libraries: dict[date, Library] = {}
        self._start = start

    @cached_property
    def _incoming(self) -> dict[date, Incoming]:
        every = enumerate(weeks(self._start))
        return {self._start + week * WEEK: self._read(incoming) for week, incoming in every}

    def _read(self, incoming: Incoming) -> Incoming:
        library = self._library
        stories = (
            replace(
                one,
                topics=topics_in(library, one.title, one.summary),
                roles=roles_in(library, one.title, one.summary),
            )
            for one in incoming.stories
        )
        return replace(incoming, stories=tuple(stories))

    def incoming(self, monday: date) -> Incoming:
        """The stories of the week before a Monday."""
        return self._incoming.get(monday, Incoming())

    @cached_property
    def _items(self) -> tuple[KeptItem, ...]:
        library = self._library
        return tuple(
            KeptItem(
                post.publisher,
                post.page,
                post.at,
                topics_in(library, post.title, post.summary),
                roles_in(library, post.title, post.summary),
            )
            for post in posts_from(self._start - WEEK)
        )

    @cached_property
    def _ads(self) -> tuple[KeptAd, ...]:
        return tuple(_kept(self._library, ad) for ad in ads_from(self._start - WEEK))

    def library(self, monday: date) -> Library:
        """The knowledge on a Monday: with what was measured on the Sunday before."""
        if monday not in self._libraries:
            at = datetime.combine(monday - timedelta(days=1), MEASURED_AT, UTC)
            texts = measured(self._library, self.gathered(at), at)
            documents = {path: text for path, text in texts.items() if text is not None}
            every = [*self._examined, *(examine(path, text) for path, text in documents.items())]
            knowledge, _ = check_together(
                every, lambda path: documents.get(path) or self._texts[path]
            )
            self._libraries[monday] = Library(knowledge, str(monday), self._library)
        return self._libraries[monday]

    def gathered(self, now: datetime) -> Gathered:
        """What there is to measure at a moment."""
        since = now - MEASURED_FOR
        return Gathered(
            items=[one for one in self._items if since <= one.dated < now],
            ads=list(self._ads_at(now, since)),
            series={},
            spans=self._spans,
        )

    def _ads_at(self, now: datetime, since: datetime) -> Iterator[KeptAd]:
        for ad in self._ads:
            closed = ad.closed_at if ad.closed_at and ad.closed_at <= now else None
            if ad.dated < now and (closed is None or closed >= since):
                yield replace(ad, closed_at=closed, last_seen=closed or now)

    @cached_property
    def _spans(self) -> dict[str, FeedSpan]:
        first = self._start + FIRST_WEEK * WEEK
        read = frozenset(
            period_of(self._start + week * WEEK) for week in range(FIRST_WEEK, LAST_WEEK + 2)
        )
        ids = [*(one.id for one in PUBLISHERS), *(f"jobs-{board.id}" for board in boards())]
        return dict.fromkeys(ids, FeedSpan(first, period_of(first), read))


def _kept(library: Library, ad: Ad) -> KeptAd:
    feed = f"jobs-{ad.board}"
    low, high = ad.pay_words
    words = f"Base salary {low} – {high}"
    stated = AdPay(ad.low, ad.high, ad.place.currency, "YEAR", words, "field", "base")
    pay = (stated,) if ad.pay_in == "field" else ()
    kind = "TELECOMMUTE" if ad.place.is_remote else None
    text = "\n".join(ad.paragraphs)
    id, places = str(ad.number), (ad.place.name,)
    about = read_ad(
        library, UnreadAd(id, feed, ad.title, ad.employer, places, kind, None, pay, text, "")
    )
    return KeptAd(
        feed=feed,
        job=id,
        title=ad.title,
        organization=ad.employer,
        dated=ad.at,
        first_seen=ad.at,
        last_seen=ad.at,
        closed_at=ad.closed,
        is_backlog=False,
        location_type=kind,
        pay=about.pay,
        roles=about.roles,
        level=about.level,
        places=about.places,
        skills=about.skills,
    )
