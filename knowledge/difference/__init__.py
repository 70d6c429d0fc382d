"""What is different between two states of the knowledge, in the terms of those who keep it."""

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from knowledge.difference.documents import term_edits
from knowledge.difference.edits import Change, Difference, Edit, Kind, Subject, Tally
from knowledge.difference.files import feed_edits, occupation_edits, role_edits
from knowledge.difference.sources import figure_edits, source_edits, tallies
from knowledge.difference.tables import table_edits
from knowledge.feeds.documents import is_measured
from knowledge.library import Library

__all__ = [
    "CORRECTED", "Change", "Difference", "Edit", "Tally", "changes_of_role", "counted", "diff",
    "difference_lines",
]  # fmt: skip

_SUBJECTS: dict[Subject, tuple[str, str]] = {
    "figure": ("figure", "figures"),
    "role": ("role", "roles"),
    "source": ("source", "sources"),
    "occupation": ("occupation", "occupations"),
    "detail": ("detail", "details"),
    "line": ("line", "lines"),
    "fact": ("market number", "market numbers"),
    "trend": ("trend", "trends"),
    "mention": ("mention", "mentions"),
    "task": ("task", "tasks"),
    "feed": ("feed", "feeds"),
    "term": ("term", "terms"),
}
"""One and several of each, in the order in which they are told."""

NOTHING = "nothing changed"


def diff(before: Library, after: Library) -> Difference:
    """Everything that members or admins could see differ; nothing for comments and layout.

    Figures come first, then roles, sources, occupations, feeds and terms. The time it takes grows with the size of both.
    """
    figures = list(figure_edits(before, after))
    touched = {edit.path for edit in figures}
    edits = [
        *figures,
        *table_edits(before, after),
        *role_edits(before, after),
        *source_edits(before, after, touched),
        *occupation_edits(before, after),
        *feed_edits(before, after),
        *term_edits(before, after),
    ]
    order = list(_SUBJECTS)
    edits.sort(key=lambda edit: order.index(edit.subject))
    return Difference(tuple(edits), tuple(tallies(before, after)))


FEW_LINES = 5
"""Lines of a role that are told each by itself; with more, a follower is told how many."""


def changes_of_role(found: Difference, role: str) -> tuple[Change, ...]:
    """What is different for a reader of a role: its figures and its lines, what went last.

    A new name for a level, a place or a source is no change of the role. Figures that are read
    otherwise while their amounts are the same are told in one line, and so are the lines alongside
    them: a release corrects many at once, and none of that is news of what is paid. Nor is what is
    measured every week.
    """
    stated = [edit for edit in found.edits if not is_measured(edit.path)]
    seen = [edit for edit in stated if edit.role == role and edit.is_seen]
    figures = [edit for edit in seen if edit.is_corrected]
    lines = [edit for edit in seen if edit.subject == "line"]
    told = [edit.change for edit in seen if not edit.is_corrected and edit.subject != "line"]
    if figures or len(lines) > FEW_LINES:
        # A figure that is read otherwise went as one thing and came as another.
        number = max(Counter(edit.change.kind for edit in figures).values(), default=0)
        counts = [_number("figure", number), _number("line", len(lines))]
        told.append(Change("changed", CORRECTED, None, " and ".join(filter(None, counts))))
    else:
        told += [edit.change for edit in lines]
    return tuple(sorted(told, key=lambda change: change.kind == "removed"))


CORRECTED = "Corrected"
"""What one line about many corrections begins with; it has no before."""


def _number(subject: Subject, number: int) -> str:
    return f"{number:,} {_SUBJECTS[subject][number != 1]}" if number else ""


def difference_lines(found: Difference) -> Iterator[str]:
    """A line of plain text for each edit, after one that counts them; to be escaped where shown."""
    yield counted(found)
    for edit in found.edits:
        yield str(edit)
    for tally in found.tallies:
        yield f"{tally.name}: {tally.before:,} → {tally.after:,} figure{'' if tally.after == 1 else 's'}"


def counted(found: Difference) -> str:
    """How much is different: `2 figures changed, 3 figures added, 1 role added`."""
    numbers: Counter[tuple[Subject, Kind]] = Counter()
    for edit in found.edits:
        numbers[edit.subject, edit.change.kind] += edit.number
    counts = [
        f"{number:,} {names[number != 1]} {kind}"
        for subject, names in _SUBJECTS.items()
        for kind in get_args(Kind)
        if (number := numbers[subject, kind])
    ]
    return ", ".join(counts) or NOTHING
