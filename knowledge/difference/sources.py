"""What differs in source files: their figures, facts and trends, and what they say of themselves."""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import cast

from knowledge.asking.pay import figure_subject, in_reading_order
from knowledge.difference.documents import paired
from knowledge.difference.edits import Change, Edit, Kind, Subject, Tally, field_changes, reordered
from knowledge.library import Library
from knowledge.mentions import Mention
from knowledge.model import STATEMENTS, Fact, Figure, Source, Trend, stated
from knowledge.tables.columns import Table

_TOLD_BY_PLACE = ("source", "roles")
_TOLD_BY_THE_AMOUNT = ("low", "high", "open_ended", "approximate", "currency", "period", "includes")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A figure as it is told: of which role if any, what it is about, and its amount."""

    figure: Figure
    role: str | None
    of: str
    what: str
    amount: str


_Key = tuple[str, str]
"""The id of a figure's role or occupation, and its own."""

_Amounts = tuple[object, ...]
"""A source's amounts, and the circumstances in which they are paid."""


def figure_edits(before: Library, after: Library) -> Iterator[Edit]:
    """Every figure that differs: those that changed, then those that came and those that went."""
    sources = {**before.sources, **after.sources}
    # What is the same object on both sides is the same, and need not be told in words.
    touched = {id for id in sources if before.sources.get(id) is not after.sources.get(id)}
    corrected = _corrected(before, after, touched)
    was, now = (_stated(library, touched) for library in (before, after))
    origins = _origins(was, now)
    for key, origin in origins.items():
        beside = tuple(_beside(was[origin], now[key]))
        if beside or was[origin].amount != now[key].amount:
            amounts = was[origin].amount, now[key].amount
            # There and back it is the same news: what was stated is stated still, and the other way round.
            both = {_amounts(was[origin].figure), _amounts(now[key].figure)}
            yield _edit("changed", now[key], *amounts, beside, is_corrected=both <= corrected)
    for key, one in now.items():
        if key not in origins:
            is_corrected = _amounts(one.figure) in corrected
            yield _edit("added", one, None, one.amount, is_corrected=is_corrected)
    kept = set(origins.values())
    for key, one in was.items():
        if key not in kept:
            is_corrected = _amounts(one.figure) in corrected
            yield _edit("removed", one, one.amount, None, is_corrected=is_corrected)


def _edit(
    kind: Kind,
    one: _Stated,
    before: str | None,
    after: str | None,
    beside: tuple[tuple[str, str], ...] = (),
    *,
    is_corrected: bool,
) -> Edit:
    return Edit(
        path=f"sources/{one.figure.source}.yaml",
        subject="figure",
        change=Change(kind, one.what, before, after),
        of=one.of,
        role=one.role,
        beside=beside,
        is_corrected=is_corrected,
    )


def _corrected(before: Library, after: Library, sources: AbstractSet[str]) -> AbstractSet[_Amounts]:
    """What sources state as they did, though something else of the figure is read otherwise."""
    was, now = (
        {
            _everything(figure): _amounts(figure)
            for id in sources
            if (source := library.sources.get(id)) is not None
            for figure in source.figures
        }
        for library in (before, after)
    )
    gone = {amounts for figure, amounts in was.items() if figure not in now}
    return gone & {amounts for figure, amounts in now.items() if figure not in was}


_everything = cast("Callable[[Figure], _Amounts]", attrgetter(*Figure.model_fields))

_amounts = cast(
    "Callable[[Figure], _Amounts]",
    attrgetter(
        "source", "low", "high", "open_ended", "approximate", "currency", "period", "level",
        "years_min", "years_max", "place", "company", "company_kind", "industry",
    ),
)  # fmt: skip


def tallies(before: Library, after: Library) -> Iterator[Tally]:
    """The roles, then the sources, whose number of figures is another one."""
    for folder, was, now in (
        ("roles", _by_role(before), _by_role(after)),
        ("sources", _by_source(before), _by_source(after)),
    ):
        for id, (name, _) in {**was, **now}.items():
            earlier, later = was.get(id, (name, 0))[1], now.get(id, (name, 0))[1]
            if earlier != later:
                yield Tally(f"{folder}/{id}.yaml", name, earlier, later)


def _by_role(library: Library) -> Mapping[str, tuple[str, int]]:
    return {r.id: (r.name, library.number_of_figures(r.id)) for r in library.roles.values()}


def _by_source(library: Library) -> Mapping[str, tuple[str, int]]:
    return {s.id: (s.label, library.number_of_figures_in(s.id)) for s in library.sources.values()}


def _stated(library: Library, sources: Collection[str]) -> dict[_Key, _Stated]:
    """The figures of some of the sources, role by role."""
    figures: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for source in library.sources.values():
        for figure in source.figures if source.id in sources else ():
            for about in _about(figure):
                figures[about].append(figure)
    names = {("role", role.id): role.name for role in library.roles.values()}
    names |= {("occupation", one.id): one.name for one in library.terms("occupations")}
    return {
        (id, figure.id): _Stated(
            figure,
            id if kind == "role" else None,
            name,
            _subject(library, figure, id),
            stated(figure),
        )
        for (kind, id), name in names.items()
        if (kind, id) in figures
        for figure in in_reading_order(library, figures[kind, id])
    }


def _about(figure: Figure) -> Iterator[tuple[str, str]]:
    """The roles or the occupation that a figure is about."""
    yield from (("role", role) for role in dict.fromkeys(figure.roles))
    if figure.occupation is not None:
        yield "occupation", figure.occupation


def _subject(library: Library, figure: Figure, role: str) -> str:
    """What a figure is about and who says it: `Senior (7+ years), base salary, ML guide`."""
    # A range shows by itself that it is one.
    statistic = figure.statistic if figure.statistic != "range" else None
    measured = [
        library.name("statistics", statistic).lower() if statistic else "",
        library.name("components", figure.component).lower()
        if figure.component != "unspecified"
        else "",
        library.sources[figure.source].label,
    ]
    return ", ".join(filter(None, [figure_subject(library, figure, role), *measured]))


def _origins(was: Mapping[_Key, _Stated], now: Mapping[_Key, _Stated]) -> dict[_Key, _Key]:
    """The figure that each was before: the same one, one that reads the same, one about the same."""
    origins = {key: key for key in now if key in was}
    for alike in (_same_words, _same_subject):
        taken = set(origins.values())
        waiting: defaultdict[tuple[str, ...], deque[_Key]] = defaultdict(deque)
        for key, one in was.items():
            if key not in taken:
                waiting[alike(one)].append(key)
        for key, one in now.items():
            if key not in origins and waiting.get(alike(one)):
                origins[key] = waiting[alike(one)].popleft()
    return {key: origins[key] for key in now if key in origins}


def _same_words(one: _Stated) -> tuple[str, ...]:
    return one.of, one.what, one.amount


def _same_subject(one: _Stated) -> tuple[str, ...]:
    return one.of, one.what


def _beside(was: _Stated, now: _Stated) -> Iterator[tuple[str, str]]:
    """What differs of a figure beside its amount and the name of its source's file."""
    told = (*_TOLD_BY_PLACE, *(_TOLD_BY_THE_AMOUNT if was.amount != now.amount else ()))
    for field in Figure.model_fields:
        if field not in told and getattr(was.figure, field) != getattr(now.figure, field):
            yield _shown(was.figure, field), _shown(now.figure, field)


def _shown(figure: Figure, field: str) -> str:
    value = getattr(figure, field)
    return f"{field.replace('_', ' ')} {'not stated' if value is None else value}"


_FIELDS = tuple(f for f in Source.model_fields if f not in (*STATEMENTS, "table"))
_FACT_FIELDS = tuple(f for f in Fact.model_fields if f not in ("source", "id", "statement"))
_TREND_FIELDS = tuple(
    f for f in Trend.model_fields if f not in ("source", "topic", "name", "statement")
)
_MENTION_FIELDS = ("aliases", "near")


def source_edits(before: Library, after: Library, touched: AbstractSet[str]) -> Iterator[Edit]:
    """Every source that was added or removed, and every other difference but in its figures.

    `touched` are the documents in which figures differ.
    """
    pairs = paired(_named(before), _named(after))
    for id in pairs.came:
        source = after.sources[id]
        holds = _holds(after, source)
        yield Edit(_path(id), "source", Change("added", source.label, None, holds))
    for id in pairs.gone:
        source = before.sources[id]
        holds = _holds(before, source)
        yield Edit(_path(id), "source", Change("removed", source.label, holds, None))
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
        (("detail", change) for change in _table_changes(was.table, now.table)),
        _statement_changes("fact", _FACT_FIELDS, *facts),
        _statement_changes("trend", _TREND_FIELDS, _by_topic(was), _by_topic(now)),
        _statement_changes("mention", _MENTION_FIELDS, _by_title(was), _by_title(now)),
    )
    for subject, change in changes:
        yield Edit(_path(now.id), subject, change, now.label)


def _table_changes(was: Table | None, now: Table | None) -> Iterator[Change]:
    """What else the rows of a table share than before; that it came or went, its figures tell."""
    if was is not None and now is not None:
        yield from field_changes("table", was, now, Table.model_fields)


def _by_topic(source: Source) -> dict[str, Trend]:
    return {f"{trend.topic}: {trend.name}": trend for trend in source.trends}


def _by_title(source: Source) -> dict[str, Mention]:
    return {f"{mention.title}, {mention.section}": mention for mention in source.mentions}


def _statement_changes(
    subject: Subject,
    fields: tuple[str, ...],
    before: Mapping[str, Fact | Trend | Mention],
    after: Mapping[str, Fact | Trend | Mention],
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


def _holds(library: Library, source: Source) -> str:
    parts = (
        ("figure", library.number_of_figures_in(source.id)),
        ("market number", len(source.facts)),
        ("trend", len(source.trends)),
    )
    counts = [f"{number:,} {name}{'' if number == 1 else 's'}" for name, number in parts if number]
    return ", ".join(counts)


def _path(id: str) -> str:
    return f"sources/{id}.yaml"
