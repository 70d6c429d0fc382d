"""Where an occupation earns most, or has most jobs: metropolitan areas in the order of the official table."""

from handlers.views.buttons import AREAS_LABELS, ask, report, share, sources_menu, with_other
from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Heading,
    Inline,
    Note,
    Paragraph,
    Part,
    Table,
)
from handlers.views.official import amount, jobs, listed_there, wage_error
from handlers.views.words import ViewContext, count
from knowledge.answers import AreasAnswer
from knowledge.areas import RankedAreas
from knowledge.official import OccupationPay
from knowledge.query import AreaOrder, AreasQuery, SalaryFilters, SalaryQuery

COLUMNS = ("Metropolitan area", "Median", "Jobs")

ORDERED: dict[AreaOrder, str] = {
    "pay": "metropolitan areas with the highest median",
    "jobs": "metropolitan areas with the most jobs",
}
UNRELEASED: dict[AreaOrder, str] = {
    "pay": "median isn't released",
    "jobs": "median or number of jobs isn't released",
}
OTHER: dict[AreaOrder, AreaOrder] = {"pay": "jobs", "jobs": "pay"}


def areas_parts(answer: AreasAnswer, context: ViewContext) -> tuple[Part, ...]:
    """The first areas with what is released of each, and how many are left out."""
    query, role, ranked = answer.query, answer.role, answer.ranked
    places = [context.library.name("places", place) for place in query.within]
    heading = Heading(" · ".join([role.name, *places, AREAS_LABELS[query.by]]))
    if ranked is None:
        none = ("No official table has metropolitan areas for ", Bold(role.name), ".")
        return (heading, Paragraph(none), *_actions(answer, context))
    if not ranked.first:
        none = (
            "No metropolitan area there has a released median for ",
            Bold(ranked.occupation.name),
            ".",
        )
        return (heading, Paragraph(none), *_left_out(ranked, query.by), *_actions(answer, context))
    rows = tuple(_row(number, pay, context) for number, pay in enumerate(ranked.first, 1))
    return (
        heading,
        Paragraph(_lead(answer, ranked, context)),
        Table(COLUMNS, rows),
        *_left_out(ranked, query.by),
        *_actions(answer, context),
    )


def _lead(answer: AreasAnswer, ranked: RankedAreas, context: ViewContext) -> tuple[Inline, ...]:
    """`Official, for **Data Scientists**: the 10 metropolitan areas with the highest median, of 312 · BLS …`."""
    first = ranked.first[0]
    return (
        "Official, for ", Bold(ranked.occupation.name), listed_there(first, answer.role, context),
        f": the {len(ranked.first)} {ORDERED[answer.query.by]}, of {ranked.compared} · {first.source.label}",
    )  # fmt: skip


def _row(number: int, pay: OccupationPay, context: ViewContext) -> tuple[str, ...]:
    place = context.library.name("places", pay.place) if pay.place else ""
    return (
        f"{number}. {place}",
        f"{amount(pay, 'median')}{wage_error(pay)}",
        jobs(pay) or "jobs not released",
    )


def _left_out(ranked: RankedAreas, by: AreaOrder) -> tuple[Note, ...]:
    if not ranked.unreleased:
        return ()
    return (Note((f"Left out: {count(ranked.unreleased, 'area')} whose {UNRELEASED[by]}.",)),)


def _actions(answer: AreasAnswer, context: ViewContext) -> tuple[Actions, ...]:
    query, role = answer.query, answer.role
    other = AreasQuery(role.id, OTHER[query.by], query.within)
    pay = SalaryQuery(role.id, SalaryFilters(places=query.within))
    turned = [ask(AREAS_LABELS[other.by], context.value(other), number=1)] if answer.ranked else []
    value = context.value(query)
    menu = [sources_menu(answer.sources)] if answer.sources else []
    return (
        Actions("areas", (*turned, ask("Salary", context.value(pay), number=2), share(value))),
        with_other(role, *menu, report(value)),
    )
