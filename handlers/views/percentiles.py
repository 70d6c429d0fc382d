"""What official statistics and job ads say in an answer about pay, apart from what other sources state."""

from collections.abc import Sequence

from handlers.views.advertised import advertised_line, advertised_row
from handlers.views.feeds.ads import ads_of
from handlers.views.mrkdwn import Button, Chart, Paragraph, Part
from handlers.views.official import official_line, official_row, percentiles_chart
from handlers.views.words import ViewContext
from knowledge.advertised import AdsRequest, in_first_place, of_each_source
from knowledge.answers import NoFigures, SalaryAnswer
from knowledge.model import Role
from knowledge.official import OccupationPay

MOST_PLACES = 3
"""Places set against each other of which a line is read at a glance."""


def official_lines(
    official: Sequence[Sequence[OccupationPay]],
    role: Role,
    places: Sequence[str],
    context: ViewContext,
) -> list[Part]:
    """The most fitting occupation in the nearest place, or in each place asked for.

    The others stand among all figures.
    """
    rows = official[0] if official else ()
    told = [pay for pay in rows if pay.place in places] if len(places) > 1 else []
    return [Paragraph(official_line(pay, role, context)) for pay in told[:MOST_PLACES] or rows[:1]]


def ads_lines(answer: SalaryAnswer | NoFigures, context: ViewContext) -> list[Part]:
    """What job ads say, in the place that comes first; other places stand among all figures.

    Where one level is asked for, there is room for a line of each source.
    """
    told = of_each_source(answer.advertised)
    told = told if answer.query.filters.levels else told[:1]
    return [Paragraph(advertised_line(pays, context)) for pays in told]


def ads_button(answer: SalaryAnswer | NoFigures, context: ViewContext) -> list[Button]:
    """The ads behind what is said of the job boards that are read here, where it is said."""
    pays = in_first_place(answer.advertised)
    if not any(pay.is_of_ranges for pay in pays):
        return []
    level = pays[0].level if len(pays) == 1 else None
    return [ads_of(AdsRequest(answer.role.id, level, pays[0].place), context)]


def official_charts(
    official: Sequence[Sequence[OccupationPay]], context: ViewContext
) -> list[Chart]:
    """What the first line says of an occupation, drawn with all its percentiles."""
    charts = [percentiles_chart(rows[0], context) for rows in official[:1]]
    return [chart for chart in charts if chart is not None]


def percentile_rows(
    answer: SalaryAnswer | NoFigures, context: ViewContext
) -> list[tuple[str, ...]]:
    """All of it, as rows among figures."""
    rows = [official_row(pay, context) for pays in answer.official for pay in pays]
    return [*rows, *(advertised_row(pay, context) for pay in answer.advertised)]


def percentile_amounts(answer: SalaryAnswer | NoFigures) -> int:
    """How many amounts official statistics and job ads have."""
    official = sum(len(pay.amounts) for rows in answer.official for pay in rows)
    # Both ends of a range are one figure.
    return official + sum(1 if pay.is_of_ranges else len(pay.amounts) for pay in answer.advertised)
