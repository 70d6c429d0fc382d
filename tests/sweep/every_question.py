"""Every question that the knowledge has an answer of its own to; of what there are thousands of, some.

What is drawn is the same each time: the seed is the role's id.
"""

import random
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, permutations
from typing import TypeVar

from knowledge.commands import QUESTIONS, QuestionName
from knowledge.library import Library
from knowledge.model import Figure, Role
from knowledge.vocabulary import VocabularyKind

Question = tuple[QuestionName, str]
T = TypeVar("T")

MOST_COMPARED = 200
"""Of thousands of pairs and trios of roles."""

MOST_NARROWED = 10
"""Ways to narrow what is asked of a role, beside those that its own figures have."""


def every_question(library: Library) -> Iterator[Question]:
    """Every question that the knowledge has an answer of its own to; of comparisons, some."""
    roles = list(library.roles.values())
    for role in roles:
        filters = every_filter(library, role)
        for text in every_section(library, role):
            yield "role", text
        yield "salary", role.name
        for narrowed in filters:
            yield "salary", f"{role.name} {narrowed}"
        for offer in every_offer(role, filters):
            yield "salary", f"check {offer}"
        yield "trends", role.name
        yield "compare", role.name
    for some in drawn([*permutations(roles, 2), *combinations(roles, 3)], MOST_COMPARED, ""):
        yield "compare", " vs ".join(role.name for role in some)
    for topic in sorted({*library.topics, *(term.id for term in library.terms("topics"))}):
        yield "trends", library.topic_name(topic)
    for command in QUESTIONS:
        for text in ("", "help", *command.examples):
            yield command.name, text


def every_section(library: Library, role: Role) -> list[str]:
    """A role's card, each section, and all of them at once."""
    sections = [term.name for term in library.terms("sections")]
    return [f"{role.name} {section}".strip() for section in ("", *sections, " ".join(sections))]


def every_filter(library: Library, role: Role) -> list[str]:
    """Every level, place, company and so on that a figure of the role has, as one types it.

    And some of those that figures of other roles have, and of the places that official tables have.
    """
    own = _filters(library, [role.id])
    others = sorted(_filters(library, library.roles) - own)
    places = [term.name for term in library.terms("places")]
    return [
        *sorted(own),
        *drawn(others, MOST_NARROWED, role.id),
        *drawn(places, MOST_NARROWED, role.id),
    ]


def drawn(things: Sequence[T], most: int, seed: str) -> list[T]:
    """Some of many things."""
    return random.Random(seed).sample(things, min(most, len(things)))


def _filters(library: Library, roles: Collection[str]) -> set[str]:
    figures = [figure for role in roles for figure in library.figures_of(role)]
    return {named for figure in figures for named in _filters_of(library, figure)}


def _filters_of(library: Library, figure: Figure) -> Iterator[str]:
    named: dict[VocabularyKind, str | None] = {
        "levels": figure.level, "places": figure.place, "companies": figure.company,
        "company_kinds": figure.company_kind, "industries": figure.industry,
        "components": figure.component, "statistics": figure.statistic,
    }  # fmt: skip
    yield from (library.name(kind, id) for kind, id in named.items() if id is not None)
    for years in (figure.years_min, figure.years_max):
        if years is not None:
            yield f"{years:g} years"
            yield f"{years:g}+ years"


def every_offer(role: Role, filters: Sequence[str]) -> list[str]:
    """Offers for one role, narrowed in every way."""
    amounts = ["$150k base", "$1k-$900k", "€95,000", "$85/hr", "200k tc + $30k sign-on", ""]
    return [
        *(f"{amount} {role.name}" for amount in amounts),
        *(f"$140k-$180k {role.name} {narrowed}" for narrowed in filters),
    ]
