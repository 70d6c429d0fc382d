"""What official statistics say, in words: always with the occupation that they count."""

from collections.abc import Sequence

from handlers.views.charts import MAX_TITLE
from handlers.views.mrkdwn import Bold, Chart, ChartBar, ChartKind, Inline, Line
from handlers.views.words import ViewContext
from knowledge.answers import KindsApart
from knowledge.fields import Statistic, money
from knowledge.fields import span as money_span
from knowledge.model import Role
from knowledge.official import (
    PERCENTILES,
    Between,
    Measure,
    OccupationPay,
    P,
    Percentiles,
    error_in_words,
)


def official_line(pay: OccupationPay, role: Role, context: ViewContext) -> Line:
    """Median and quartiles of an occupation in a place, with its release, its jobs and large errors.

    `Official, for **Data Scientists** in Austin, TX (O*NET lists this title there): median **$127,360** …`.
    """
    line: list[Inline] = [
        "Official, for ", Bold(pay.occupation.name), f"{where(pay, context)}{listed_there(pay, role, context)}: ",
        "median ", Bold(amount(pay, "median")),
    ]  # fmt: skip
    if span := amounts(pay, "p25", "p75"):
        line += [", p25–p75 ", Bold(span)]
    return (*line, f"{wage_error(pay)} · {released(pay)}")


def where(pay: OccupationPay, context: ViewContext) -> str:
    """The place of the statistics, as it stands behind what they are of."""
    sector = f" in the {context.library.name('industries', pay.industry)}" if pay.industry else ""
    if pay.place is None:
        return sector
    name = context.library.name("places", pay.place)
    return f"{sector}, {name}" if context.library.is_national(pay.place) else f"{sector} in {name}"


def listed_there(pay: OccupationPay, role: Role, context: ViewContext) -> str:
    """Who lists the role's title there, and whether it is but a part of what is counted."""
    if pay.listing is None or pay.occupation.name.casefold() == f"{role.name}s".casefold():
        return ""
    label = context.library.sources[pay.listing.source].label
    whole = "; the whole occupation is counted" if pay.counts_whole_occupation else ""
    return f" ({label} lists this title there{whole})"


def released(pay: OccupationPay) -> str:
    """The release and the number of jobs: `BLS, May 2025 · 3,730 jobs`."""
    held = jobs(pay)
    return f"{pay.source.label} · {held}" if held else pay.source.label


def jobs(pay: OccupationPay) -> str:
    """The number of jobs, with its error where that is large; empty where it is not released."""
    if pay.employment is None:
        return ""
    error = error_in_words(pay.notable_employment_rse)
    return f"{pay.employment:,} jobs{f' ({error})' if error else ''}"


def wage_error(pay: OccupationPay) -> str:
    """The error of the wages, where it is large."""
    error = error_in_words(pay.notable_wage_rse)
    return f" ({error} of wages)" if error else ""


def amount(pay: Percentiles, statistic: Measure) -> str:
    """One amount as it is released: `$127,360`, or `$239,200+` for a bound."""
    one = pay.amounts[statistic]
    return f"{money(one.amount, pay.currency)}{'+' if one.at_least else ''}"


def amounts(pay: Percentiles, low: Measure, high: Measure) -> str:
    """Two percentiles as a span; empty where one of them is not released."""
    if low not in pay.amounts or high not in pay.amounts:
        return ""
    return f"{amount(pay, low)}–{amount(pay, high)}"


def official_cell(pay: OccupationPay, context: ViewContext) -> str:
    """Median and quartiles, of which occupation and where, for a table."""
    said = [f"median {amount(pay, 'median')}"]
    if span := amounts(pay, "p25", "p75"):
        said.append(f"p25–p75 {span}")
    return f"{', '.join(said)} for {pay.occupation.name}{where(pay, context)} ({pay.source.label})"


def official_row(pay: OccupationPay, context: ViewContext) -> tuple[str, str]:
    """All that is released of an occupation in a place, as a row among figures."""
    pairs = (("p25–p75", amounts(pay, "p25", "p75")), ("p10–p90", amounts(pay, "p10", "p90")))
    said = [f"median {amount(pay, 'median')}", *(f"{name} {span}" for name, span in pairs if span)]
    if "mean" in pay.amounts:
        said.append(f"average {amount(pay, 'mean')}")
    place = context.library.name("places", pay.place) if pay.place else ""
    sector = context.library.name("industries", pay.industry) if pay.industry else ""
    # What all rows share, the name of the source says: its year too.
    of_one_year = pay.source.table is not None and pay.source.table.year is not None
    year = "" if of_one_year or pay.year is None else str(pay.year)
    return (
        ", ".join(filter(None, [pay.occupation.name, sector, place, year])),
        f"{', '.join(said)}{wage_error(pay)}\n{released(pay)}",
    )


def chart_of(
    pay: OccupationPay,
    measure: str,
    points: tuple[ChartBar, ...],
    context: ViewContext,
    *,
    kind: ChartKind = "bar",
    released: str = "",
) -> Chart:
    """A chart of an occupation's pay, which says what is measured, of which part of pay, and where.

    A long name leaves no room for the place in the title: it is with the axis then.
    """
    library = context.library
    place = library.name("places", pay.place) if pay.place else ""
    title = ", ".join(filter(None, [pay.occupation.name, place]))
    part = library.name("components", pay.component).lower()
    unit = f"{measure} {part}, {pay.currency} a {pay.period}".strip()
    if len(title) > MAX_TITLE:
        title, unit = pay.occupation.name, f"{place}: {unit}"
    unit = " · ".join(filter(None, [unit, released]))
    return Chart(title, f"{unit[0].upper()}{unit[1:]}", points, kind)


def percentiles_chart(
    pay: OccupationPay, context: ViewContext, offered: Sequence[float] = ()
) -> Chart | None:
    """The percentiles that are released, and the ends of an offer among them; None for a single one.

    (Slack's bars begin at 0 and do not stack: each percentile is a bar of its own.)
    """
    known: list[Statistic] = [name for name in PERCENTILES if name in pay.amounts]
    if len(known) < 2:
        return None
    bars = [ChartBar(_bar_name(name, pay), one, one, amount(pay, name))
            for name in known for one in [pay.amounts[name].amount]]  # fmt: skip
    ends = ("Offer",) if len(offered) == 1 else ("Offer, low end", "Offer, high end")
    bars += [ChartBar(name, end, end, money(end, pay.currency))
             for name, end in zip(ends, offered, strict=False)]  # fmt: skip
    ascending = tuple(sorted(bars, key=lambda bar: bar.low))
    return chart_of(pay, "", ascending, context, released=pay.source.label)


def _bar_name(statistic: Statistic, pay: OccupationPay) -> str:
    name = "Median" if statistic == "median" else statistic
    return f"{name}, at least" if pay.amounts[statistic].at_least else name


def kinds_apart_line(apart: KindsApart, context: ViewContext) -> Line:
    """Where what guides say lies beyond the middle half of official statistics, or of job ads."""
    span, pay = apart.span, apart.pay
    said = money_span(span.low, span.high, span.like.currency, open_ended=span.open_ended)
    if isinstance(pay, OccupationPay):
        whose = f"the official {apart.statistic} of {pay.occupation.name}{where(pay, context)}"
    else:
        whose = f"{NAMES.get(apart.statistic, apart.statistic)} {'in' if pay.is_of_ranges else 'of'} job ads"
    text = f": others say {said}; {whose} is {amount(pay, apart.statistic)}"
    return (Bold("Kinds of sources differ"), text)


NAMES: dict[Measure, str] = {
    "median": "the median",
    "low": "p25 of lows",
    "high": "p75 of highs",
}
"""What a measure is called in a sentence, where that is not its name."""


def between_line(ends: Sequence[Between[OccupationPay]], context: ViewContext) -> Line:
    """Between which percentiles an offer lies: `Official, for **Data Scientists** in Texas: between …`."""
    pay = ends[0].pay
    about = f"{where(pay, context)}: {between_words(ends)} · {pay.source.label}"
    return ("Official, for ", Bold(pay.occupation.name), about)


def between_words(ends: Sequence[Between[P]]) -> str:
    """Between which percentiles each end of an offer lies, of pay or of the ends of ranges."""
    return " to ".join(map(_between, ends))


def _between(one: Between[P]) -> str:
    def named(statistic: Measure) -> str:
        return f"{NAMES.get(statistic, statistic)} ({amount(one.pay, statistic)})"

    if one.at is not None:
        return f"at {named(one.at)}"
    match one.above, one.below:
        case None, None:
            return "not released"
        case None, "low":
            return f"below three quarters of the advertised lows ({amount(one.pay, 'low')})"
        case "high", None:
            return f"above three quarters of the advertised highs ({amount(one.pay, 'high')})"
        case None, below:
            return f"below {named(below)}"
        case above, None:
            return f"above {named(above)}"
        case above, below:
            return f"between {named(above)} and {named(below)}"
