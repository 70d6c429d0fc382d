"""What differs in what every document has: its names, its lines, its terms, its owners."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from knowledge.difference.edits import Change, Edit, field_changes, reordered
from knowledge.library import Library
from knowledge.model import Role, Source
from knowledge.spelling import alike
from knowledge.vocabulary import VOCABULARY_KINDS, Term


@dataclass(frozen=True, slots=True)
class Paired:
    """The ids on both sides: those that are the same document, new ones and those that are gone."""

    same: tuple[tuple[str, str], ...]
    came: tuple[str, ...]
    gone: tuple[str, ...]


def paired(before: Mapping[str, str], after: Mapping[str, str]) -> Paired:
    """Pair ids; `before` and `after` give each one's name, which a renamed file keeps."""
    waiting: defaultdict[str, deque[str]] = defaultdict(deque)
    for id, name in before.items():
        if id not in after:
            waiting[name].append(id)
    same: list[tuple[str, str]] = []
    came: list[str] = []
    for id, name in after.items():
        if id in before:
            same.append((id, id))
        elif waiting.get(name):
            same.append((waiting[name].popleft(), id))
        else:
            came.append(id)
    kept = {old for old, _ in same}
    return Paired(tuple(same), tuple(came), tuple(id for id in before if id not in kept))


@dataclass(frozen=True, slots=True)
class Handed:
    """Something that changed hands; an owner is None for nobody, `now` where it was removed."""

    kind: Literal["source", "role"]
    name: str
    before: str | None
    after: str | None
    now: Source | Role | None


def changed_hands(before: Library, after: Library) -> Iterator[Handed]:
    """Everything that other people keep than before, the sources first."""
    yield from _of_kind("source", before.sources, after.sources)
    yield from _of_kind("role", before.roles, after.roles)


def _of_kind(
    kind: Literal["source", "role"],
    before: Mapping[str, Source] | Mapping[str, Role],
    after: Mapping[str, Source] | Mapping[str, Role],
) -> Iterator[Handed]:
    # What is the same object on both sides is in the same hands.
    was = {id: one for id, one in before.items() if after.get(id) is not one}
    now = {id: one for id, one in after.items() if before.get(id) is not one}
    pairs = paired(
        {id: _name(one) for id, one in was.items()}, {id: _name(one) for id, one in now.items()}
    )
    for old, new in pairs.same:
        if was[old].owner != now[new].owner:
            yield Handed(kind, _name(now[new]), was[old].owner, now[new].owner, now[new])
    for id in pairs.came:
        if now[id].owner is not None:
            yield Handed(kind, _name(now[id]), None, now[id].owner, now[id])
    for id in pairs.gone:
        if was[id].owner is not None:
            yield Handed(kind, _name(was[id]), was[id].owner, None, None)


def _name(thing: Source | Role) -> str:
    return thing.label if isinstance(thing, Source) else thing.name


LEAST_ALIKE = 0.6
"""A line that keeps this share of its letters was reworded; below, one went and another came."""

NEAR = 20
"""How far off its old place among the lines of its section a reworded line is looked for."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it is told: under which heading, and what it says."""

    what: str
    said: str


_Key = tuple[str, str]
"""A line's section and its own words; the summary has no words."""


def line_changes(before: Library, was: Role, after: Library, now: Role) -> Iterator[Change]:
    """The lines that differ, as they stand in the role's card, then those that went."""
    old, new = _written(before, was), _written(after, now)
    origins = {key: key for key in new if key in old} | _reworded(old, new)
    for key, line in new.items():
        origin = origins.get(key)
        if origin is None:
            yield Change("added", line.what, None, line.said)
        elif old[origin].said != line.said:
            yield Change("changed", line.what, old[origin].said, line.said)
    kept = set(origins.values())
    for key, line in old.items():
        if key not in kept:
            yield Change("removed", line.what, line.said, None)


def _written(library: Library, role: Role) -> dict[_Key, _Line]:
    """The summary and each line of a role, in the order of its card."""
    lines = {("summary", ""): _Line("Summary", role.summary)}
    for section in role.written_sections():
        name = library.section_name(section)
        lines |= {(section, b.text): _Line(name, b.text) for b in role.sections.of(section)}
    return lines


def _reworded(old: Mapping[_Key, _Line], new: Mapping[_Key, _Line]) -> dict[_Key, _Key]:
    """The line that a reworded one was before."""
    gone = _by_section(key for key in old if key not in new)
    came = _by_section(key for key in new if key not in old)
    pairs: list[tuple[float, _Key, _Key]] = []
    for section, keys in came.items():
        olds = gone.get(section, [])
        for place, key in enumerate(keys):
            for origin in olds[max(0, place - NEAR) : place + NEAR + 1]:
                likeness = alike(old[origin].said, new[key].said)
                if likeness >= LEAST_ALIKE:
                    pairs.append((likeness, key, origin))
    found: dict[_Key, _Key] = {}
    taken: set[_Key] = set()
    for _, key, origin in sorted(pairs, key=lambda pair: -pair[0]):
        if key not in found and origin not in taken:
            found[key] = origin
            taken.add(origin)
    return found


def _by_section(keys: Iterator[_Key]) -> Mapping[str, list[_Key]]:
    sections: defaultdict[str, list[_Key]] = defaultdict(list)
    for key in keys:
        sections[key[0]].append(key)
    return sections


_TERM_FIELDS = tuple(field for field in Term.model_fields if field != "id")


def term_edits(before: Library, after: Library) -> Iterator[Edit]:
    """Every difference in the vocabulary, kind by kind."""
    for kind in VOCABULARY_KINDS:
        path = f"vocabulary/{kind}.yaml"
        was = {term.id: term for term in before.terms(kind)}
        now = {term.id: term for term in after.terms(kind)}
        edits = list(_edits(path, kind.replace("_", " "), was, now))
        if not edits and list(was) != list(now):
            edits.append(Edit(path, "detail", reordered(""), kind.replace("_", " ")))
        yield from edits


def _edits(path: str, kind: str, was: dict[str, Term], now: dict[str, Term]) -> Iterator[Edit]:
    for id, term in now.items():
        if id not in was:
            yield Edit(path, "term", Change("added", id, None, term.name), kind)
            continue
        for change in field_changes(id, was[id], term, _TERM_FIELDS):
            yield Edit(path, "detail", change, kind)
    for id, term in was.items():
        if id not in now:
            yield Edit(path, "term", Change("removed", id, term.name, None), kind)
