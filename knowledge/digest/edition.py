"""One digest's content, and what changed in the knowledge since the one before."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from knowledge.commands import QuestionName
from knowledge.difference import CORRECTED, Change, Difference, Edit
from knowledge.digest.ads import AdRange
from knowledge.digest.contrasts import Contrast
from knowledge.digest.subscription import DigestPart, Focus
from knowledge.feeds.documents import is_measured
from knowledge.feeds.stories import Incoming, Story
from knowledge.model import Fact
from knowledge.over_years import PayOverYears
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
    the items (`Digest.items`) of each digest that the channel was sent, oldest first. `incoming` are the
    stories since the last of them, `news` and `ads_before` what changed in the knowledge and what job ads
    offered then; a channel's first digest compares with nothing. `missed` are the dates of digests since
    the last one that could not be posted. `ratings` tell how useful readers found a topic (`topic:mlops`) or
    a feed (`feed:dbt`), from -1 to 1. `could_read` are names of feeds that could be turned on, where none is.
    """

    key: str
    day: date
    focus: Focus = field(default_factory=Focus)
    had: tuple[tuple[str, ...], ...] = ()
    incoming: Incoming = field(default_factory=Incoming)
    news: News | None = None
    ads_before: tuple[AdRange, ...] = ()
    missed: tuple[date, ...] = ()
    ratings: Mapping[str, float] = field(default_factory=dict[str, float])
    could_read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopStory:
    """A story, and why it is here, in a clause and in a sentence; `feeds` are the names of its feeds by id."""

    story: Story
    feeds: Mapping[str, str]
    clause: str
    because: str


@dataclass(frozen=True, slots=True)
class Move:
    """A measured change; its `fact` has the value before and the one after."""

    fact: Fact
    because: str


@dataclass(frozen=True, slots=True)
class AdPayNews:
    """Pay that job ads offer; `before` is what the channel was last told, or what they offered, on the day `since`."""

    now: AdRange
    before: AdRange | None
    because: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class ReleasedPay:
    """An official release that the channel was not told of yet, with what it says of a role's pay."""

    pay: PayOverYears
    because: str


@dataclass(frozen=True, slots=True)
class TwoSides:
    """Two sources that differ."""

    contrast: Contrast
    because: str


@dataclass(frozen=True, slots=True)
class MarketNumber:
    """A market number; `elsewhere` is what other sources give under the same name and unit."""

    fact: Fact
    elsewhere: tuple[Fact, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Tip:
    """Something to ask, the query that answers it, and the command with which people type that."""

    question: str
    query: WholeQuery
    command: QuestionName
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a digest ends with; `because` is empty where it was merely its turn."""

    tip: Tip
    because: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What is in one digest; a part that has nothing, or that was not asked for, is empty or None.

    `order` are the parts that are there, the strongest first. `changes` are as many of the news of the
    knowledge as there is room for before the thread. `items` name what is in it (`story:…`, `topic:mlops`,
    `fact:004:growth`), for the next ones not to repeat and for readers' opinions to count. It `is_quiet` where
    nothing in it is news. `could_read` are feeds that its thread names, `unread_boards` job boards that its pay
    should have been computed from too.
    """

    day: date
    order: tuple[DigestPart, ...]
    stories: tuple[TopStory, ...]
    moves: tuple[Move, ...]
    pay: AdPayNews | ReleasedPay | None
    news: News | None
    changes: int
    contrast: TwoSides | None
    number: MarketNumber | None
    question: Question | None
    missed: tuple[date, ...]
    could_read: tuple[str, ...]
    unread_boards: tuple[str, ...]
    items: tuple[str, ...]
    is_quiet: bool


def news_of(found: Difference, since: date) -> News:
    """The part of a difference that is news.

    Changed amounts come first, then new figures, new roles, new sources, and what is gone. Figures
    that came or went together with their role or source are told by its item alone, and all that are
    read otherwise while their amounts are the same by one item for all of them. What Rolecall measured
    itself is no news of the knowledge: digests tell it as moves and pay.
    """
    told = [edit for edit in found.edits if edit.is_seen and not is_measured(edit.path)]
    seen = [edit for edit in told if not edit.is_corrected]
    changed, came, went = (
        [edit for edit in seen if edit.change.kind == kind]
        for kind in ("changed", "added", "removed")
    )
    figures = (_item("figure", edit) for edit in changed if edit.subject == "figure")
    return News(since, (*figures, *_arrivals(came), *_arrivals(went), *_corrections(told)))


def _corrections(told: Sequence[Edit]) -> Iterator[NewsItem]:
    """One item for every figure that is read otherwise; none where there is none."""
    edits = [edit for edit in told if edit.is_corrected]
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
