"""One digest's content, and what changed in the knowledge since the one before."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from knowledge.answers import PaySpan
from knowledge.commands import QuestionName
from knowledge.difference import CORRECTED, Change, Difference, Edit
from knowledge.digest.subscription import Focus
from knowledge.fields import Bullet, Section
from knowledge.model import Fact, Role, Source, Trend
from knowledge.query import WholeQuery


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
    """Something to ask, the query that answers it, and the command with which people type that."""

    question: str
    query: WholeQuery
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


def news_of(found: Difference, since: date) -> News:
    """The part of a difference that is news.

    Changed amounts come first, then new figures, new roles, new sources, and what is gone. Figures
    that came or went together with their role or source are told by its item alone, and all that are
    read otherwise while their amounts are the same by one item for all of them.
    """
    seen = [edit for edit in found.edits if edit.is_seen and not edit.is_corrected]
    changed, came, went = (
        [edit for edit in seen if edit.change.kind == kind]
        for kind in ("changed", "added", "removed")
    )
    figures = (_item("figure", edit) for edit in changed if edit.subject == "figure")
    return News(since, (*figures, *_arrivals(came), *_arrivals(went), *_corrections(found)))


def _corrections(found: Difference) -> Iterator[NewsItem]:
    """One item for every figure that is read otherwise; none where there is none."""
    edits = [edit for edit in found.edits if edit.is_corrected and edit.is_seen]
    if edits:
        # A figure that is read otherwise went as one thing and came as another.
        number = max(Counter(edit.change.kind for edit in edits).values())
        sources = len({edit.path for edit in edits})
        said = (
            f"{number} figure{'' if number == 1 else 's'} of {sources} "
            f"source{'' if sources == 1 else 's'}, the amounts unchanged"
        )
        yield NewsItem("figure", Change("changed", CORRECTED, None, said))


def _arrivals(edits: list[Edit]) -> Iterator[NewsItem]:
    """What came, or what went: figures, roles and sources, each whole with how many figures."""
    figures = [edit for edit in edits if edit.subject == "figure"]
    wholes = {edit.path: edit for edit in edits if edit.subject in ("role", "source")}
    numbers: Counter[str] = Counter()
    for edit in figures:
        numbers.update(dict.fromkeys(_owners(edit), edit.number))
    for edit in figures:
        if wholes.keys().isdisjoint(_owners(edit)):
            yield _item("figure", edit)
    for path, edit in wholes.items():
        number = numbers[path]
        said = f"{number or 'no'} figure{'' if number == 1 else 's'}"
        yield _item("role" if edit.subject == "role" else "source", edit, said)


def _owners(figure: Edit) -> tuple[str, str]:
    """The documents of a figure's role and of its source."""
    return f"roles/{figure.role}.yaml", figure.path


def _item(kind: Literal["figure", "role", "source"], edit: Edit, said: str = "") -> NewsItem:
    """An edit as an item; `said` takes the place of what the edit says came or went."""
    change = edit.change
    before, after = (
        text if text is None else said or text for text in (change.before, change.after)
    )
    return NewsItem(kind, Change(change.kind, edit.what, before, after))
