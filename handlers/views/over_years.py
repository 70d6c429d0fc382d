"""How official pay has moved over the years: in a line, year by year, and as a chart."""

from collections.abc import Sequence

from handlers.views.mrkdwn import Bold, Bullets, Chart, ChartBar, Inline, Line, Note, Part, Table
from handlers.views.official import amount, chart_of, listed_there, wage_error, where
from handlers.views.words import SourceMarks, ViewContext
from knowledge.over_years import PayOverYears, change

COLUMNS = ("Year", "Median", "Change")


def pay_lines(series: Sequence[PayOverYears], marks: SourceMarks, context: ViewContext) -> Bullets:
    """The newest median of each occupation, and how it has changed."""
    lines = tuple(_line(one, marks, context) for one in series)
    return Bullets(lines, "Official pay", if_cut="Ask for a role to see its occupation")


def _line(series: PayOverYears, marks: SourceMarks, context: ViewContext) -> Line:
    """`Data Scientists, United States: median **$120,230** in 2025, up 6.8% on 2024 (computed from both)`."""
    before, latest = series.years[-2:]
    listed = listed_there(latest, series.role, context) if series.role else ""
    line: list[Inline] = [
        f"{series.occupation.name}{where(latest, context)}{listed}: median ",
        Bold(amount(latest, "median")), f" in {latest.year}{wage_error(latest)}",
    ]  # fmt: skip
    percent = change(before, latest)
    if percent is not None:
        computed = f"{wage_error(before)} (computed from both)" if percent else ""
        line.append(f", {_moved(percent)} {before.year}{computed}")
    named = [latest.source.id, before.source.id]
    if listed and latest.listing is not None:
        named.append(latest.listing.source)
    return (*line, marks.mark(named))


def _moved(percent: float) -> str:
    """`up 6.8% on`."""
    said = f"{abs(percent):.1f}%"
    if said == "0.0%":
        return "almost the same as in" if percent else "the same as in"
    return f"{'up' if percent > 0 else 'down'} {said} on"


def years_parts(series: PayOverYears, context: ViewContext) -> tuple[Part, ...]:
    """Every year of one occupation, drawn and in a table, and where it begins."""
    rows = [
        (
            str(pay.year),
            f"{amount(pay, 'median')}{wage_error(pay)}",
            _on_year_before(series, number),
        )
        for number, pay in enumerate(series.years)
    ]
    parts: list[Part] = [years_chart(series, context), Table(COLUMNS, tuple(reversed(rows)))]
    if series.begins_late:
        code, first = series.occupation.code, series.years[0].year
        parts.append(Note((f"Nothing before {first}: no table has code {code} for it.",)))
    return tuple(parts)


def _on_year_before(series: PayOverYears, number: int) -> str:
    if number == 0:
        return "first year"
    before = series.years[number - 1]
    percent = change(before, series.years[number])
    if percent is None:
        return "not computable"
    return f"{_moved(percent)} {before.year}{', computed' if percent else ''}"


def years_chart(series: PayOverYears, context: ViewContext) -> Chart:
    """The median over the years."""
    points = tuple(
        ChartBar(str(pay.year), one.amount, one.amount, amount(pay, "median"))
        for pay in series.years
        for one in [pay.amounts["median"]]
    )
    return chart_of(series.latest, "median", points, context, kind="line")
