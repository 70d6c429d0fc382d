"""What changed about a role between two moments, in words that need no library to be read.

What a follower has seen is kept as text for months, while figures, levels and sources are renamed
around it. So both sides are told by keys that outlive an edit, and by the words shown at the time.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from knowledge.amounts import stated
from knowledge.asking.pay import figure_subject, in_reading_order
from knowledge.library import Library
from knowledge.matching import alike
from knowledge.model import Figure, Role

LEAST_ALIKE = 0.6
"""A line that keeps this share of its letters was reworded; below, one went and another came."""

SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is new, gone or different.

    `what` is the figure's subject ("Senior, base salary, ML guide") or the section's name ("Skills
    and requirements"); `before` is None for what was added, `after` for what was removed.
    """

    kind: Literal["added", "removed", "changed"]
    what: str
    before: str | None
    after: str | None


def role_state(library: Library, role_id: str) -> dict[str, str]:
    """Everything that a follower sees of a role; empty for a role that is not known (any more).

    Each text has two lines: what it is about, and what is said of it. A figure stands under its id,
    a bullet under its section and its own words, in the order of a role's card.
    """
    role = library.roles.get(role_id)
    if role is None:
        return {}
    return dict([*_figures(library, role), *_written(library, role)])


def role_changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """What is different in `after`, two results of `role_state`: in its order, the removed last.

    A figure whose amount was corrected and a line that was reworded are changed. A new name for a
    level, a place or a source is no change of the role.
    """
    origins = {key: key for key in after if key in before} | _moved(before, after)
    changes: list[Change] = []
    for key, text in after.items():
        what, said = _parts(text)
        origin = origins.get(key)
        if origin is None:
            changes.append(Change("added", what, None, said))
        elif (was := _parts(before[origin])[1]) != said:
            changes.append(Change("changed", what, was, said))
    kept = set(origins.values())
    for key, text in before.items():
        if key not in kept:
            what, said = _parts(text)
            changes.append(Change("removed", what, said, None))
    return tuple(changes)


def _moved(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The new key of what is still there under another: reworded lines, figures of a new year."""
    gone = [key for key in before if key not in after]
    came = [key for key in after if key not in before]
    pairs: list[tuple[float, str, str]] = []
    for new in came:
        what, said = _parts(after[new])
        for old in gone:
            was_what, was_said = _parts(before[old])
            if was_what == what and _is_figure(old) == _is_figure(new):
                likeness = alike(was_said, said)
                # Two figures about the same subject are one figure, whatever the amounts.
                if _is_figure(new) or likeness >= LEAST_ALIKE:
                    pairs.append((likeness, new, old))
    moved: dict[str, str] = {}
    for _, new, old in sorted(pairs, key=lambda pair: -pair[0]):
        if new not in moved and old not in moved.values():
            moved[new] = old
    return moved


def _figures(library: Library, role: Role) -> Iterator[tuple[str, str]]:
    for figure in in_reading_order(library, library.figures_of(role.id)):
        yield figure.id, f"{_subject(library, figure)}\n{stated(figure)}"


def _written(library: Library, role: Role) -> Iterator[tuple[str, str]]:
    yield SUMMARY, f"Summary\n{role.summary}"
    for section in role.written_sections():
        for bullet in role.sections.of(section):
            digest = hashlib.sha256(bullet.text.encode()).hexdigest()[:10]
            yield f"{section}/{digest}", f"{library.section_name(section)}\n{bullet.text}"


def _is_figure(key: str) -> bool:
    return key != SUMMARY and "/" not in key


def _parts(text: str) -> tuple[str, str]:
    what, _, said = text.partition("\n")
    return what, said


def _subject(library: Library, figure: Figure) -> str:
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
    return ", ".join(filter(None, [figure_subject(library, figure), *measured]))
