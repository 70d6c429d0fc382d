"""What differs in the tables next to sources, told in numbers: one may have very many rows."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

from knowledge.difference.edits import Change, Edit, Kind
from knowledge.library import Library
from knowledge.tables.columns import AMOUNTS, COUNTS, ENDS, KEYS, Cell
from knowledge.tables.store import Cells, SourceTable

TABLE = "its table"


def table_edits(before: Library, after: Library) -> Iterator[Edit]:
    """How many figures changed, came and went in each table, role by role where it names some."""
    old, new = before.tables.of_source, after.tables.of_source
    for id in {**old, **new}:
        was, now = old.get(id), new.get(id)
        if was is not None and now is not None and was.contents.digest == now.contents.digest:
            continue
        figures, rows = _numbers(was, now)
        for kind in get_args(Kind):
            library = before if kind == "removed" else after
            for role in sorted(role for role, told in figures if told == kind):
                yield _figure_edit(library, id, role, kind, figures[role, kind])
        if rows and was is not None and now is not None:
            said = f"{rows:,} row{'' if rows == 1 else 's'} without an amount changed"
            change = Change("changed", TABLE, None, said)
            yield Edit(_path(id), "detail", change, after.sources[id].label)


def _figure_edit(library: Library, id: str, role: str, kind: Kind, number: int) -> Edit:
    label, known = library.sources[id].label, library.roles.get(role)
    figures = f"{number:,} figure{'' if number == 1 else 's'}"
    change = {
        "changed": Change(kind, TABLE, None, f"{figures} changed"),
        "added": Change(kind, TABLE, None, figures),
        "removed": Change(kind, TABLE, figures, None),
    }[kind]
    of = f"{known.name}, {label}" if known else label
    return Edit(_path(id), "figure", change, of, role or None, number=number)


def _numbers(
    was: SourceTable | None, now: SourceTable | None
) -> tuple[Counter[tuple[str, Kind]], int]:
    """How many figures differ, by role (empty for an occupation's) and kind; and how many other rows."""
    figures: Counter[tuple[str, Kind]] = Counter()
    rows = 0
    for old, new in _side_by_side(was, now):
        role = str((new or old).get("role") or "")
        kinds = list(_kinds(old, new))
        figures.update((role, kind) for kind in kinds)
        rows += not kinds and _told(old) != _told(new)
    return figures, rows


def _kinds(old: Cells, new: Cells) -> Iterator[Kind]:
    """How the figures of one row differ, each in turn; its counts are told with each of them."""
    same = all(old.get(name) == new.get(name) for name in COUNTS)
    amounts = ((old.get(name), new.get(name)) for name in AMOUNTS)
    for was, now in (*amounts, (_ends(old), _ends(new))):
        if was is None and now is not None:
            yield "added"
        elif was is not None and now is None:
            yield "removed"
        elif was is not None and (was != now or not same):
            yield "changed"


def _ends(row: Cells) -> tuple[Cell, ...] | None:
    """Both ends of a range, which are one figure."""
    ends = tuple(row.get(name) for name in ENDS)
    return None if ends == (None, None) else ends


def _told(row: Cells) -> dict[str, Cell]:
    return {name: value for name, value in row.items() if name != "line" and value is not None}


def _side_by_side(
    was: SourceTable | None, now: SourceTable | None
) -> Iterator[tuple[Cells, Cells]]:
    """The rows of both that are about the same; a row of one side alone has an empty one next to it."""
    old, new = (side.stream(*side.contents.keys) if side else iter(()) for side in (was, now))
    one, other = next(old, None), next(new, None)
    while one is not None or other is not None:
        if other is None or (one is not None and _about(one) < _about(other)):
            yield one or {}, {}
            one = next(old, None)
        elif one is None or _about(other) < _about(one):
            yield {}, other
            other = next(new, None)
        else:
            yield one, other
            one, other = next(old, None), next(new, None)


def _about(row: Cells) -> list[tuple[int, Any]]:
    """What a row is about, to be compared as SQLite does: nothing, then numbers, then texts."""
    values = (row.get(name) for name in KEYS)
    return [
        (0, 0) if value is None else (2, value) if isinstance(value, str) else (1, value)
        for value in values
    ]


def _path(id: str) -> str:
    return f"sources/{id}.yaml"
