"""Which ranges an answer draws: by level where there are several, else by source."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from handlers.views.parts import Chart, ChartBar
from handlers.views.words import ViewContext
from knowledge.amounts import span
from knowledge.answers import Comparison, SalaryAnswer
from knowledge.asking.pay import pay_spans
from knowledge.model import Figure

LEAST_BARS = 2
"""One bar compares nothing."""


def salary_chart(answer: SalaryAnswer, context: ViewContext) -> Chart | None:
    """Lowest and highest by level, or by source, of the part of pay that most figures speak of."""
    comparable = _comparable(answer.matching)
    library = context.library
    by_level = _bars(
        [f for f in comparable if f.level], lambda f: library.name("levels", f.level or "")
    )
    if len(by_level) >= LEAST_BARS:
        return _chart(f"{answer.role.name}: pay by level", comparable, by_level)
    by_source = _bars(comparable, lambda figure: library.sources[figure.source].label)
    if len(by_source) >= LEAST_BARS:
        return _chart(f"{answer.role.name}: pay by source", comparable, by_source)
    return None


def comparison_chart(answer: Comparison, context: ViewContext) -> Chart | None:
    """Lowest and highest of each compared role, for the part of pay that most figures speak of."""
    figures = [f for column in answer.columns for f in context.library.figures_of(column.role.id)]
    comparable = _comparable(figures)
    bars = _bars(comparable, lambda figure: context.library.roles[figure.role].name)
    return _chart("Pay, lowest to highest", comparable, bars) if len(bars) >= LEAST_BARS else None


def _comparable(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of the component, currency and period that most of them share."""
    groups: defaultdict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.component, figure.currency, figure.period].append(figure)
    nothing: list[Figure] = []
    return max(groups.values(), key=len, default=nothing)


def _bars(figures: Iterable[Figure], label: Callable[[Figure], str]) -> tuple[ChartBar, ...]:
    groups: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[label(figure)].append(figure)
    bars: list[ChartBar] = []
    for name, group in groups.items():
        (one,) = pay_spans(group)
        if one.low is None or one.high is None:
            continue
        stated = span(one.low, one.high, one.currency, open_ended=one.open_ended)
        bars.append(ChartBar(name, one.low, one.high, stated))
    return tuple(bars)


def _chart(title: str, figures: Sequence[Figure], bars: tuple[ChartBar, ...]) -> Chart:
    first = figures[0]
    return Chart(title, f"{first.currency} a {first.period}", bars)
