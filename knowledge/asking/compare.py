"""`/compare`: roles side by side, every amount with its own source."""

from collections.abc import Sequence
from itertools import combinations, islice

from knowledge.advertised import advertised_pay, in_first_place
from knowledge.answers import ComparedRole, CompareWithWhat, Comparison
from knowledge.asking.filters import build_filters, meeting
from knowledge.asking.pay import about_no_more, in_reading_order, told_once
from knowledge.asking.role import told_apart
from knowledge.fields import COMPONENTS, Bullet
from knowledge.library import Library
from knowledge.model import Figure, Role
from knowledge.official import official_pay
from knowledge.query import (
    Choice,
    CompareQuery,
    SalaryFilters,
)
from knowledge.query_text import filter_names

MOST_COLUMNS = 3
"""More columns than this cannot be read on a phone."""

MOST_NEIGHBOURS = 5

MOST_LINES = 3
"""Of a section of each role."""


def answer_compare(library: Library, query: CompareQuery) -> Comparison | CompareWithWhat:
    """Two or three roles side by side; neighbors to choose from where only one is named."""
    roles = [library.roles[id] for id in query.roles]
    if len(roles) == 1:
        return _with_what(library, roles[0], query)
    left_out = tuple(roles[MOST_COLUMNS:])
    roles = roles[:MOST_COLUMNS]
    skills = [library.skills_of(role) for role in roles]
    shared = [skill for skill in skills[0] if all(skill in other for other in skills[1:])]
    columns = tuple(_column(library, role, roles, query) for role in roles)
    return Comparison(
        query,
        columns,
        _apart(roles),
        filter_names(library, query.filters),
        tuple(c for c in COMPONENTS if any(c in dict(column.pay) for column in columns)),
        _levels(library, columns),
        tuple(library.name("skills", skill) for skill in shared),
        left_out,
        query.reading,
    )


def _column(
    library: Library, role: Role, roles: Sequence[Role], query: CompareQuery
) -> ComparedRole:
    asked = query.filters
    figures = told_once(library.figures_of(role.id))
    pay = about_no_more(library, meeting(figures, build_filters(library, asked, figures)), asked)
    any_level = bool(asked.levels or asked.years)
    return ComparedRole(
        role=role,
        described=bool(role.sections.responsibilities or role.sections.skills),
        official=next((rows[0] for rows in official_pay(library, role.id, asked)), None),
        advertised=in_first_place(advertised_pay(library, role.id, asked)),
        pay=_by(in_reading_order(library, pay), "component"),
        levels=() if any_level else _by_level(library, figures, asked),
        tasks=role.sections.responsibilities[:1],
        own_skills=_own_skills(library, role, [other for other in roles if other is not role]),
        education=role.sections.education[:1],
        sections=tuple((one, role.sections.of(one)[:MOST_LINES]) for one in query.sections),
    )


def _apart(roles: Sequence[Role]) -> tuple[tuple[Role, Bullet], ...]:
    """For each pair, the line of either that tells it from the other."""
    lines = (
        (role, line)
        for pair in combinations(roles, 2)
        for role, other in (pair, pair[::-1])
        if (line := told_apart(role, other.id)) is not None
    )
    first = {frozenset((role.id, line.versus)): (role, line) for role, line in reversed([*lines])}
    return tuple(reversed(first.values()))


def _own_skills(library: Library, role: Role, others: Sequence[Role]) -> tuple[str, ...]:
    """The skills of a role that are named for none of the others."""
    named = {skill for other in others for skill in library.skills_named_for(other)}
    own = (skill for skill in library.skills_of(role) if skill not in named)
    return tuple(library.name("skills", skill) for skill in own)


def _by(figures: Sequence[Figure], field: str) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
    """Figures by what they say in a field, in order; those that say nothing there are left out."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        value: str | None = getattr(figure, field)
        if value is not None:
            found.setdefault(value, []).append(figure)
    return tuple((value, tuple(group)) for value, group in found.items())


def _by_level(
    library: Library, figures: Sequence[Figure], asked: SalaryFilters
) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
    """The figures of each level, of no place or company but those that were asked for."""
    filters = build_filters(library, asked, figures)
    found: list[tuple[str, tuple[Figure, ...]]] = []
    for level, group in _by(in_reading_order(library, meeting(figures, filters)), "level"):
        of_level = SalaryFilters(
            levels=(level,),
            places=asked.places,
            companies=asked.companies,
            company_kinds=asked.company_kinds,
            industries=asked.industries,
        )
        if plain := about_no_more(library, group, of_level):
            found.append((level, plain))
    return tuple(found)


def _levels(library: Library, columns: Sequence[ComparedRole]) -> tuple[str, ...]:
    levels = {level for column in columns for level, _ in column.levels}
    levels |= {pay.level for column in columns for pay in column.advertised if pay.level}
    return tuple(
        sorted(levels, key=lambda level: getattr(library.term("levels", level), "rank", None) or 0)
    )


def _with_what(library: Library, role: Role, query: CompareQuery) -> CompareWithWhat:
    related = (library.roles[id] for id in role.related or library.roles if id != role.id)
    choices = tuple(
        Choice(other.name, CompareQuery((role.id, other.id)))
        for other in islice(related, MOST_NEIGHBOURS)
    )
    return CompareWithWhat(role, choices, query.reading)
