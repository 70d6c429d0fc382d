"""Source files: which came and went, their facts and trends, and what they say of themselves."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from knowledge.difference.documents import paired
from knowledge.difference.edits import Change, Edit, Subject, field_changes, reordered
from knowledge.library import Library
from knowledge.model import Fact, Source, Trend

_FIELDS = tuple(f for f in Source.model_fields if f not in ("figures", "facts", "trends"))
_FACT_FIELDS = tuple(f for f in Fact.model_fields if f not in ("source", "id", "statement"))
_TREND_FIELDS = tuple(
    f for f in Trend.model_fields if f not in ("source", "topic", "name", "statement")
)


def source_edits(before: Library, after: Library, touched: AbstractSet[str]) -> Iterator[Edit]:
    """Every source that was added or removed, and every other difference but in its figures.

    `touched` are the documents in which figures differ.
    """
    pairs = paired(_named(before), _named(after))
    for id in pairs.came:
        source = after.sources[id]
        yield Edit(_path(id), "source", Change("added", source.label, None, _holds(source)))
    for id in pairs.gone:
        source = before.sources[id]
        yield Edit(_path(id), "source", Change("removed", source.label, _holds(source), None))
    for old, new in pairs.same:
        was, now = before.sources[old], after.sources[new]
        if was != now:
            edits = list(_edits_of(was, now))
            yield from edits
            if not edits and _path(new) not in touched:
                yield Edit(_path(new), "detail", reordered(now.label))


def _edits_of(was: Source, now: Source) -> Iterator[Edit]:
    path = _path(now.id)
    for change in field_changes(now.label, was, now, _FIELDS):
        yield Edit(path, "detail", change)
    facts = _Statements(path, now.label, "fact", _FACT_FIELDS)
    yield from facts.edits({f.id: f for f in was.facts}, {f.id: f for f in now.facts})
    trends = _Statements(path, now.label, "trend", _TREND_FIELDS)
    yield from trends.edits(_by_topic(was), _by_topic(now))


def _by_topic(source: Source) -> dict[str, Trend]:
    return {f"{trend.topic}: {trend.name}": trend for trend in source.trends}


@dataclass(frozen=True, slots=True)
class _Statements:
    """The facts or the trends of one source."""

    path: str
    label: str
    subject: Subject
    fields: tuple[str, ...]

    def edits(
        self, before: Mapping[str, Fact | Trend], after: Mapping[str, Fact | Trend]
    ) -> Iterator[Edit]:
        """What differs, by the keys that tell statements apart."""
        for key, now in after.items():
            what, was = f"{self.label}, {key}", before.get(key)
            if was is None:
                change = Change("added", what, None, now.statement)
                yield Edit(self.path, self.subject, change)
                continue
            if was.statement != now.statement:
                change = Change("changed", what, was.statement, now.statement)
                yield Edit(self.path, self.subject, change)
            for change in field_changes(what, was, now, self.fields):
                yield Edit(self.path, "detail", change)
        for key, was in before.items():
            if key not in after:
                change = Change("removed", f"{self.label}, {key}", was.statement, None)
                yield Edit(self.path, self.subject, change)


def _named(library: Library) -> dict[str, str]:
    return {source.id: f"{source.label}\n{source.title}" for source in library.sources.values()}


def _holds(source: Source) -> str:
    parts = (("figure", source.figures), ("market number", source.facts), ("trend", source.trends))
    counts = [
        f"{len(kind):,} {name}{'' if len(kind) == 1 else 's'}" for name, kind in parts if kind
    ]
    return ", ".join(counts)


def _path(id: str) -> str:
    return f"sources/{id}.yaml"
