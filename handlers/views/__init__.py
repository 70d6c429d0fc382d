"""Views: pure functions from an answer to a message."""

from typing import assert_never

from handlers.views.compare import compare_parts, compare_with_what_parts
from handlers.views.guide import ambiguous_parts, help_parts, not_found_parts
from handlers.views.message import Message, build_message
from handlers.views.parts import Part
from handlers.views.role import role_card_parts, role_sections_parts
from handlers.views.salary import no_figures_parts, salary_parts
from handlers.views.trends import no_trends_parts, trends_parts
from handlers.views.words import ViewContext, reading_parts
from knowledge.answers import (
    Ambiguous,
    Answer,
    CompareWithWhat,
    Comparison,
    Help,
    NoFigures,
    NotFound,
    NoTrends,
    RoleCard,
    RoleSectionsAnswer,
    SalaryAnswer,
    TrendsAnswer,
)

__all__ = ["Message", "ViewContext", "render"]


def render(answer: Answer, context: ViewContext) -> Message:
    """The message that shows an answer; it obeys every limit of Slack for any content."""
    return build_message((*_parts(answer, context), *reading_parts(answer.reading)))


def _parts(answer: Answer, context: ViewContext) -> tuple[Part, ...]:
    match answer:
        case RoleCard():
            return role_card_parts(answer, context)
        case RoleSectionsAnswer():
            return role_sections_parts(answer, context)
        case SalaryAnswer():
            return salary_parts(answer, context)
        case NoFigures():
            return no_figures_parts(answer, context)
        case Comparison():
            return compare_parts(answer, context)
        case CompareWithWhat():
            return compare_with_what_parts(answer, context)
        case TrendsAnswer():
            return trends_parts(answer, context)
        case NoTrends():
            return no_trends_parts(answer, context)
        case Ambiguous():
            return ambiguous_parts(answer, context)
        case NotFound():
            return not_found_parts(answer, context)
        case Help():
            return help_parts(answer, context)
        case _:
            assert_never(answer)
