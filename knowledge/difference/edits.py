"""One difference between two states of the knowledge, and how two records are compared."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from pydantic import BaseModel

Kind = Literal["changed", "added", "removed"]

Subject = Literal[
    "figure",
    "role",
    "source",
    "occupation",
    "detail",
    "line",
    "fact",
    "trend",
    "mention",
    "task",
    "feed",
    "term",
]
"""What an edit is of; `detail` is a name, an alias, a year: a part of any of the others."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is new, gone or different.

    `what` is a figure's subject ("Senior, base salary, ML guide"), a section's name ("Skills and
    requirements"), a field's; `before` is None for what was added, `after` for what was removed.
    """

    kind: Kind
    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that was added, removed or changed; `path` is the document in which it stands.

    `of` names the role, the source or the kind of terms that the change is within; it is empty where
    that came or went itself. `role` is the id of the role that a figure, a line or the edit is about.
    A figure's change tells its amount, the same before and after where it did not change; `beside`
    tells, before and after, what else differs of it ("year 2023", "year 2024"). A figure
    `is_corrected` where its source states the same amounts of the same circumstances as before, and
    we read otherwise what they are: of which roles, under which title, which statistic. An edit may
    stand for a `number` of figures, which its change then tells.
    """

    path: str
    subject: Subject
    change: Change
    of: str = ""
    role: str | None = None
    beside: tuple[tuple[str, str], ...] = ()
    is_corrected: bool = False
    number: int = 1

    @property
    def what(self) -> str:
        """What changed, and of what: `AI Engineer, Soft skills`."""
        within = " · " if self.subject == "figure" else ", "
        return within.join(filter(None, (self.of, self.change.what)))

    @property
    def is_seen(self) -> bool:
        """Whether it is a figure, a line or a whole role or source whose words differ in answers."""
        return self.subject in _SEEN and self.change.before != self.change.after

    def __str__(self) -> str:
        kind, what, was, now = self.change.kind, self.what, self.change.before, self.change.after
        if kind == "changed":
            if self.beside:
                amounts = () if was == now else ((was or "", now or ""),)
                was, now = map("; ".join, zip(*amounts, *self.beside, strict=True))
            told = " → ".join(text for text in (was, now) if text)
            return f"{what}: {told}" if told else f"{what}: changed"
        said = now if kind == "added" else was
        return f"{kind}: {what}: {said}" if said else f"{kind}: {what}"


_SEEN: frozenset[Subject] = frozenset({"figure", "line", "role", "source"})


@dataclass(frozen=True, slots=True)
class Tally:
    """How many figures a role or a source has, before and after."""

    path: str
    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Difference:
    """All edits, and the number of figures wherever it is another one."""

    edits: tuple[Edit, ...]
    tallies: tuple[Tally, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell: only comments or layout differ, or nothing at all."""
        return not self.edits


_ENTRIES = {
    "aliases": "alias",
    "kinds": "kind",
    "related": "related role",
    "roles": "role",
    "sources": "source",
    "titles": "title",
    "tools": "tool",
    "summary_sources": "source of the summary",
    "topics": "topic",
    "values": "value",
}
"""What one entry of a list is called."""


def field_changes(
    what: str, before: BaseModel, after: BaseModel, fields: Iterable[str]
) -> Iterator[Change]:
    """The fields that differ; of a list, the entries that came or went, or else their order.

    `what` says which of several records they are of; empty where it is the document itself.
    """
    for field in fields:
        was, now = (cast("object", getattr(side, field)) for side in (before, after))
        if was == now:
            continue
        if isinstance(getattr(before, field), tuple):
            about = _within(what, _ENTRIES.get(field, field))
            yield from _entry_changes(about, _texts(was), _texts(now))
        else:
            yield _change(_within(what, field.replace("_", " ")), was, now)


def _texts(entries: object) -> list[str]:
    return [str(entry) for entry in cast("Sequence[object]", entries)]


def _entry_changes(what: str, was: Sequence[str], now: Sequence[str]) -> Iterator[Change]:
    gone, came = Counter(was) - Counter(now), Counter(now) - Counter(was)
    yield from (Change("removed", what, entry, None) for entry in gone.elements())
    yield from (Change("added", what, None, entry) for entry in came.elements())
    if not gone and not came:
        yield Change("changed", f"{what}, order", ", ".join(was), ", ".join(now))


def _change(what: str, was: object, now: object) -> Change:
    if was is None:
        return Change("added", what, None, str(now))
    if now is None:
        return Change("removed", what, str(was), None)
    return Change("changed", what, str(was), str(now))


def reordered(what: str) -> Change:
    """Two records hold the same, in another order or another number of times."""
    return Change("changed", _within(what, "order"), "", "")


def _within(what: str, part: str) -> str:
    return f"{what}, {part}" if what else part
