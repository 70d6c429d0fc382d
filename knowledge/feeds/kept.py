"""What is kept of feeds, as those who read and measure it get it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from knowledge.feeds.reading import AdPay


@dataclass(frozen=True, slots=True)
class UnreadItem:
    """A post of which it isn't known yet what it is about; `version` is of its text."""

    id: str
    feed: str
    title: str
    summary: str
    version: str | None


@dataclass(frozen=True, slots=True)
class UnreadAd:
    """A job ad of which it isn't known yet what it says; its text is kept no longer than that."""

    id: str
    feed: str
    title: str
    organization: str | None
    locations: tuple[str, ...]
    location_type: str | None
    employment_type: str | None
    stated_pay: tuple[AdPay, ...]
    text: str
    version: str


@dataclass(frozen=True, slots=True)
class ItemSubjects:
    """What a post is about, by the vocabulary."""

    topics: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdSubjects:
    """What an ad says: its pay with that of its text, and what it is about, by the vocabulary."""

    pay: tuple[AdPay, ...] = ()
    roles: tuple[str, ...] = ()
    level: str | None = None
    places: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptItem:
    """A post, to be counted; `story` is the same for all that tell the same."""

    feed: str
    story: str
    dated: datetime
    topics: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptAd:
    """An ad, to be measured. Ads of one `job` are one job in several places, or posted again.

    `organization` is the feed's name where the ad states none. It is open until `closed_at`, if that is known.
    """

    feed: str
    job: str
    title: str
    organization: str
    dated: datetime
    first_seen: datetime
    last_seen: datetime
    closed_at: datetime | None
    is_backlog: bool
    location_type: str | None
    pay: tuple[AdPay, ...]
    roles: tuple[str, ...]
    level: str | None
    places: tuple[str, ...]
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedSpan:
    """How far a feed is known: `begins` on the day of the oldest post that its first reading brought.

    `first_week` is that of the first reading, `weeks` are those since in which it was read, or of which a later
    reading showed everything (ISO 8601).
    """

    begins: date
    first_week: str
    weeks: frozenset[str]


FeedSpans = Mapping[str, FeedSpan]
