"""From a query to an answer: pure functions of the library."""

from typing import assert_never

from knowledge.answers import Ambiguous, Answer, Help, NotFound
from knowledge.asking.compare import answer_compare
from knowledge.asking.role import answer_role
from knowledge.asking.salary import answer_salary
from knowledge.asking.trends import answer_trends
from knowledge.commands import BY_NAME, COMMANDS
from knowledge.library import Library
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
            command = BY_NAME[query.command]
            others = tuple(other for other in COMMANDS if other is not command)
            roles = tuple(library.roles.values())
            return Help(command, others, roles, query.asks_for_role, query.reading)
        case UnclearRole():
            return Ambiguous(query.typed, query.choices, query.reading)
        case UnknownRole():
            roles = tuple(library.roles.values())
            return NotFound(query.typed, query.nearest, roles, query.reading)
        case _:
            assert_never(query)
