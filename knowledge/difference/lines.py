"""What is written about a role: lines that came, went or were reworded."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.difference.edits import Change
from knowledge.library import Library
from knowledge.model import Role
from knowledge.spelling import alike

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
