"""What posts are about and what ads say, some at a time, each portion in a niced process with bounds.

They come from anywhere, and one that a reader hangs on or chokes on costs itself alone.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any, Literal, TypeVar

from bot.feeds.understood import packed
from bot.reading.bounded import Bounds, run_bounded
from bot.state import feed_items, job_ads
from bot.state.database import Database
from knowledge.drafting.article import Refusal
from knowledge.feeds.kept import AdSubjects, ItemSubjects, UnreadAd, UnreadItem
from knowledge.feeds.reading import AdPay
from knowledge.library import Library

log = logging.getLogger(__name__)

What = Literal["posts", "ads"]

READER = "2"
"""Raised when something else is read in the same text: what was read before is then read again."""

AT_ONCE: Mapping[What, int] = {"posts": 2_000, "ads": 200}
"""How many to a process: it takes half a second until the first is read, and an ad up to 30 ms."""

AGAIN_AT_ONCE = 2_000
"""Ads that are read again in a round, where the vocabulary is another one: half a minute of a processor."""

BOUNDS = Bounds(seconds=60, output=16_000_000)

Unread = TypeVar("Unread", UnreadItem, UnreadAd)


def read_with(library: Library) -> str:
    """The digest of all that posts and ads are read with; another one, and they are read again."""
    return hashlib.sha256(f"{READER}{_names(library)}".encode()).hexdigest()[:32]


def items_read(
    library: Library, items: Sequence[UnreadItem], bounds: Bounds = BOUNDS
) -> Iterator[tuple[UnreadItem, ItemSubjects]]:
    """What each post is about; nothing where it can't be read."""
    for item, told in _read(library, "posts", items, bounds):
        about = ItemSubjects(tuple(told["topics"]), tuple(told["roles"])) if told else None
        yield item, about or ItemSubjects()


def ads_read(
    library: Library, ads: Sequence[UnreadAd], bounds: Bounds = BOUNDS
) -> Iterator[tuple[UnreadAd, AdSubjects]]:
    """What each ad says; of one that can't be read, the pay of its fields."""
    for ad, told in _read(library, "ads", ads, bounds):
        yield ad, _ad_subjects(told) if told else AdSubjects(pay=ad.stated_pay)


def _ad_subjects(told: Mapping[str, Any]) -> AdSubjects:
    return AdSubjects(
        pay=tuple(AdPay(**one) for one in told["pay"]),
        roles=tuple(told["roles"]),
        level=told["level"],
        places=tuple(told["places"]),
        skills=tuple(told["skills"]),
    )


_Read = Iterator[tuple[Unread, Mapping[str, Any] | None]]


def _read(library: Library, what: What, unread: Sequence[Unread], bounds: Bounds) -> _Read[Unread]:
    most = AT_ONCE[what]
    for start in range(0, len(unread), most):
        yield from _portion(_names(library), what, unread[start : start + most], bounds)


def _portion(names: str, what: What, unread: Sequence[Unread], bounds: Bounds) -> _Read[Unread]:
    """Read a portion; where it can't be, its halves, so that a single one of them is left out."""
    given = f'{{"names": {names}, "{what}": {json.dumps([asdict(one) for one in unread])}}}'
    told = run_bounded("bot.feeds.understood:read", given.encode(), bounds, "feeds")
    if not isinstance(told, Refusal):
        yield from zip(unread, json.loads(told), strict=True)
    elif len(unread) == 1:
        log.warning("feeds: one of the %s of %s %s", what, unread[0].feed, told.why)
        yield unread[0], None
    else:
        middle = len(unread) // 2
        yield from _portion(names, what, unread[:middle], bounds)
        yield from _portion(names, what, unread[middle:], bounds)


@lru_cache(maxsize=1)
def _names(library: Library) -> str:
    return json.dumps(packed(library), sort_keys=True)


class Understanding:
    """Reads what came in and isn't read yet, and what is kept again when the vocabulary is another one."""

    def __init__(
        self, database: Database, library: Callable[[], Library], bounds: Bounds = BOUNDS
    ) -> None:
        self._database = database
        self._library = library
        self._bounds = bounds

    def catch_up(self, going: Callable[[], bool] = lambda: True) -> int:
        """Read all that is unread, for as long as it is `going`; gives how much was read.

        Then open ads are read again, some in a round: there may be many, and each takes long.
        """
        library = self._library()
        digest = read_with(library)
        tried = set[tuple[str, str | None]]()
        left = AGAIN_AT_ONCE
        while going():
            with self._database.connect() as connection:
                posts = feed_items.unread_items(connection, digest, AT_ONCE["posts"])
                ads = job_ads.unread_ads(connection, AT_ONCE["ads"])
                if not posts and not ads and left > 0:
                    most = min(left, AT_ONCE["ads"])
                    ads = job_ads.ads_to_read_again(connection, digest, most)
                    left -= len(ads)
            # What changes all the time is left to the next round.
            posts = [one for one in posts if (one.id, one.version) not in tried]
            ads = [one for one in ads if (one.id, one.version) not in tried]
            if not posts and not ads:
                break
            tried |= {(one.id, one.version) for one in (*posts, *ads)}
            about = [*items_read(library, posts, self._bounds)]
            said = [*ads_read(library, ads, self._bounds)]
            with self._database.begin() as connection:
                feed_items.note_items_read(connection, digest, about)
                job_ads.note_ads_read(connection, digest, said)
        return len(tried)
