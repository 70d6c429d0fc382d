"""One difference between two states of the knowledge, and how two records are compared."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from pydantic import BaseModel

from knowledge.changes import Change

Subject = Literal["figure", "role", "source", "detail", "line", "fact", "trend", "term"]
"""What an edit is of; `detail` is a name, an alias, a year: a part of any of the others."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that was added, removed or changed; `path` is the document in which it stands."""

    path: str
    subject: Subject
    change: Change

    def __str__(self) -> str:
        kind, what = self.change.kind, self.change.what
        if kind == "changed":
            told = " → ".join(text for text in (self.change.before, self.change.after) if text)
            return f"{what}: {told}" if told else f"{what}: changed"
        said = self.change.after if kind == "added" else self.change.before
        return f"{kind}: {what}: {said}" if said else f"{kind}: {what}"


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
    "related": "neighbour",
    "roles": "role",
    "sources": "source",
    "summary_sources": "source of the summary",
    "topics": "topic",
    "values": "value",
}
"""What one entry of a list is called."""


def field_changes(
    what: str, before: BaseModel, after: BaseModel, fields: Iterable[str]
) -> Iterator[Change]:
    """The fields that differ; of a list, the entries that came or went, or else their order."""
    for field in fields:
        was, now = (cast("object", getattr(side, field)) for side in (before, after))
        if was == now:
            continue
        if isinstance(getattr(before, field), tuple):
            about = f"{what}, {_ENTRIES.get(field, field)}"
            yield from _entry_changes(about, _texts(was), _texts(now))
        else:
            yield _change(f"{what}, {field.replace('_', ' ')}", was, now)


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
    return Change("changed", f"{what}, order", "", "")
