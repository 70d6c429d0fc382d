"""What job ads say, in words: always as the ends of advertised ranges, and never as a role's pay.

At the end, what they and official statistics say in an answer about pay, apart from what other sources state.
"""

from collections.abc import Mapping, Sequence

from handlers.views.feeds.ads import ads_of, ads_of_filters
from handlers.views.mrkdwn import Bold, Button, Chart, Inline, Line, Paragraph, Part
from handlers.views.official import (
    NAMES,
    amount,
    amounts,
    between_words,
    official_line,
    official_row,
    percentiles_chart,
)
from handlers.views.words import ViewContext, count, day_words
from knowledge.advertised import ADS_DAYS, AdsRequest, AdvertisedPay, in_first_place, of_each_source
from knowledge.answers import NoFigures, SalaryAnswer
from knowledge.model import Role
from knowledge.official import RANGE_ENDS, Between, OccupationPay

MOST_LEVELS = 2
"""Levels whose ranges are read at a glance where there is none of all levels."""


def advertised_line(pays: Sequence[AdvertisedPay], context: ViewContext) -> Line:
    """What ads say of one level, or of each, in the source and the place that come first.

    `Job ads, 90 days to Nov 22, 2026, senior, United States: base **$150,000–$215,000** (p25 of lows …`, or
    `Job ads for senior level, United States: median **$185,000**, p25–p75 **$144,200–$222,200**, …`.
    """
    pays = in_first_place(pays)
    if pays[0].is_of_ranges:
        return _ranges_line(pays, context)
    if len(pays) == 1:
        (pay,) = pays
        line: list[Inline] = [
            f"Job ads{_about(pay, context)}: median ",
            Bold(amount(pay, "median")),
        ]
        if span := amounts(pay, "p25", "p75"):
            line += [", p25–p75 ", Bold(span)]
        return (*line, f" · {computed_from(pays)}")
    line = [f"Job ads{_where(pays[0], context)}: median "]
    for pay in pays:
        line += [
            "" if pay is pays[0] else ", ",
            f"{_level(pay, context)} ",
            Bold(amount(pay, "median")),
        ]
    return (*filter(None, line), f" · {computed_from(pays)}")


def _ranges_line(pays: Sequence[AdvertisedPay], context: ViewContext) -> Line:
    """The range over all levels where there is one, else those of the levels with the most ads."""
    pay = pays[0]
    dated = f"Job ads, {window(pay)}"
    if len(pays) == 1 or pay.level is None:
        about = f"{dated}{_about(pay, context)}: {_part(pay, context)}"
        return (about, Bold(_range(pay)), f"{_period(pay)} ({_ends(pay)}) · {_made(pay)}")
    most = sorted(pays, key=lambda pay: -pay.n)[:MOST_LEVELS]
    line: list[Inline] = [f"{dated}{_where(pay, context)}, {_ends(pay)}: "]
    for one in [pay for pay in pays if pay in most]:
        line += [
            ", " if len(line) > 1 else "",
            f"{_level(one, context)} {_part(one, context)}",
            Bold(_range(one)),
            f"{_period(one)} ({base(one)})",
        ]
    more = len(pays) - len(most)
    return (*filter(None, line), f", and {count(more, 'more level')}" if more else "")


def advertised_row(pay: AdvertisedPay, context: ViewContext) -> tuple[str, str]:
    """What ads say of one level in a place, as a row among figures."""
    about = f"Job ads{_about(pay, context)}"
    if pay.is_of_ranges:
        return (
            about,
            f"{_part(pay, context)}{_range(pay)}{_period(pay)}, {_ends(pay)}\n{_made(pay)} · {window(pay)}",
        )
    span = amounts(pay, "p25", "p75")
    said = [f"median {amount(pay, 'median')}", f"p25–p75 {span}" if span else ""]
    return about, f"{', '.join(filter(None, said))}\n{computed_from([pay])}"


def advertised_cell(pay: AdvertisedPay, context: ViewContext) -> str:
    """What ads say, for a table that says the level and has `advertised_notes` below, which speak of base."""
    if pay.is_of_ranges:
        part = "" if pay.component == "base" else _part(pay, context)
        return f"{part}{_range(pay)}{_period(pay)} ({count(pay.n, 'ad')})"
    return f"job ads' median {amount(pay, 'median')}"


def all_levels_cell(pays: Sequence[AdvertisedPay], context: ViewContext) -> str:
    """The range over all levels and what it was made of, for a table; empty where there is none."""
    told = [pay for pay in pays if pay.is_of_ranges and pay.level is None]
    return advertised_cell(told[0], context) if told else ""


def advertised_notes(
    roles: Mapping[str, Sequence[AdvertisedPay]], context: ViewContext
) -> list[Line]:
    """What the amounts of job ads in a table of roles, by name, are of: where, and whose; a line a source."""
    sources = {pay.source.id: pay for pays in roles.values() for pay in pays}
    return [(_note(pay, roles, context),) for pay in sources.values()]


def _note(
    of: AdvertisedPay, roles: Mapping[str, Sequence[AdvertisedPay]], context: ViewContext
) -> str:
    told = {role: [pay for pay in pays if pay.source is of.source] for role, pays in roles.items()}
    places = {role: _place(pays[0], context) for role, pays in told.items() if pays}
    several = len(set(places.values())) > 1
    where = [f"{place} ({role})" for role, place in places.items()] if several else places.values()
    part = (
        "base, " if any(pay.component == "base" for pays in told.values() for pay in pays) else ""
    )
    what = (
        f"{part}{NAMES['low']} to {NAMES['high']}"
        if of.is_of_ranges
        else "ends of advertised ranges"
    )
    whose = window(of) if of.is_of_ranges else of.source.label
    return f"Job ads: {' · '.join((', '.join(dict.fromkeys(where)), what, whose))}"


def advertised_between(ends: Sequence[Between[AdvertisedPay]], context: ViewContext) -> Line:
    """Between which percentiles of ads, or of the ends of their ranges, an offer lies."""
    pay = ends[0].pay
    whose = f"{base(pay)}, {window(pay)}" if pay.is_of_ranges else pay.source.label
    return (Bold(f"Job ads{_about(pay, context)}"), f": {between_words(ends)} · {whose}")


def computed_from(pays: Sequence[AdvertisedPay]) -> str:
    """Of how many rows, of what, and whose: `computed from 1,234 ends of advertised ranges · aijobs.net, …`."""
    number = sum(pay.n for pay in pays)
    return f"computed from {number:,} ends of advertised ranges · {pays[0].source.label}"


def base(pay: AdvertisedPay) -> str:
    """Of how much a range was made: `37 ads, 12 companies`."""
    return ", ".join([count(pay.n, "ad"), *([_companies(pay.companies)] if pay.companies else [])])


def _companies(number: int) -> str:
    return f"{number:,} {'company' if number == 1 else 'companies'}"


def window(pay: AdvertisedPay) -> str:
    """Of which days the ads are: `90 days to Nov 22, 2026`."""
    to = pay.source.verified
    return f"{ADS_DAYS} days to {day_words(to)}" if to else f"{ADS_DAYS} days"


def _made(pay: AdvertisedPay) -> str:
    return f"computed from {base(pay)}"


def _range(pay: AdvertisedPay) -> str:
    return "–".join(amount(pay, end) for end in RANGE_ENDS if end in pay.amounts)


def _ends(pay: AdvertisedPay) -> str:
    return " to ".join(NAMES[end] for end in RANGE_ENDS if end in pay.amounts)


def _part(pay: AdvertisedPay, context: ViewContext) -> str:
    """The part of pay, as it stands before an amount."""
    if pay.component == "unspecified":
        return "pay, part not stated, "
    short = "base" if pay.component == "base" else context.library.name("components", pay.component)
    return f"{short.lower()} "


def _period(pay: AdvertisedPay) -> str:
    """The pay period behind an amount, where it is not a year."""
    if pay.period == "year":
        return ""
    return f" a{'n' if pay.period == 'hour' else ''} {pay.period}"


def _about(pay: AdvertisedPay, context: ViewContext) -> str:
    level = _level(pay, context)
    return f"{f', {level}' if level else ''}{_where(pay, context)}"


def _level(pay: AdvertisedPay, context: ViewContext) -> str:
    return context.library.name("levels", pay.level).lower() if pay.level else ""


def _where(pay: AdvertisedPay, context: ViewContext) -> str:
    return f", {_place(pay, context)}"


def _place(pay: AdvertisedPay, context: ViewContext) -> str:
    return context.library.name("places", pay.place) if pay.place else "any place"


def official_lines(
    official: Sequence[Sequence[OccupationPay]], role: Role, context: ViewContext
) -> list[Part]:
    """The most fitting occupation in the nearest place; the others stand among all figures."""
    return [Paragraph(official_line(rows[0], role, context)) for rows in official[:1]]


def ads_lines(answer: SalaryAnswer | NoFigures, context: ViewContext) -> list[Part]:
    """What job ads say, in the place that comes first; other places stand among all figures.

    Where one level is asked for, there is room for a line of each source.
    """
    told = of_each_source(answer.advertised)
    told = told if answer.query.filters.levels else told[:1]
    return [Paragraph(advertised_line(pays, context)) for pays in told]


def ads_button(answer: SalaryAnswer | NoFigures, context: ViewContext) -> list[Button]:
    """The ads behind what is said of the job boards that are read here, where it is said; those of a company."""
    pays = in_first_place(answer.advertised)
    if answer.query.filters.companies:
        return [*ads_of_filters(answer.role.id, answer.query.filters, context)]
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
