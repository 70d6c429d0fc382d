"""Stories: posts as readers see them, each once, however many feeds bring it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Story:
    """One story; `key` is the same wherever and whenever it comes again.

    `feeds` are the ids of the feeds that brought it, the first one first. `first_seen` is by our clock, and
    alone decides whether it is new; `published` is what its first feed states. `topics` and `roles` are what
    was read in it.
    """

    key: str
    title: str
    link: str
    feeds: tuple[str, ...]
    first_seen: datetime
    published: datetime | None = None
    summary: str = ""
    topics: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came in since a channel's last digest: stories, none of them of a feed's first reading.

    `feed_names` give the names of feeds by id, of those too that are no longer kept, `feed_homes` the sites that
    feeds say they are of. `failing` are the ids of those that can't be read at the moment.
    """

    stories: tuple[Story, ...] = ()
    feed_names: Mapping[str, str] = field(default_factory=dict[str, str])
    feed_homes: Mapping[str, str] = field(default_factory=dict[str, str])
    failing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LatestPost:
    """A post as it is listed behind what is measured of its topics; `outlet` is the name of its feed."""

    title: str
    link: str | None
    outlet: str
    day: date


@dataclass(frozen=True, slots=True)
class LatestPosts:
    """The latest posts by topic, a few of each, the newest first; with another `version` there are others."""

    by_topic: Mapping[str, Sequence[LatestPost]] = field(
        default_factory=dict[str, Sequence[LatestPost]]
    )
    version: int = 0


@dataclass(frozen=True, slots=True)
class FeedState:
    """How a feed is doing.

    It `is_due` from `next_read` on, until someone begins; then it `is_being_read`.
    `error` and `paused_for` are ends of sentences that begin with its name: why it can't be read, and why
    nothing is asked for any more.
    """

    id: str
    last_read: datetime | None = None
    next_read: datetime | None = None
    items: int = 0
    error: str | None = None
    failing_since: datetime | None = None
    paused_for: str | None = None
    moved_to: str | None = None
    is_due: bool = False
    is_being_read: bool = False


@dataclass(frozen=True, slots=True)
class ListedAd:
    """A job ad as it is listed behind what was computed of it; `pay` are its very words."""

    title: str
    organization: str
    place: str | None
    pay: str | None
    url: str | None
    date_posted: datetime | None
