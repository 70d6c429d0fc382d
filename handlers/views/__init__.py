"""Views: pure functions from an answer to a message."""

from typing import assert_never

from handlers.views.areas import areas_parts
from handlers.views.buttons import freshness_parts
from handlers.views.compare import compare_parts, compare_with_what_parts
from handlers.views.formatting import MESSAGE, PLAIN_MESSAGE, Message, build_message
from handlers.views.guide import ambiguous_parts, help_parts, not_found_parts
from handlers.views.mrkdwn import Actions, Part
from handlers.views.offer import offer_parts, unclear_offer_parts
from handlers.views.role import mention_parts, role_card_parts, role_sections_parts
from handlers.views.salary import no_figures_parts, salary_parts
from handlers.views.talk import ranking_parts
from handlers.views.trends import no_trends_parts, trends_parts
from handlers.views.words import ViewContext, reading_parts
from knowledge.answers import (
    Ambiguous,
    Answer,
    AreasAnswer,
    CompareWithWhat,
    Comparison,
    Help,
    MentionAnswer,
    NoFigures,
    NoRanking,
    NotFound,
    NoTrends,
    RoleCard,
    RoleSectionsAnswer,
    SalaryAnswer,
    TrendsAnswer,
)
from knowledge.offers.checked import OfferAnswer
from knowledge.offers.terms import UnclearOffer

__all__ = ["Message", "ViewContext", "answer_parts", "render"]


def render(answer: Answer, context: ViewContext) -> Message:
    """The message that shows an answer; it obeys every limit of Slack for any content."""
    surface = MESSAGE if context.newest_blocks else PLAIN_MESSAGE
    return build_message(answer_parts(answer, context), surface)


def answer_parts(answer: Answer, context: ViewContext) -> tuple[Part, ...]:
    """What an answer is made of, wherever it is shown; what can be clicked comes last."""
    parts = (
        *_parts(answer, context),
        *freshness_parts(answer, context),
        *reading_parts(answer.reading),
    )
    clickable = tuple(part for part in parts if isinstance(part, Actions))
    return (*(part for part in parts if not isinstance(part, Actions)), *clickable)


def _parts(answer: Answer, context: ViewContext) -> tuple[Part, ...]:  # noqa: C901 — one case an answer
    match answer:
        case RoleCard():
            return role_card_parts(answer, context)
        case RoleSectionsAnswer():
            return role_sections_parts(answer, context)
        case SalaryAnswer():
            return salary_parts(answer, context)
        case NoFigures():
            return no_figures_parts(answer, context)
        case AreasAnswer():
            return areas_parts(answer, context)
        case Comparison():
            return compare_parts(answer, context)
        case CompareWithWhat():
            return compare_with_what_parts(answer, context)
        case TrendsAnswer():
            return trends_parts(answer, context)
        case NoTrends():
            return no_trends_parts(answer, context)
        case MentionAnswer():
            return mention_parts(answer, context)
        case Ambiguous():
            return ambiguous_parts(answer, context)
        case NoRanking():
            return ranking_parts(answer, context)
        case NotFound():
            return not_found_parts(answer, context)
        case Help():
            return help_parts(answer, context)
        case OfferAnswer():
            return offer_parts(answer, context)
        case UnclearOffer():
            return unclear_offer_parts(answer, context)
        case _:
            assert_never(answer)
