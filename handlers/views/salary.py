"""Views of pay: one line that sums up, one compact table, and what has to be said alongside it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from handlers.views.buttons import FILTER, ask, report, share, with_other
from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Bullets,
    Button,
    Chart,
    ChartBar,
    Heading,
    Inline,
    Note,
    Paragraph,
    Part,
    Table,
)
from handlers.views.words import (
    SourceMarks,
    ViewContext,
    bullet_line,
    count,
    fact_line,
    figure_source,
    listed,
    span_line,
)
from knowledge.answers import Comparison, Disagreement, NoFigures, SalaryAnswer, YearsBands
from knowledge.asking.salary import figure_subject, pay_spans
from knowledge.model import Figure, Role, money, span, stated

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


COLUMNS = ("For", "Pay", "Measures", "Source")


def salary_parts(answer: SalaryAnswer, context: ViewContext) -> tuple[Part, ...]:
    """The figures that match, or the nearest sets, each with its source."""
    parts: list[Part] = [Heading(" · ".join([answer.role.name, *answer.filters]))]
    if answer.matching:
        parts.append(Paragraph(_summary(answer, context)))
        if answer.unmet:
            parts.append(Paragraph((f"None of them is for {listed(answer.unmet)}.",)))
    else:
        parts.extend(_missing(answer))
    chart = salary_chart(answer, context)
    if chart is not None:
        parts.append(chart)
    parts.append(_table(answer, context))
    parts.extend(_years(bands) for bands in answer.years)
    parts.extend(_disagreement(one, context) for one in answer.disagreements)
    if answer.without_levels:
        labels = listed([source.label for source in answer.without_levels])
        parts.append(
            Note(
                (
                    f"By years of experience, not by level: {labels}. For example ",
                    context.command("salary", f"{answer.role.name} 5 years"),
                )
            )
        )
    if answer.facts:
        marks = SourceMarks(context.library)
        parts.append(
            Bullets(tuple(fact_line(fact, marks) for fact in answer.facts), "Shares of pay")
        )
        parts.extend(marks.note())
    if answer.elsewhere:
        asked = [" ".join([other.name, *answer.filters]) for other in answer.elsewhere]
        commands = [piece for text in asked for piece in ("  ", context.command("salary", text))]
        parts.append(Note(("Related roles with figures for this:", *commands)))
    parts.extend(_actions(answer.role, answer.filters, context))
    return tuple(parts)


def _actions(role: Role, filters: tuple[str, ...], context: ViewContext) -> tuple[Actions, ...]:
    line = context.line("salary", " ".join([role.name, *filters]))
    card = ask("Role overview", context.line("role", role.name))
    return (
        Actions("pay", (Button("Filter", FILTER, line), card)),
        with_other(role, share(line), report(line)),
    )


def _summary(answer: SalaryAnswer, context: ViewContext) -> tuple[Inline, ...]:
    sources = count(len(answer.sources), "source")
    figures = count(len(answer.matching), "figure")
    return (
        Bold(sources), f" · {figures} · lowest to highest: ", *span_line(answer.spans, context),
    )  # fmt: skip


def _missing(answer: SalaryAnswer) -> list[Part]:
    """Say plainly that nothing meets all filters, and what the rows below are instead."""
    line: list[Inline] = [f"No {answer.role.name} figure for ", Bold(listed(answer.asked))]
    if len(answer.asked) > 1:
        line.append(" together")
    line.append(". ")
    if answer.unmet and len(answer.asked) > 1:
        line.append(f"None at all for {listed(answer.unmet)}. ")
    sets = listed([f"{found.label} ({len(found.figures)})" for found in answer.nearest])
    line.append(f"Closest: {sets}")
    return [Paragraph(tuple(line))]


def _table(answer: SalaryAnswer, context: ViewContext) -> Table:
    rows = [figure_row(figure, context) for figure in answer.matching]
    rows += [figure_row(figure, context) for found in answer.nearest for figure in found.figures]
    for found in answer.wider:
        rows += [figure_row(figure, context, "Wider: ") for figure in found.figures]
    hint = "Narrow the question by level, years, place or company to see them"
    return Table(COLUMNS, tuple(rows), if_cut=hint)


def figure_row(figure: Figure, context: ViewContext, mark: str = "") -> tuple[str, ...]:
    """A figure under `COLUMNS`."""
    return (
        f"{mark}{figure_subject(context.library, figure)}",
        stated(figure),
        figure_measure(figure, context),
        figure_source(figure, context),
    )


def figure_measure(figure: Figure, context: ViewContext) -> str:
    """What a figure measures: `Average, base salary`; said where the source does not say."""
    statistic = (
        context.library.name("statistics", figure.statistic) if figure.statistic else "Not stated"
    )
    if figure.component == "unspecified":
        return statistic
    return f"{statistic}, {context.library.name('components', figure.component).lower()}"


def _years(bands: YearsBands) -> Note:
    def named(pairs: tuple[tuple[str | None, str], ...]) -> str:
        return listed([f"{level.lower()} ({band})" if level else band for level, band in pairs])

    label = bands.source.label
    if bands.matching:
        return Note((f"{label} counts these years as {named(bands.matching)}",))
    return Note((f"{label} has no band for these years: only {named(bands.others)}",))


def _disagreement(one: Disagreement, context: ViewContext) -> Note:
    currency = one.lower.currency
    low, high = money(one.lower_amount, currency), money(one.higher_amount, currency)
    sources = context.library.sources
    return Note((
        Bold("Sources differ"), f" · {one.what}: {low} ({sources[one.lower.source].label}) to ",
        f"{high} ({sources[one.higher.source].label}), {money(one.gap, currency)} apart ",
        f"({one.percent:.0f}%)",
    ))  # fmt: skip


def no_figures_parts(answer: NoFigures, context: ViewContext) -> tuple[Part, ...]:
    """Say that no source states an amount, and where the nearest ones are."""
    marks = SourceMarks(context.library)
    parts: list[Part] = [
        Heading(" · ".join([answer.role.name, *answer.filters])),
        Paragraph(("No source states an amount for ", Bold(answer.role.name), ".")),
    ]
    if answer.nearest is not None:
        text = " ".join([answer.nearest.name, *answer.filters])
        parts.append(
            Paragraph(
                (
                    "The closest role with figures is ",
                    Bold(answer.nearest.name),
                    ": ",
                    context.command("salary", text),
                )
            )
        )
    if answer.pay_notes:
        lines = tuple(bullet_line(bullet, marks) for bullet in answer.pay_notes)
        parts.append(Bullets(lines, "What sources say about its pay"))
    buttons = [ask("Role overview", context.line("role", answer.role.name))]
    if answer.nearest is not None:
        line = context.line("salary", " ".join([answer.nearest.name, *answer.filters]))
        buttons.append(ask(f"Salary: {answer.nearest.name}", line, number=1))
    asked = context.line("salary", " ".join([answer.role.name, *answer.filters]))
    buttons.append(report(asked))
    return (*parts, *marks.note(), Actions("pay", tuple(buttons)))
