"""Salary figures: told with their amounts, whether they changed, came or went."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.changes import Change, figure_lines
from knowledge.difference.edits import Edit, Tally
from knowledge.library import Library
from knowledge.model import Figure

_TOLD_BY_PLACE = ("source", "role")
_TOLD_BY_THE_AMOUNT = ("low", "high", "open_ended", "approximate", "currency", "period")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A figure as it is told: what it is about, its role first, and its amount."""

    figure: Figure
    what: str
    amount: str

    @property
    def path(self) -> str:
        """The document in which it stands."""
        return f"sources/{self.figure.source}.yaml"


_Key = tuple[str, str]
"""A figure's role and id."""


def figure_edits(before: Library, after: Library) -> Iterator[Edit]:
    """Every figure that differs: those that changed, then those that came and those that went."""
    sources = {**before.sources, **after.sources}
    # What is the same object on both sides is the same, and need not be told in words.
    touched = {id for id in sources if before.sources.get(id) is not after.sources.get(id)}
    was, now = (_stated(library.narrowed(touched)) for library in (before, after))
    origins = _origins(was, now)
    for key, origin in origins.items():
        change = _change(was[origin], now[key])
        if change is not None:
            yield Edit(now[key].path, "figure", change)
    for key, one in now.items():
        if key not in origins:
            yield Edit(one.path, "figure", Change("added", one.what, None, one.amount))
    kept = set(origins.values())
    for key, one in was.items():
        if key not in kept:
            yield Edit(one.path, "figure", Change("removed", one.what, one.amount, None))


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
    return {r.id: (r.name, len(library.figures_of(r.id))) for r in library.roles.values()}


def _by_source(library: Library) -> Mapping[str, tuple[str, int]]:
    return {s.id: (s.label, len(s.figures)) for s in library.sources.values()}


def _stated(library: Library) -> dict[_Key, _Stated]:
    found: dict[_Key, _Stated] = {}
    for role in library.roles.values():
        figures = {figure.id: figure for figure in library.figures_of(role.id)}
        for id, text in figure_lines(library, role.id):
            about, _, amount = text.partition("\n")
            found[role.id, id] = _Stated(figures[id], f"{role.name} · {about}", amount)
    return found


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
    return one.what, one.amount


def _same_subject(one: _Stated) -> tuple[str, ...]:
    return (one.what,)


def _change(was: _Stated, now: _Stated) -> Change | None:
    """What differs of a figure; None for nothing but the name of its source's file."""
    amounts = was.amount != now.amount
    told = (*_TOLD_BY_PLACE, *(_TOLD_BY_THE_AMOUNT if amounts else ()))
    fields = [
        field
        for field in Figure.model_fields
        if field not in told and getattr(was.figure, field) != getattr(now.figure, field)
    ]
    if not amounts and not fields:
        return None
    before, after = (
        [*([one.amount] if amounts else []), *(_shown(one.figure, field) for field in fields)]
        for one in (was, now)
    )
    return Change("changed", now.what, "; ".join(before), "; ".join(after))


def _shown(figure: Figure, field: str) -> str:
    value = getattr(figure, field)
    return f"{field.replace('_', ' ')} {'not stated' if value is None else value}"
