"""One week's digest: what it is made from, and what stands in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from knowledge.answers import PaySpan
from knowledge.commands import QuestionName
from knowledge.difference import Change
from knowledge.digest.subscription import Focus
from knowledge.fields import Section
from knowledge.model import Bullet, Fact, Role, Source, Trend


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One thing in the knowledge that is new, different or gone.

    The change of a role or a source says how many figures came or went with it ("30 figures").
    """

    kind: Literal["figure", "role", "source"]
    change: Change


@dataclass(frozen=True, slots=True)
class News:
    """What changed in the knowledge since a day."""

    since: date
    items: tuple[NewsItem, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a digest is composed from, alongside the library.

    `key` is the subscription's id: two channels get the same material in different orders. `had` are
    the items (`Digest.items`) of each digest that the channel was sent, oldest first. `news` is None
    for a channel's first digest. `missed` are the dates of digests since the last one that could not
    be posted. `ratings` tell how useful readers found a trend's topic, from -1 to 1.
    """

    key: str
    day: date
    focus: Focus = field(default_factory=Focus)
    had: tuple[tuple[str, ...], ...] = ()
    news: News | None = None
    missed: tuple[date, ...] = ()
    ratings: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True)
class TrendToWatch:
    """A topic, and what each source says of it; the first statement is the one to show."""

    topic: str
    name: str
    trends: tuple[Trend, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Signal:
    """A market number; `elsewhere` is what other sources give under the same name and unit."""

    fact: Fact
    elsewhere: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Spotlight:
    """A role and the pay that sources state for it.

    `remark` is something worth knowing of it, with the section that it stands in: another one each
    time that the role comes round.
    """

    role: Role
    spans: tuple[PaySpan, ...]
    sources: tuple[Source, ...]
    remark: tuple[Section, Bullet] | None


@dataclass(frozen=True, slots=True)
class Tip:
    """Something to ask, with the command line that answers it."""

    question: str
    command: QuestionName
    text: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What stands in one week's digest; a part that was not asked for is empty or None.

    `items` name what is in it (`trend:mlops`, `fact:004:growth`), for the next ones not to repeat.
    It `is_quiet` where nothing in the knowledge changed since the last one, whether it tells or not.
    """

    day: date
    news: News | None
    missed: tuple[date, ...]
    trends: tuple[TrendToWatch, ...]
    signal: Signal | None
    spotlight: Spotlight | None
    tip: Tip | None
    items: tuple[str, ...]
    is_quiet: bool
