"""From a query to an answer: pure functions of the library."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from math import isfinite
from typing import assert_never

from knowledge.answers import (
    Ambiguous,
    Answer,
    Help,
    NoRanking,
    NotFound,
)
from knowledge.asking.compare import answer_compare
from knowledge.asking.offer import answer_offer
from knowledge.asking.role import answer_mention, answer_role
from knowledge.asking.salary import answer_areas, answer_salary
from knowledge.asking.trends import answer_trends
from knowledge.commands import COMMANDS, NARROWING_PAY, QUESTIONS_BY_NAME, QuestionName
from knowledge.grammar import parse
from knowledge.library import Library
from knowledge.offers.checked import OfferAnswer
from knowledge.offers.terms import UnclearOffer, says_amount
from knowledge.query import (
    AreasQuery,
    Choice,
    CompareQuery,
    HelpQuery,
    MentionQuery,
    Misread,
    Offer,
    OfferAmount,
    Query,
    RankingAsked,
    Reading,
    RoleQuery,
    SalaryFilters,
    SalaryQuery,
    TrendsQuery,
    Unclear,
    Unknown,
    UnknownRole,
    WholeQuery,
    YearsAsked,
)
from knowledge.words import first_word, without_codes, words
from knowledge.years import MOST_YEARS

CHECK = "check"
"""The first word of a `/salary` text that asks where an offer falls."""


def answer_line(library: Library, command: QuestionName, text: str) -> Answer:
    """Answer the text of a command, as typed after its name."""
    return answer_read(library, read_line(library, command, text))


def read_line(library: Library, command: QuestionName, text: str) -> Query | Misread | UnclearOffer:
    """Understand the text of a command, as typed after its name."""
    first, rest = first_word(text)
    typed = rest if first == CHECK else text
    if command == "salary" and (first == CHECK or says_amount(without_codes(text))):
        # "all" at its end asks for every comparison; no offer ends so ("all in" is a part of pay).
        # What reads an offer out of prose takes as long to load as all the rest of a command.
        from knowledge.offers.reading import parse_offer

        offer = parse_offer(library, typed.removesuffix(" all"))
        whole = typed.endswith(" all")
        return replace(offer, whole=whole) if isinstance(offer, Offer) else offer
    return parse(library, command, text)


def answer_read(library: Library, read: Query | Misread | UnclearOffer) -> Answer:
    """Answer what a text was understood as."""
    return read if isinstance(read, UnclearOffer) else answer(library, read)


def answer_read_offer(library: Library, offer: Offer | UnclearOffer) -> OfferAnswer | UnclearOffer:
    """Say where an offer falls, or ask for its role."""
    return answer_offer(library, offer) if isinstance(offer, Offer) else offer


def answer(library: Library, query: Query | Misread) -> Answer:
    """Answer a query from the library, and from nothing else."""
    match query:
        case RoleQuery():
            return answer_role(library, query)
        case SalaryQuery():
            return answer_salary(library, query)
        case AreasQuery():
            return answer_areas(library, query)
        case CompareQuery():
            return answer_compare(library, query)
        case TrendsQuery():
            return answer_trends(library, query)
        case Offer():
            return answer_offer(library, query)
        case MentionQuery():
            return answer_mention(library, query)
        case HelpQuery():
            command = QUESTIONS_BY_NAME[query.command]
            others = tuple(other for other in COMMANDS if other is not command)
            return Help(
                command,
                others,
                library.roles_by_name,
                query.asks_for_role,
                query.understood,
                query.choices,
                query.reading,
            )
        case Unclear():
            return Ambiguous(query.typed, query.choices, query.reading)
        case RankingAsked(reading):
            return no_ranking(library, reading)
        case UnknownRole():
            known = tuple(library.roles[role] for role in query.known)
            return NotFound(query.typed, query.nearest, known, library.roles_by_name, query.reading)
        case _:
            assert_never(query)


MOST_TO_COMPARE = 3
NOTHING_SAID = Reading()


def no_ranking(library: Library, reading: Reading = NOTHING_SAID) -> NoRanking:
    """What there is instead of a ranking: the roles with most figures, to put side by side."""
    by_figures = sorted(library.roles_by_name, key=lambda role: -library.number_of_figures(role.id))
    return NoRanking(tuple(by_figures[:MOST_TO_COMPARE]), reading)


def still_known(library: Library, query: WholeQuery) -> WholeQuery | UnknownRole:
    """A query that comes back from a button or a form, with what the knowledge (still) holds.

    What it doesn't hold counts as not understood, so that the answer names it.
    """
    match query:
        case RoleQuery(role) | SalaryQuery(role) | AreasQuery(role) | Offer(role) if (
            role not in library.roles
        ):
            return _unknown_role(library, query, role)
        case SalaryQuery(filters=filters):
            kept, gone = _filters_known(library, filters)
            return replace(query, filters=kept, reading=_not_understood(gone))
        case AreasQuery(within=within):
            places, gone = _split(within, partial(library.term, "places"))
            return replace(query, within=places, reading=_not_understood(gone))
        case Offer(terms=terms):
            kept, gone = _filters_known(library, terms.filters)
            amounts = tuple(
                map(partial(_amount_known, library), filter(_is_sensible, terms.amounts))
            )
            reading = _not_understood(gone)
            return replace(
                query, terms=replace(terms, amounts=amounts, filters=kept, reading=reading)
            )
        case CompareQuery(roles, filters, sections):
            kept, gone = _split(roles, library.roles.get)
            if not kept:
                return _unknown_role(library, query, " ".join(gone))
            filters, unknown = _filters_known(library, filters)
            return CompareQuery(kept, filters, sections, _not_understood((*gone, *unknown)))
        case TrendsQuery(topics, roles):
            topics, no_topics = _split(topics, partial(is_topic, library))
            roles, no_roles = _split(roles, library.roles.get)
            reading = _not_understood((*no_topics, *no_roles))
            return replace(query, topics=topics, roles=roles, reading=reading)
        case RoleQuery():
            return query


def _split(
    ids: Iterable[str], known: Callable[[str], object]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids that are known, each once, and those that are not."""
    once = tuple(dict.fromkeys(ids))
    kept = tuple(id for id in once if known(id))
    return kept, tuple(id for id in once if id not in kept)


def is_topic(library: Library, id: str) -> bool:
    """Whether there are words or trends for a topic."""
    return id in library.trends or library.term("topics", id) is not None


def _filters_known(
    library: Library, filters: SalaryFilters
) -> tuple[SalaryFilters, tuple[str, ...]]:
    split = {
        kind: _split(getattr(filters, kind), partial(library.term, kind)) for kind in NARROWING_PAY
    }
    years = tuple(filter(_are_sensible, dict.fromkeys(filters.years)))
    kept = SalaryFilters(years=years, **{kind: known for kind, (known, _) in split.items()})
    return kept, tuple(id for _, unknown in split.values() for id in unknown)


def _amount_known(library: Library, amount: OfferAmount) -> OfferAmount:
    places, _ = _split(amount.places, partial(library.term, "places"))
    levels, _ = _split(amount.levels, partial(library.term, "levels"))
    return replace(amount, places=places, levels=levels)


def _is_sensible(amount: OfferAmount) -> bool:
    ends = [end for end in (amount.low, amount.high) if end is not None]
    return bool(ends) and all(map(isfinite, ends)) and 0 <= ends[0] <= ends[-1]


def _are_sensible(years: YearsAsked) -> bool:
    high = years.low if years.high is None else years.high
    return 0 <= years.low <= high <= MOST_YEARS


def _not_understood(ids: Iterable[str]) -> Reading:
    return Reading(unknown=tuple(map(Unknown, ids)))


def _unknown_role(library: Library, query: WholeQuery, role: str) -> UnknownRole:
    """The role is gone: the same question about those that are named most like it."""
    near: Sequence[str] = library.role_names.nearest(words(role))
    choices = tuple(Choice(library.roles[id].name, _about(query, id)) for id in near)
    return UnknownRole(role, choices)


def _about(query: WholeQuery, role: str) -> WholeQuery:
    match query:
        case RoleQuery() | SalaryQuery() | AreasQuery() | Offer():
            return replace(query, role=role)
        case _:
            return CompareQuery((role,))
