"""A question that goes on with the one before: new words take the place of the same kind."""

import re
from dataclasses import dataclass, field, replace

from knowledge.areas import area_order
from knowledge.commands import QuestionName
from knowledge.grammar import parse
from knowledge.hearing import (
    COMPARING,
    GROWING,
    VAGUE,
    Heard,
    content_words,
    filter_words,
    hear,
    says_sum,
)
from knowledge.library import Library
from knowledge.offers.terms import says_amount
from knowledge.query import (
    AREA_ORDERS,
    AreasQuery,
    CompareQuery,
    MentionQuery,
    RoleQuery,
    SalaryFilters,
    SalaryQuery,
    TrendsQuery,
)
from knowledge.words import without_codes

LINK_WORDS = frozenset(
    "and or but what about how if only just same now ok okay so then instead also one ones too well "
    "them that it there need needs does".split()
)
"""What ties a message to the one before, and says nothing by itself."""

MOST_COMPARED = 3


@dataclass(frozen=True, slots=True)
class Parts:
    """A question in its parts."""

    command: QuestionName
    roles: tuple[str, ...] = ()
    filters: SalaryFilters = field(default_factory=SalaryFilters)
    more: tuple[str, ...] = ()
    """Sections, what trends are asked for, or an order of areas, as it is typed."""
    titles: tuple[str, ...] = ()
    """Jobs that sources only mention."""


def parts_of(library: Library, command: QuestionName, text: str) -> Parts:
    """A question in its parts; of one that names no role, what else it says."""
    match parse(library, command, text):
        case RoleQuery(role, sections):
            names = tuple(library.name("sections", section) for section in sections)
            return Parts(command, (role,), more=names)
        case SalaryQuery(role, filters):
            return Parts(command, (role,), filters)
        case AreasQuery(role, by, within):
            return Parts(command, (role,), SalaryFilters(places=within), (AREA_ORDERS[by],))
        case CompareQuery(roles, filters, sections):
            return Parts(command, roles, filters, tuple(map(library.section_name, sections)))
        case TrendsQuery(topics, roles, searched):
            return Parts(command, roles, more=(*map(library.topic_name, topics), *searched))
        case MentionQuery(_, mentions, roles):
            titles = tuple(library.mentions[id].name for id in mentions)
            return Parts(command, roles, titles=titles)
        case _:
            heard = hear(library, text)
            return Parts(command, heard.roles, heard.filters)


def merged(
    library: Library, command: QuestionName, text: str, heard: Heard
) -> tuple[QuestionName, str]:
    """The command and the text that the question before and what is said now amount to."""
    if command == "salary" and (says_amount(without_codes(text)) or says_sum(heard.text)):
        return "salary", _offer(library, text, heard)
    before = parts_of(library, command, text)
    now = _command(before, heard)
    roles = _roles(before, heard)
    between = " vs " if now == "compare" else " "
    titles = before.titles if not heard.roles or _adds(before, heard) else ()
    names = between.join([*(library.roles[role].name for role in roles), *titles])
    left = [word.typed for word in content_words(heard) if word.typed not in LINK_WORDS]
    return now, " ".join(filter(None, [names, *_more(library, now, before, heard), *left]))


def _roles(before: Parts, heard: Heard) -> tuple[str, ...]:
    if not heard.roles:
        return before.roles
    kept = [role for role in before.roles if role not in heard.roles]
    kept = kept if _adds(before, heard) else []
    return (*kept[: MOST_COMPARED - 1], *heard.roles)


def _adds(before: Parts, heard: Heard) -> bool:
    """Whether the roles that are said come beside those of before."""
    return bool(heard.said & COMPARING) or before.command == "compare"


def _command(before: Parts, heard: Heard) -> QuestionName:
    if heard.roles and heard.said & COMPARING and (before.roles or before.titles):
        return "compare"
    if set(heard.sections) - VAGUE:
        return "role"
    if heard.sections and before.command == "role" and not heard.pays and not heard.looks_ahead:
        return "role"
    if heard.looks_ahead:
        return "trends"
    if (heard.pays or heard.narrows) and before.command != "compare":
        return "salary"
    return before.command


def _more(library: Library, now: QuestionName, before: Parts, heard: Heard) -> tuple[str, ...]:
    """What the question says besides its roles, as it can be typed."""
    match now:
        case "salary" | "compare":
            words = filter_words(library, heard, _replaced(library, before.filters, heard))
            return (*words, *_order(library, before, heard)) if now == "salary" else words
        case "role":
            sections = tuple(library.name("sections", section) for section in heard.sections)
            return sections or (before.more if before.command == "role" else ())
        case "trends":
            topics = tuple(library.topic_name(topic) for topic in heard.topics)
            alone = not before.roles and not heard.roles
            growth = ("job growth",) if heard.said & GROWING and alone else ()
            return topics or growth or (before.more if before.command == "trends" else ())


def _order(library: Library, before: Parts, heard: Heard) -> tuple[str, ...]:
    """The order in which areas are asked for: now, or before and only states or countries narrow it now."""
    order = area_order(heard.text)
    if order is not None:
        return (AREA_ORDERS[order],)
    places = heard.filters.places
    only_places = heard.filters == SalaryFilters(places=places)
    goes_on = only_places and all(map(library.has_areas, places))
    return before.more if goes_on and before.command == "salary" else ()


def _replaced(library: Library, before: SalaryFilters, heard: Heard) -> SalaryFilters:
    """The filters of before, with those of now in the place of the same kind."""
    now = heard.filters
    if heard.said & {"vs", "versus", "or"}:
        # "vs boston": both.
        now = replace(
            now,
            places=(*before.places, *now.places) if now.places else (),
            levels=(*before.levels, *now.levels) if now.levels else (),
        )
    says_level = now.levels or now.years
    says_employer = now.companies or now.company_kinds
    return SalaryFilters(
        levels=now.levels if says_level else before.levels,
        years=now.years if says_level else before.years,
        places=_settling(library, before, now) or library.narrowest(now.places) or before.places,
        companies=now.companies if says_employer else before.companies,
        company_kinds=now.company_kinds if says_employer else before.company_kinds,
        industries=now.industries or before.industries,
        components=now.components or before.components,
        statistics=now.statistics or before.statistics,
    )


def _settling(library: Library, before: SalaryFilters, now: SalaryFilters) -> tuple[str, ...]:
    """Which of several places a state settles: "the Oregon one" of the Portlands."""
    inside = [one for one in before.places if {*library.around(one)} & {*now.places}]
    return tuple(inside) if len(inside) < len(before.places) else ()


KINDS = (("levels",), ("places",), ("companies", "company_kinds"), ("industries",), ("roles",))
"""What takes the place of each other in an offer."""

_AMOUNTS = re.compile(r"[$€£]?\s?\d[\d,.]*\s?k?\b", re.IGNORECASE)
_CHECK = re.compile(r"^check\s+", re.IGNORECASE)


def _offer(library: Library, text: str, heard: Heard) -> str:
    """An offer with something else in it; its amounts stay, unless there are new ones."""
    said = {kind for kind, _ in heard.phrases}
    gone = {kind for group in KINDS if said & set(group) for kind in group}
    text = _CHECK.sub("", text)
    for kind, phrase in hear(library, text).phrases:
        if kind in gone:
            text = re.sub(rf"\b{phrase}\b", " ", text, count=1, flags=re.IGNORECASE)
    if says_sum(heard.text):
        text = _AMOUNTS.sub(" ", text)
    return f"check {' '.join(text.split())} {heard.text}"
