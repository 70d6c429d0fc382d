"""`/role`: a card, or whole sections."""

from knowledge.answers import RoleCard, RoleSectionsAnswer
from knowledge.asking.salary import pay_spans, sources_of
from knowledge.fields import Section
from knowledge.library import Library
from knowledge.model import Bullet, Role
from knowledge.query import RoleQuery

ON_CARD: tuple[tuple[Section, int], ...] = (
    ("responsibilities", 3),
    ("skills", 3),
    ("education", 1),
    ("experience", 1),
    ("career_path", 2),
    ("challenges", 2),
)
"""The sections that a card shows the first bullets of, and how many."""

LEAST_ON_CARD = 3
"""A card of a role with few of these sections fills up from those that it has."""


MOST_OUTLOOKS = 2
"""Two, so that a rise in one source and a fall in another stand side by side."""


def answer_role(library: Library, query: RoleQuery) -> RoleCard | RoleSectionsAnswer:
    """A role's card, or the sections that were asked for."""
    role = library.roles[query.role]
    written = role.written_sections()
    if query.sections:
        return RoleSectionsAnswer(
            role=role,
            sections=tuple((s, role.sections.of(s)) for s in query.sections if s in written),
            absent=tuple(section for section in query.sections if section not in written),
            written=written,
            reading=query.reading,
        )
    figures = library.figures_of(role.id)
    nearest = None if figures else library.nearest_with_figures(role.id)
    return RoleCard(
        role=role,
        highlights=tuple((s, role.sections.of(s)[:count]) for s, count in _on_card(written)),
        pay=pay_spans(figures),
        pay_sources=sources_of(library, figures),
        pay_elsewhere=library.roles[nearest] if nearest else None,
        outlook=_outlook(library, role),
        more=written,
        reading=query.reading,
    )


def _on_card(written: tuple[Section, ...]) -> list[tuple[Section, int]]:
    """The sections that a role's card shows, and how many bullets of each."""
    chosen: list[tuple[Section, int]] = [pair for pair in ON_CARD if pair[0] in written]
    usual = [section for section, _ in ON_CARD]
    spare: list[Section] = [section for section in written if section not in usual]
    room = max(0, LEAST_ON_CARD - len(chosen))
    return [*chosen, *((section, 2) for section in spare[:room])]


def _outlook(library: Library, role: Role) -> tuple[Bullet, ...]:
    """The market numbers that say most about this role, else what is first written of its market.

    Those that name the fewest roles say most; one about a whole field names none.
    """
    growth = [
        fact
        for fact in library.facts_of(role.id)
        if "job-growth" in fact.topics and role.id in fact.roles
    ]
    if not growth:
        return role.sections.market_demand[:1]
    fewest = min(len(fact.roles) for fact in growth)
    closest = [fact for fact in growth if len(fact.roles) == fewest]
    return tuple(
        Bullet(text=fact.statement, sources=(fact.source,)) for fact in closest[:MOST_OUTLOOKS]
    )
