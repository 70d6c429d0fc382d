"""What changed about a role between two moments, in words that need no library to be read.

What a follower has seen is kept as text for months, while figures, levels and sources are renamed
around it. So both sides are told by keys that outlive an edit, and by the words shown at the time.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from knowledge.amounts import stated
from knowledge.asking.pay import figure_subject, in_reading_order
from knowledge.library import Library
from knowledge.model import Figure, Role
from knowledge.spelling import alike

LEAST_ALIKE = 0.6
"""A line that keeps this share of its letters was reworded; below, one went and another came."""

NEAR = 20
"""How far off its old place among the lines of its section a reworded line is looked for."""

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
    return dict([*figure_lines(library, role_id), *written_lines(library, role)])


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
    gone = _by_subject(key_text for key_text in before.items() if key_text[0] not in after)
    came = _by_subject(key_text for key_text in after.items() if key_text[0] not in before)
    pairs: list[tuple[float, str, str]] = []
    for subject, texts in came.items():
        olds = gone.get(subject, [])
        for place, (new, said) in enumerate(texts):
            for old, was_said in olds[max(0, place - NEAR) : place + NEAR + 1]:
                likeness = alike(was_said, said)
                # Two figures about the same subject are one figure, whatever the amounts.
                if _is_figure(new) or likeness >= LEAST_ALIKE:
                    pairs.append((likeness, new, old))
    moved: dict[str, str] = {}
    taken: set[str] = set()
    for _, new, old in sorted(pairs, key=lambda pair: -pair[0]):
        if new not in moved and old not in taken:
            moved[new] = old
            taken.add(old)
    return moved


def _by_subject(
    texts: Iterable[tuple[str, str]],
) -> Mapping[tuple[bool, str], list[tuple[str, str]]]:
    """Keys with what is said, by what they are about; figures apart from lines."""
    subjects: defaultdict[tuple[bool, str], list[tuple[str, str]]] = defaultdict(list)
    for key, text in texts:
        what, said = _parts(text)
        subjects[_is_figure(key), what].append((key, said))
    return subjects


def figure_lines(library: Library, role_id: str) -> Iterator[tuple[str, str]]:
    """Each figure of a role under its id, in two lines: what it is about, and the amount stated."""
    for figure in in_reading_order(library, library.figures_of(role_id)):
        yield figure.id, f"{_subject(library, figure)}\n{stated(figure)}"


def written_lines(library: Library, role: Role) -> Iterator[tuple[str, str]]:
    """The summary and each bullet of a role, in two lines: where it stands, and what it says."""
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
