"""Charts of pay: only what measures the same is drawn together, and the title says what."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from handlers.views.mrkdwn import Chart, ChartBar
from handlers.views.words import ViewContext
from knowledge.answers import Comparison, SalaryAnswer
from knowledge.asking.pay import foreign_title, span_of
from knowledge.fields import span
from knowledge.model import Figure

LEAST_BARS = 2
"""One bar compares nothing."""


def salary_chart(answer: SalaryAnswer, context: ViewContext) -> Chart | None:
    """Lowest and highest by level, or by source, of one part of pay in one place."""
    library = context.library
    comparable = _comparable([(answer.role.id, f) for f in answer.matching], context)
    figures = [figure for _, figure in comparable]
    by_level = _bars([(library.name("levels", f.level), f) for f in figures if f.level])
    if len(by_level) >= LEAST_BARS:
        return _chart("by level", figures, by_level, context)
    overall = [f for f in figures if not f.level and f.years_min is f.years_max is None]
    by_source = _bars([(library.sources[f.source].label, f) for f in overall])
    if len(by_source) >= LEAST_BARS:
        return _chart("by source", figures, by_source, context)
    return None


def comparison_chart(answer: Comparison, context: ViewContext) -> Chart | None:
    """Lowest and highest of each compared role, of one part of pay in one place."""
    of_roles = [(c.role.id, f) for c in answer.columns for _, group in c.pay for f in group]
    comparable = _comparable(of_roles, context)
    roles = context.library.roles
    bars = _bars([(roles[role].name, figure) for role, figure in comparable])
    figures = [figure for _, figure in comparable]
    return _chart("", figures, bars, context) if len(bars) >= LEAST_BARS else None


def _comparable(
    figures: Iterable[tuple[str, Figure]], context: ViewContext
) -> list[tuple[str, Figure]]:
    """The largest group of figures, each about a role, that differ in nothing but role, level and source.

    What pay can reach is no end of a bar.
    """
    library = context.library
    groups: defaultdict[tuple[object, ...], list[tuple[str, Figure]]] = defaultdict(list)
    for role, figure in figures:
        if figure.statistic == "potential":
            continue
        place = None if library.is_national(figure.place) else figure.place
        groups[
            figure.statistic, figure.component, figure.includes, figure.currency, figure.period, place,
            figure.company, figure.company_kind, figure.industry, foreign_title(library, figure, role),
        ].append((role, figure))  # fmt: skip
    nothing: list[tuple[str, Figure]] = []
    return max(groups.values(), key=len, default=nothing)


def _bars(labeled: Iterable[tuple[str, Figure]]) -> tuple[ChartBar, ...]:
    groups: defaultdict[str, list[Figure]] = defaultdict(list)
    for label, figure in labeled:
        groups[label].append(figure)
    bars: list[ChartBar] = []
    for name, group in groups.items():
        one = span_of(group)
        if one.low is None or one.high is None:
            continue
        stated = span(one.low, one.high, one.like.currency, open_ended=one.open_ended)
        bars.append(ChartBar(name, one.low, one.high, stated))
    return tuple(bars)


def _chart(
    by: str, figures: Sequence[Figure], bars: tuple[ChartBar, ...], context: ViewContext
) -> Chart:
    """The title says what the amounts measure, of which part of pay, and where."""
    first, library = figures[0], context.library
    stated = first.component != "unspecified"
    part = library.name("components", first.component).lower() if stated else "pay"
    ranges = first.statistic in (None, "range")
    measure = (
        f"{part} range" if ranges else f"{library.name('statistics', first.statistic or '')} {part}"
    )
    place = first.place or library.sources[first.source].market
    where = library.name("places", place) if place else ""
    what = f"{measure[0].upper()}{measure[1:]} {by}".rstrip()
    said = ", ".join(filter(None, [what, "" if stated else "part not stated", where]))
    return Chart(said, f"{first.currency} a {first.period}", bars)
