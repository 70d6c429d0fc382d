"""What one reading of a feed brought, as it was stated there, and how far that can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    # The process that reads a feed needs its name alone: pydantic would take it twice as long to start.
    from knowledge.fields import Component

Unit = Literal["HOUR", "DAY", "WEEK", "MONTH", "YEAR"]
"""What an amount pays for (schema.org `unitText`)."""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A post. The names are Atom's (RFC 4287).

    `id` is the one that the feed gives, None where it gives none. `link` is absolute, without what only
    tracks readers; its fragment is kept. `published` and `updated` are as stated, None where a feed states
    none or one that cannot be read. `summary` is plain text, cut.
    """

    id: str | None
    link: str | None
    title: str
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class AdPay:
    """Pay as an ad states it (schema.org `MonetaryAmount`); nothing is inferred, annualized or corrected.

    `unit` is schema.org's `unitText`, None where none is stated. `words` are the very words, `stated_in` tells
    a field of the board's, markup within its text, and prose. `doubtful` says why it can hardly be meant.
    """

    min_value: float | None
    max_value: float | None
    currency: str | None
    unit: Unit | None
    words: str
    stated_in: Literal["field", "markup", "prose"]
    component: Component = "unspecified"
    place: str | None = None
    doubtful: str | None = None


@dataclass(frozen=True, slots=True)
class JobAd:
    """A job ad. The names are schema.org's (JobPosting).

    `identifier` is the board's. `locations` are as stated, `location_type` is "TELECOMMUTE" or None.
    `text` is its plain text, cut, which is read once and then not kept.
    """

    identifier: str
    title: str
    organization: str | None = None
    url: str | None = None
    locations: tuple[str, ...] = ()
    location_type: Literal["TELECOMMUTE"] | None = None
    employment_type: str | None = None
    date_posted: datetime | None = None
    date_modified: datetime | None = None
    valid_through: datetime | None = None
    pay: tuple[AdPay, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class SeriesValue:
    """One value of a series, in the series' unit; `name` tells several series of one file apart."""

    day: date
    value: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class FeedRead:
    """What one answer, or all of a visit, brought.

    `more` are addresses of further pages, `details` those of ads' own texts, by identifier. It `is_whole` where
    nothing was left out, so that an ad that is missing is gone. `notes` say in words what a person should
    know: that items had no date, that the file breaks off, that a search found this thread. `home` is the site
    that the feed says it is of (RSS `link`, Atom's `alternate`, JSON Feed `home_page_url`).
    """

    title: str | None = None
    home: str | None = None
    items: tuple[FeedItem, ...] = ()
    ads: tuple[JobAd, ...] = ()
    values: tuple[SeriesValue, ...] = ()
    more: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict[str, str])
    is_whole: bool = True
    notes: tuple[str, ...] = ()
