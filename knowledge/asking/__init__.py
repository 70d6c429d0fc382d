"""From a query to an answer: pure functions of the library."""

from typing import assert_never

from knowledge.answers import Ambiguous, Answer, Help, NotFound, OfferAnswer
from knowledge.asking.compare import answer_compare
from knowledge.asking.offer import answer_offer
from knowledge.asking.role import answer_role
from knowledge.asking.salary import answer_salary
from knowledge.asking.trends import answer_trends
from knowledge.commands import COMMANDS, QUESTIONS_BY_NAME, QuestionName
from knowledge.grammar import parse
from knowledge.library import Library
from knowledge.offers import Offer, UnclearOffer, parse_offer
from knowledge.offers.terms import says_amount
from knowledge.query import (
    CompareQuery,
    HelpQuery,
    Misread,
    Query,
    RoleQuery,
    SalaryQuery,
    TrendsQuery,
    UnclearRole,
    UnknownRole,
)
from knowledge.words import first_word

CHECK = "check"
"""The first word of a `/salary` text that asks where an offer falls."""


def answer_line(library: Library, command: QuestionName, text: str) -> Answer:
    """Answer the text of a command, as typed after its name."""
    first, rest = first_word(text)
    rest = rest if first == CHECK else text
    if command == "salary" and (first == CHECK or says_amount(text)):
        # "all" at its end asks for every comparison; no offer ends so ("all in" is a part of pay).
        offer = rest.removesuffix(" all")
        return answer_read_offer(library, parse_offer(library, offer), whole=offer != rest)
    return answer(library, parse(library, command, text))


def answer_read_offer(
    library: Library, offer: Offer | UnclearOffer, *, whole: bool = False
) -> OfferAnswer | UnclearOffer:
    """Say where an offer falls, or ask for its role."""
    return answer_offer(library, offer, whole=whole) if isinstance(offer, Offer) else offer


def answer(library: Library, query: Query | Misread) -> Answer:
    """Answer a query from the library, and from nothing else."""
    match query:
        case RoleQuery():
            return answer_role(library, query)
        case SalaryQuery():
            return answer_salary(library, query)
        case CompareQuery():
            return answer_compare(library, query)
        case TrendsQuery():
            return answer_trends(library, query)
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
        case UnclearRole():
            return Ambiguous(query.typed, query.choices, query.reading)
        case UnknownRole():
            return NotFound(query.typed, query.nearest, library.roles_by_name, query.reading)
        case _:
            assert_never(query)
