"""From a command's text to a query, or to a misread: what was unclear, what may have been meant."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from knowledge.areas import area_order, without_order
from knowledge.commands import (
    BECOMING,
    FILLERS,
    JOBS,
    PAYING,
    QUESTIONS_BY_NAME,
    RANKING,
    QuestionName,
    asks_for_help,
)
from knowledge.fields import AskedSection, Section
from knowledge.library import Library
from knowledge.matching import Candidate, is_clear
from knowledge.query import (
    AREA_ORDERS,
    AreaOrder,
    AreasQuery,
    Choice,
    CompareQuery,
    Correction,
    HelpQuery,
    MentionQuery,
    Misread,
    Query,
    RankingAsked,
    Reading,
    RoleQuery,
    SalaryFilters,
    SalaryQuery,
    Unclear,
    UnknownRole,
    WholeQuery,
    own_sections,
)
from knowledge.query_text import filter_names
from knowledge.reading import Reader
from knowledge.reading_trends import trends_query
from knowledge.words import shown, words

MAX_CHOICES = 5
NEAR_THE_BEST = 0.2
"""Candidates this much below the best are not offered."""

STEPS: tuple[AskedSection, ...] = ("education", "experience", "skills", "career_path")
"""What it takes to become something, in the order of a reader's questions."""
SET_SIDE_BY_SIDE = ("vs", "versus", "compared", "difference")
"""What asks to set several against each other, whatever the command."""
MAX_COMPARED = 3
SEPARATORS = frozenset({"vs", "v", "versus", "and", "or", "with", "against", "to", "than"})


def parse(library: Library, command: QuestionName, text: str) -> Query | Misread:
    """Understand the text of one command, as typed after its name."""
    if asks_for_help(text):
        return HelpQuery(command)
    if command != "trends" and _asks_for_the_first(text):
        return RankingAsked()
    order = area_order(text) if command == "salary" else None
    areas = _areas(library, order, text) if order is not None else None
    if areas is not None:
        return areas
    return _PARSERS[command](Reader(library, QUESTIONS_BY_NAME[command], text))


def _asks_for_the_first(text: str) -> bool:
    """Whether it asks which role comes first, and no more: "best paid", "which has the highest salary?"."""
    said = {word.typed for word in words(text) if not word.typed.isdigit()} - FILLERS
    return bool(said & RANKING) and said <= RANKING | PAYING | JOBS


def _role(reader: Reader) -> Query | Misread:
    return _one_role(
        reader,
        lambda role: RoleQuery(role, _sections(reader, role), reader.reading()),
    )


def _salary(reader: Reader) -> Query | Misread:
    return _one_role(
        reader,
        lambda role: _in_one_place(
            reader,
            SalaryQuery(role, salary_filters(reader), reader.says("all"), reader.reading()),
        ),
    )


def _areas(library: Library, by: AreaOrder, text: str) -> Query | Misread | None:
    """The question of the areas for a role, in states or countries; None where it names a city or an area."""
    question = QUESTIONS_BY_NAME["salary"]
    # "City" is a word of the order, and of New York City's name.
    if not all(map(library.has_areas, Reader(library, question, text).ids("places"))):
        return None
    reader = Reader(library, question, without_order(text))
    read = _salary(reader)
    match read:
        case SalaryQuery(role, filters, _, reading):
            others = filter_names(library, replace(filters, places=()))
            reading = replace(reading, unused=(*reading.unused, *others))
            return AreasQuery(role, by, filters.places, reading)
        case Unclear(choices=choices) | UnknownRole(nearest=choices):
            asked = tuple(map(partial(_areas_for, by), choices))
            return (
                replace(read, choices=asked)
                if isinstance(read, Unclear)
                else replace(read, nearest=asked)
            )
        case HelpQuery():
            most = tuple(map(partial(_areas_for, by), _choices(reader, _most_known(library))))
            return replace(read, asks_for_role=True, understood=(AREA_ORDERS[by],), choices=most)
        case _:
            return read


def _areas_for(by: AreaOrder, choice: Choice) -> Choice:
    query = choice.query
    return (
        Choice(choice.label, AreasQuery(query.role, by, query.filters.places))
        if isinstance(query, SalaryQuery)
        else choice
    )


def _in_one_place(reader: Reader, query: SalaryQuery | CompareQuery) -> Query | Misread:
    """The query, or the choice of places where a city's name stands in several states."""
    unclear = reader.unclear_place()
    if unclear is None:
        return query
    terms = [reader.library.term("places", meaning.id) for meaning in unclear.meanings]
    meant = {term.id: term.in_full for term in terms if term is not None}

    def about(place: str) -> WholeQuery:
        kept = (id for id in query.filters.places if id == place or id not in meant)
        return replace(query, filters=replace(query.filters, places=tuple(kept)), reading=Reading())

    typed = shown(reader.typed[unclear.start : unclear.end])
    choices = tuple(Choice(name, about(place)) for place, name in meant.items())
    return Unclear(typed, choices, query.reading, "place")


def _one_role(reader: Reader, query: Callable[[str], Query | Misread]) -> Query | Misread:
    """The query about the one role that the text names, or why there is none."""
    reader.take_misspelt_roles()
    reader.take_misspelt_mentions()
    reader.take_fields()
    # Before slips are looked for elsewhere, words that fit a role's name are the role's.
    if city := reader.city_alone():
        told = Reading(corrections=(Correction(reader.typed[0].typed, city),))
        return replace(_role_missing(Reader(reader.library, reader.command, city)), reading=told)
    candidates = reader.take_part_of_role()
    if not candidates:
        reader.take_misspelt_words()
        candidates = reader.take_part_of_role()
    roles = reader.ids("roles")
    if not roles and not candidates and (mentions := reader.ids("mentions")):
        return MentionQuery(reader.command.name, mentions, (), reader.reading())
    if len(roles) == 1:
        return query(roles[0])
    if roles:
        return _several_roles(reader, roles)
    if candidates:
        return _unclear(reader, candidates, lambda role: _query_of(reader, role))
    typed = reader.left_words()
    if not reader.only_narrow(reader.left):
        nearest = reader.library.role_names.nearest(typed)
        reader.left.clear()
        return UnknownRole(shown(typed), _choices(reader, nearest), reader.reading())
    return _role_missing(reader)


def _role_missing(reader: Reader) -> HelpQuery:
    """Ask for a role: those that most figures are about, with all else that was understood."""
    understood = _understood(reader)
    return HelpQuery(
        reader.command.name,
        asks_for_role=bool(reader.typed or understood),
        understood=understood,
        choices=_choices(reader, _most_known(reader.library)) if understood else (),
        reading=reader.reading(),
    )


def _most_known(library: Library) -> list[str]:
    """The roles that most figures are about."""
    return sorted(library.roles, key=lambda role: -library.number_of_figures(role))[:MAX_CHOICES]


def _several_roles(reader: Reader, roles: Sequence[str]) -> Query | Misread:
    """A command for one role was given several: their comparison if it says so, else offer that and each."""
    if any(map(reader.says, SET_SIDE_BY_SIDE)) and len(roles) <= MAX_COMPARED:
        filters = salary_filters(reader)
        return _in_one_place(reader, CompareQuery(tuple(roles), filters, reading=reader.reading()))
    names = [reader.library.roles[role].name for role in roles]
    together = Choice("All of them side by side", CompareQuery(tuple(roles)))
    choices = (*_choices(reader, roles[:MAX_CHOICES]), together)
    return Unclear(" and ".join(names), choices, reader.reading())


def _unclear(
    reader: Reader, candidates: Sequence[Candidate], query: Callable[[str], WholeQuery]
) -> Unclear:
    typed = shown(reader.left_words())
    reader.left.clear()
    best = candidates[0].score
    near = [candidate.id for candidate in candidates if best - candidate.score < NEAR_THE_BEST]
    # More roles may fit than there are buttons: those that sources say most of come first.
    near.sort(key=lambda role: -reader.library.number_of_figures(role))
    roles = reader.library.roles
    choices = tuple(Choice(roles[role].name, query(role)) for role in near[:MAX_CHOICES])
    return Unclear(typed, choices, reader.reading())


def _choices(reader: Reader, roles: Sequence[str]) -> tuple[Choice, ...]:
    known = reader.library.roles
    return tuple(Choice(known[role].name, _query_of(reader, role)) for role in roles)


def _query_of(reader: Reader, role: str) -> WholeQuery:
    """The whole question about a role, with what was understood alongside it."""
    if reader.command.name == "salary":
        return SalaryQuery(role, salary_filters(reader))
    return RoleQuery(role, _sections(reader, role))


def _sections(reader: Reader, role: str | None = None) -> tuple[AskedSection, ...]:
    """The sections that are named; who asks how to become one is told of each step that is described."""
    named = cast("tuple[AskedSection, ...]", reader.ids("sections"))
    if named or role is None or not any(map(reader.says, BECOMING)):
        return named
    written = reader.library.roles[role].written_sections()
    steps = cast("tuple[AskedSection, ...]", tuple(one for one in STEPS if one in written))
    if steps:
        reader.left = [place for place in reader.left if reader.typed[place].typed not in BECOMING]
    return steps


def _understood(reader: Reader) -> tuple[str, ...]:
    match reader.command.name:
        case "salary":
            return filter_names(reader.library, salary_filters(reader))
        case "role":
            return tuple(reader.library.name("sections", s) for s in reader.ids("sections"))
        case _:
            return ()


def salary_filters(reader: Reader) -> SalaryFilters:
    """What a text narrows pay by."""
    return SalaryFilters(
        levels=reader.ids("levels"),
        years=reader.years,
        places=reader.library.narrowest(reader.ids("places")),
        companies=reader.ids("companies"),
        company_kinds=reader.ids("company_kinds"),
        industries=reader.ids("industries"),
        components=reader.ids("components"),
        statistics=reader.ids("statistics"),
    )


def _compare(reader: Reader) -> Query | Misread:
    parts = _parts(reader)
    runs = [part for part in parts if not _names_role(reader, part)]
    reader.take_misspelt_roles(runs)
    reader.take_misspelt_mentions(runs)
    for part in parts:
        left = [place for place in part if place in reader.left]
        if reader.only_narrow(left) or _names_role(reader, part):
            continue
        candidates = reader.library.role_names.candidates([reader.typed[place] for place in left])
        others = reader.ids("roles")
        if is_clear(candidates):
            reader.take_role(left, candidates[0].id)
            continue
        if candidates:
            reader.left = left
            return _unclear(reader, candidates, partial(_with_others, others))
        if len(others) > 1 and reader.typed[left[0]].parted:
            continue
        typed = [reader.typed[place] for place in left]
        choices = [
            Choice(reader.library.roles[role].name, CompareQuery((*others, role)))
            for role in reader.library.role_names.nearest(typed)
            if role not in others
        ]
        reader.left = [place for place in reader.left if place not in left]
        return UnknownRole(shown(typed), tuple(choices), reader.reading(), others)
    roles = reader.ids("roles")
    if mentions := reader.ids("mentions"):
        return MentionQuery("compare", mentions, roles, reader.reading())
    if not roles:
        return HelpQuery("compare", asks_for_role=bool(reader.typed), reading=reader.reading())
    filters = salary_filters(reader)
    if len(roles) == 1 and any(len(getattr(filters, kind)) > 1 for kind in SET_AGAINST):
        # "junior vs senior mle" sets levels against each other: they stand in one answer of pay.
        return _in_one_place(reader, SalaryQuery(roles[0], filters, reading=reader.reading()))
    # "The difference between" and "pay" ask for what every comparison shows, "5 years of experience" too.
    always: tuple[str, ...] = ("differences", "salary")
    if filters.years:
        always = (*always, "experience")
    sections: list[Section] = [one for one in own_sections(_sections(reader)) if one not in always]
    return _in_one_place(reader, CompareQuery(roles, filters, tuple(sections), reader.reading()))


SET_AGAINST = ("levels", "places", "companies", "company_kinds", "industries", "years")
"""What of one role may be set against each other."""


def _with_others(others: tuple[str, ...], role: str) -> CompareQuery:
    return CompareQuery((*others, role))


def _parts(reader: Reader) -> list[list[int]]:
    """The places of the words between the separators of a comparison."""
    parts: list[list[int]] = [[]]
    for place, word in enumerate(reader.typed):
        if word.typed in SEPARATORS:
            parts.append([])
            continue
        if word.parted and _is_role(reader, parts[-1]):
            parts.append([])
        parts[-1].append(place)
    return [part for part in parts if part]


def _is_role(reader: Reader, part: Sequence[int]) -> bool:
    """Whether what stands before a comma is a role: "mle, mlops and de" are three."""
    candidates = reader.library.role_names.candidates([reader.typed[place] for place in part])
    return _names_role(reader, part) or is_clear(candidates)


def _names_role(reader: Reader, part: Sequence[int]) -> bool:
    kinds = ("roles", "mentions")
    return any(f.start in part for f in reader.found if f.meaning.kind in kinds)


_PARSERS: Mapping[QuestionName, Callable[[Reader], Query | Misread]] = {
    "role": _role,
    "salary": _salary,
    "compare": _compare,
    "trends": trends_query,
}
