"""`/role`: a card, or whole sections."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from knowledge.advertised import advertised_pay, in_first_place
from knowledge.answers import (
    MentionAnswer,
    OccupationTasks,
    PaySpan,
    RoleCard,
    RoleSectionsAnswer,
)
from knowledge.asking.pay import MAIN_PARTS, NOTHING_ASKED, leading, pay_spans, sources_of
from knowledge.asking.trends import strength
from knowledge.fields import Bullet, Section
from knowledge.library import Library
from knowledge.model import Role
from knowledge.official import official_pay
from knowledge.query import Correction, MentionQuery, Reading, RoleQuery, own_sections
from knowledge.spelling import WORD_SIMILARITY, Spellings
from knowledge.words import forms_of, words

ON_CARD: tuple[tuple[Section, int], ...] = (
    ("responsibilities", 2),
    ("skills", 1),
    ("education", 1),
    ("career_path", 1),
    ("challenges", 1),
)
"""The sections that a card shows the first bullets of, and how many."""

MOST_ON_CARD = 5
"""Lines that are read at a glance on a phone, the outlook among them."""

MOST_OUTLOOKS = 2

MOST_PARTS_OF_PAY = 2

MOST_APART = 2
"""Neighbors from which a card tells the role."""


def answer_role(library: Library, query: RoleQuery) -> RoleCard | RoleSectionsAnswer:
    """A role's card, or the sections that were asked for."""
    role = library.roles[query.role]
    written = role.written_sections()
    if query.sections:
        told = _told(library, role) if "tasks" in query.sections else ()
        asked = own_sections(one for one in query.sections if not told or one != "tasks")
        return RoleSectionsAnswer(
            role=role,
            sections=tuple((s, role.sections.of(s)) for s in asked if s in written),
            occupations=told,
            absent=tuple(section for section in asked if section not in written),
            known=library.sections_of(role),
            reading=query.reading,
        )
    figures = library.figures_of(role.id)
    lead = leading(library, figures)
    openings = _openings(library, role)
    outlook = openings or _outlook(library, role)
    # What was counted comes with its base and its time, and takes the room of two lines.
    most = MOST_ON_CARD - (MOST_OUTLOOKS if openings else len(outlook))
    reading, asked = _asked(role, query.reading)
    nearest = None if figures else library.nearest_with_figures(role.id)
    return RoleCard(
        role=role,
        apart=_apart(role),
        asked=asked,
        lines=_with_words(role, asked) if asked else _on_card(role, most),
        pay=_main_parts(pay_spans(library, lead, role.id)),
        pay_sources=sources_of(library, lead),
        official=next((rows[0] for rows in official_pay(library, role.id, NOTHING_ASKED)), None),
        advertised=in_first_place(advertised_pay(library, role.id, NOTHING_ASKED)),
        pay_elsewhere=library.roles[nearest] if nearest else None,
        outlook=() if asked else outlook,
        reading=reading,
    )


def _told(library: Library, role: Role) -> tuple[OccupationTasks, ...]:
    """What is told of the occupations that list the role's title."""
    listed = [one.code for other in library.roles.values() for one in other.occupations]
    return tuple(
        OccupationTasks(one, library.sources[one.source], listed.count(one.code))
        for one in library.occupations_of(role)
    )


def _asked(role: Role, reading: Reading) -> tuple[Reading, str]:
    """The words that name no section, with slips in them read as words of the role's lines.

    And the reading without them: they are answered, so they are not left out.
    """
    if not reading.unknown:
        return reading, ""
    said = [word for _, bullet in _every_line(role) for word in words(bullet.text)]
    forms, spellings = {word.form for word in said}, Spellings(word.typed for word in said)
    asked: list[str] = []
    corrections = list(reading.corrections)
    for word in (unknown.typed for unknown in reading.unknown if not unknown.suggestion):
        near = spellings.like([word], WORD_SIMILARITY, limit=1)
        read_as = near[0][0] if near and forms.isdisjoint(forms_of(word)) else word
        if read_as != word:
            corrections.append(Correction(word, read_as))
        asked.append(read_as)
    slips = tuple(unknown for unknown in reading.unknown if unknown.suggestion)
    return replace(reading, unknown=slips, corrections=tuple(corrections)), " ".join(asked)


def _every_line(role: Role) -> Iterator[tuple[Section, Bullet]]:
    for section in role.written_sections():
        for bullet in role.sections.of(section):
            yield section, bullet


def _with_words(role: Role, asked: str) -> tuple[tuple[Section, Bullet], ...]:
    """The lines about a role that have all of some words, in card order."""
    wanted = set(forms_of(asked))
    found: list[tuple[Section, Bullet]] = [
        (section, bullet)
        for section, bullet in _every_line(role)
        if wanted.issubset(forms_of(bullet.text))
    ]
    return tuple(found[:MOST_ON_CARD]) if wanted else ()


MOST_NEAR = 3


def answer_mention(library: Library, query: MentionQuery) -> MentionAnswer:
    """Jobs that sources mention in a line: each line, and the roles near by that are described."""
    titles = tuple(library.mentions[id] for id in query.mentions)
    near = dict.fromkeys(role for title in titles for role in title.near if role not in query.roles)
    return MentionAnswer(
        command=query.command,
        titles=titles,
        facts=tuple(fact for title in titles for fact in library.facts_titled(title)),
        near=tuple(library.roles[id] for id in list(near)[:MOST_NEAR]),
        roles=tuple(library.roles[id] for id in query.roles),
        reading=query.reading,
    )


def _main_parts(spans: Sequence[PaySpan]) -> tuple[PaySpan, ...]:
    main = sorted(spans, key=lambda one: one.like.component not in MAIN_PARTS)
    return tuple(main[:MOST_PARTS_OF_PAY])


def _apart(role: Role) -> tuple[Bullet, ...]:
    """The line that tells a role from each of its nearest neighbors, the nearest first."""
    lines = (told_apart(role, other) for other in role.related)
    return tuple(islice(filter(None, lines), MOST_APART))


def told_apart(role: Role, other: str) -> Bullet | None:
    """The first line that tells a role from another one; None where no source does."""
    return next((line for line in role.sections.differences if line.versus == other), None)


def _on_card(role: Role, most_lines: int) -> tuple[tuple[Section, Bullet], ...]:
    """The lines that a role's card shows, each with its section; others where the usual are missing."""
    usual = [section for section, _ in ON_CARD]
    written = role.written_sections()
    spare: list[Section] = [section for section in written if section not in usual]
    chosen: dict[Section, int] = {**dict(ON_CARD), **dict.fromkeys(spare, 1)}
    lines: list[tuple[Section, Bullet]] = []
    for section, most in chosen.items():
        lines.extend((section, bullet) for bullet in role.sections.of(section)[:most])
    return tuple(lines[:most_lines])


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
    # What several sources say alike is one line; of two sources that differ, each says its own.
    alike = list(dict.fromkeys(map(library.told_alike, closest)))
    by_source = {same[0].source: same for same in reversed(alike)}
    told = [same for same in alike if by_source[same[0].source] is same][:MOST_OUTLOOKS]
    return tuple(
        Bullet(text=same[0].statement, sources=tuple(fact.source for fact in same)) for same in told
    )


def _openings(library: Library, role: Role) -> tuple[Bullet, ...]:
    """What was counted here of the role in job ads, in one line with its base."""
    counted = [f for f in library.facts_of(role.id) if f.computed and role.id in f.roles]
    if not counted:
        return ()
    fact = max(counted, key=lambda fact: (fact.id == f"ads-{role.id}", strength(fact)))
    said = fact.statement.removeprefix(f"{role.name}: ")
    return (Bullet(text=said, sources=(fact.source,)),)
