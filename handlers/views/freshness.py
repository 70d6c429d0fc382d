"""What an answer says of its age: nothing, unless something that it shows is due to be verified."""

from collections.abc import Iterable, Iterator

from handlers.views.parts import Note
from handlers.views.words import ViewContext
from knowledge.answers import (
    Answer,
    Comparison,
    NoFigures,
    RoleCard,
    RoleSectionsAnswer,
    SalaryAnswer,
    TrendsAnswer,
)
from knowledge.answers_offer import OfferAnswer
from knowledge.freshness import age_note, stale
from knowledge.library import Library
from knowledge.model import Fact, Figure, Role, Source, Trend

MOST_NAMED = 6


def freshness_parts(answer: Answer, context: ViewContext) -> tuple[Note, ...]:
    """One line that names each role and source shown that is due, once."""
    shown = {(type(thing), thing.id): thing for thing in things_shown(answer, context.library)}
    due = [item for thing in shown.values() if (item := stale(thing, context.today)) is not None]
    if not due:
        return ()
    told = " · ".join(f"{item.name}: {age_note(item)}" for item in due[:MOST_NAMED])
    more = f" · and {len(due) - MOST_NAMED} more" if len(due) > MOST_NAMED else ""
    return (Note((f"Due for verification: {told}{more}",)),)


def things_shown(answer: Answer, library: Library) -> Iterator[Role | Source]:
    """The roles that an answer describes, and the sources whose figures it shows."""
    match answer:
        case RoleCard():
            yield answer.role
            yield from answer.pay_sources
        case RoleSectionsAnswer():
            yield answer.role
        case NoFigures():
            if answer.pay_notes:
                yield answer.role
        case SalaryAnswer():
            sets = (*answer.nearest, *answer.wider)
            figures = [*answer.matching, *(figure for one in sets for figure in one.figures)]
            yield from _sources([*figures, *answer.facts], library)
        case Comparison():
            for column in answer.columns:
                yield column.role
            ids = [id for column in answer.columns for pay in column.pay for id in pay.sources]
            yield from (library.sources[id] for id in ids)
        case TrendsAnswer():
            trends = [trend for topic in answer.topics for trend in topic.trends]
            yield from _sources([*trends, *answer.facts], library)
        case OfferAnswer():
            yield from answer.sources
        case _:
            return


def _sources(statements: Iterable[Figure | Fact | Trend], library: Library) -> Iterator[Source]:
    for statement in statements:
        yield library.sources[statement.source]
