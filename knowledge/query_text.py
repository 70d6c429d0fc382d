"""Queries as people type them: a line that asks the same."""

from typing import cast

from knowledge.commands import QuestionName
from knowledge.library import Library
from knowledge.matching import Meaning
from knowledge.model import span
from knowledge.query import (
    AREA_ORDERS,
    AreasQuery,
    CompareQuery,
    HelpQuery,
    MentionQuery,
    Offer,
    OfferAmount,
    OfferTerms,
    Query,
    RoleQuery,
    SalaryFilters,
    SalaryQuery,
    TrendsQuery,
)
from knowledge.vocabulary import VocabularyKind


def name_of(library: Library, meaning: Meaning) -> str:
    """What a phrase stands for, as people read it; a word that is searched for stands for itself."""
    if meaning.kind == "words":
        return meaning.id
    if meaning.kind == "roles":
        return library.roles[meaning.id].name
    if meaning.kind == "mentions":
        return library.mentions[meaning.id].name
    return library.name(cast("VocabularyKind", meaning.kind), meaning.id)


def filter_names(library: Library, filters: SalaryFilters) -> tuple[str, ...]:
    """The filters as people read them, in the order of a command; they can be typed back."""
    return (
        *(library.name("levels", level) for level in filters.levels),
        *map(str, filters.years),
        *(library.name("places", place) for place in filters.places),
        *(library.name("companies", company) for company in filters.companies),
        *(library.name("company_kinds", kind) for kind in filters.company_kinds),
        *(library.name("industries", industry) for industry in filters.industries),
        *(library.name("components", component) for component in filters.components),
        *(library.name("statistics", statistic) for statistic in filters.statistics),
    )


def question_text(library: Library, query: Query) -> tuple[QuestionName, str]:
    """The command and the text with which people type a query."""
    match query:
        case RoleQuery(role, sections):
            return "role", " ".join([_name(library, role), *map(library.section_name, sections)])
        case SalaryQuery(role, filters, whole):
            names = [_name(library, role), *filter_names(library, filters)]
            return "salary", " ".join([*names, *_all(whole)])
        case AreasQuery(role, by, within):
            places = (library.name("places", place) for place in within)
            return "salary", " ".join([_name(library, role), *places, AREA_ORDERS[by]])
        case CompareQuery(roles, filters, sections):
            names = " vs ".join(_name(library, role) for role in roles)
            asked = (*filter_names(library, filters), *map(library.section_name, sections))
            return "compare", " ".join([names, *asked])
        case TrendsQuery(words=words, whole=whole):
            asked = ", ".join(subjects(library, query) or words)
            return "trends", " ".join(filter(None, [asked, *_all(whole)]))
        case Offer(role, terms, whole):
            return "salary", " ".join(
                [_check_text(library, terms, _name(library, role)), *_all(whole)]
            )
        case MentionQuery(command, mentions, roles):
            named = [library.mentions[id].name for id in mentions if id in library.mentions]
            return command, " vs ".join([*named, *(_name(library, role) for role in roles)])
        case HelpQuery(command):
            return command, ""


def _all(whole: bool) -> tuple[str, ...]:  # noqa: FBT001 — of a query, as it stands there
    """The word that asks for all of an answer."""
    return ("all",) if whole else ()


def subjects(library: Library, query: TrendsQuery) -> tuple[str, ...]:
    """The topics and roles of a question about trends, by name."""
    return (
        *(library.topic_name(topic) for topic in query.topics),
        *(_name(library, role) for role in query.roles),
    )


def _name(library: Library, role: str) -> str:
    """A role's name, or the id of one that is gone."""
    return library.roles[role].name if role in library.roles else role


def _check_text(library: Library, terms: OfferTerms, role_name: str) -> str:
    """What to type behind `/salary` to check these terms for a role."""
    amounts = [
        " ".join(
            filter(
                None,
                [
                    f"{only_for(library, amount)}{sum_words(amount)}",
                    _TYPED_PERIODS.get(amount.period or "year", ""),
                    "sign-on"
                    if (amount.component, amount.period) == ("bonus", "once")
                    else _TYPED_PARTS[amount.component],
                ],
            )
        )
        for amount in terms.amounts
    ]
    return " ".join(["check", *amounts, role_name, *filter_names(library, terms.filters)])


_TYPED_PARTS = {
    "base": "base",
    "additional": "additional cash",
    "bonus": "bonus",
    "equity": "equity",
    "total": "total",
    "unspecified": "",
}
_TYPED_PERIODS = {
    "month": "a month",
    "week": "a week",
    "day": "a day",
    "hour": "an hour",
}


def only_for(library: Library, amount: OfferAmount) -> str:
    """The levels and places for which alone an amount is given, as it begins with them."""
    names = (
        *(library.name("levels", level) for level in amount.levels),
        *(library.name("places", place) for place in amount.places),
    )
    return f"{', '.join(names)}: " if names else ""


def sum_words(amount: OfferAmount) -> str:
    """An amount without its period: `$150,000–$180,000`, `up to $200,000`."""
    if amount.currency is None or amount.low is amount.high is None:
        return amount.typed
    return span(amount.low, amount.high, amount.currency, open_ended=amount.open_ended)
