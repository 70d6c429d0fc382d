"""Source files: which came and went, their facts and trends, and what they say of themselves."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain

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
                yield Edit(_path(new), "detail", reordered(""), now.label)


def _edits_of(was: Source, now: Source) -> Iterator[Edit]:
    facts = ({f.id: f for f in was.facts}, {f.id: f for f in now.facts})
    changes: Iterator[tuple[Subject, Change]] = chain(
        (("detail", change) for change in field_changes("", was, now, _FIELDS)),
        _statement_changes("fact", _FACT_FIELDS, *facts),
        _statement_changes("trend", _TREND_FIELDS, _by_topic(was), _by_topic(now)),
    )
    for subject, change in changes:
        yield Edit(_path(now.id), subject, change, now.label)


def _by_topic(source: Source) -> dict[str, Trend]:
    return {f"{trend.topic}: {trend.name}": trend for trend in source.trends}


def _statement_changes(
    subject: Subject,
    fields: tuple[str, ...],
    before: Mapping[str, Fact | Trend],
    after: Mapping[str, Fact | Trend],
) -> Iterator[tuple[Subject, Change]]:
    """What differs in the facts or the trends of a source, by the keys that tell them apart."""
    for key, now in after.items():
        was = before.get(key)
        if was is None:
            yield subject, Change("added", key, None, now.statement)
            continue
        if was.statement != now.statement:
            yield subject, Change("changed", key, was.statement, now.statement)
        for change in field_changes(key, was, now, fields):
            yield "detail", change
    for key, was in before.items():
        if key not in after:
            yield subject, Change("removed", key, was.statement, None)


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
