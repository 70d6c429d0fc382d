"""`/compare`: roles side by side, every amount with its own source."""

from itertools import islice

from knowledge.answers import ComparedRole, CompareWithWhat, Comparison
from knowledge.asking.salary import in_reading_order, pay_spans
from knowledge.library import Library
from knowledge.model import Figure, Role
from knowledge.query import Choice, CompareQuery

MOST_COLUMNS = 3
"""More columns than this cannot be read on a phone."""

MOST_NEIGHBOURS = 5


def answer_compare(library: Library, query: CompareQuery) -> Comparison | CompareWithWhat:
    """Two or three roles side by side; neighbors to choose from where only one is named."""
    roles = [library.roles[id] for id in query.roles]
    if len(roles) == 1:
        return _with_what(library, roles[0], query)
    left_out = tuple(roles[MOST_COLUMNS:])
    roles = roles[:MOST_COLUMNS]
    skills = [library.skills_of(role) for role in roles]
    shared = [skill for skill in skills[0] if all(skill in other for other in skills[1:])]
    figures = {role.id: _by_level(library, role) for role in roles}
    levels = sorted(
        {level for by_level in figures.values() for level in by_level},
        key=lambda level: getattr(library.term("levels", level), "rank", None) or 0,
    )
    columns = tuple(
        ComparedRole(
            role=role,
            pay=pay_spans(library.figures_of(role.id)),
            levels=tuple((level, figures[role.id].get(level, ())) for level in levels),
            own_skills=tuple(library.name("skills", s) for s in named if s not in shared),
            education=role.sections.education[:2],
            challenges=role.sections.challenges[:3],
        )
        for role, named in zip(roles, skills, strict=True)
    )
    names = tuple(library.name("skills", skill) for skill in shared)
    return Comparison(columns, tuple(levels), names, left_out, query.reading)


def _with_what(library: Library, role: Role, query: CompareQuery) -> CompareWithWhat:
    related = (library.roles[id] for id in role.related or library.roles if id != role.id)
    choices = tuple(
        Choice(other.name, "compare", f"{role.name} vs {other.name}")
        for other in islice(related, MOST_NEIGHBOURS)
    )
    return CompareWithWhat(role, choices, query.reading)


def _by_level(library: Library, role: Role) -> dict[str, tuple[Figure, ...]]:
    found: dict[str, list[Figure]] = {}
    for figure in in_reading_order(library, library.figures_of(role.id)):
        if figure.level is not None:
            found.setdefault(figure.level, []).append(figure)
    return {level: tuple(figures) for level, figures in found.items()}
