"""Figures of pay: in spans, in order, in words, and where sources disagree."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from knowledge.answers import Disagreement, PaySpan
from knowledge.fields import COMPONENTS
from knowledge.library import Library
from knowledge.model import Figure, Source
from knowledge.query import SalaryFilters


def pay_spans(figures: Iterable[Figure]) -> tuple[PaySpan, ...]:
    """Lowest to highest per component, currency and period, each end an amount that is stated.

    Pay with something included is a part of its own, and what pay can reach is no end of what is paid.
    """
    groups: defaultdict[tuple[str, str | None, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.statistic != "potential":
            groups[figure.component, figure.includes, figure.currency, figure.period].append(figure)
    spans: list[PaySpan] = []
    for (component, includes, currency, period), group in groups.items():
        lows = [figure.low for figure in group if figure.low is not None]
        ends = [amount for f in group for amount in (f.low, f.high) if amount is not None]
        highest = max(ends)
        open_top = any(
            figure.open_ended and highest == (figure.low if figure.high is None else figure.high)
            for figure in group
        )
        low = min(lows) if lows else None
        sources = tuple(dict.fromkeys(figure.source for figure in group))
        spans.append(
            PaySpan(component, currency, period, low, highest, open_top, sources, includes)
        )
    return tuple(sorted(spans, key=_order_of_spans))


def _order_of_spans(span: PaySpan) -> tuple[object, ...]:
    return COMPONENTS.index(span.component), span.includes or "", span.currency, span.period


def sources_of(library: Library, figures: Iterable[Figure]) -> tuple[Source, ...]:
    """The sources of figures, each once, in order of appearance."""
    return tuple(library.sources[id] for id in dict.fromkeys(f.source for f in figures))


def in_reading_order(library: Library, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Overall figures first, then by level, years, place, company and industry."""

    def order(figure: Figure) -> tuple[object, ...]:
        level = library.term("levels", figure.level) if figure.level else None
        narrow = (
            figure.industry is not None,
            figure.company_kind is not None,
            figure.company is not None,
            not library.is_national(figure.place),
        )
        return (
            *narrow,
            level is not None,
            (level.rank or 0) if level else 0,
            figure.years_min if figure.years_min is not None else -1,
            library.name("places", figure.place) if narrow[-1] and figure.place else "",
            figure.company or figure.company_kind or figure.industry or "",
            COMPONENTS.index(figure.component),
        )

    return tuple(sorted(figures, key=order))


def years_band(figure: Figure) -> str | None:
    """A figure's years of experience: `5–10`, `7+`, or None where the source gives none."""
    match figure.years_min, figure.years_max:
        case None, None:
            return None
        case None, high:
            return f"up to {high:g}"
        case low, None:
            return f"{low:g}+"
        case low, high:
            return f"{low:g}–{high:g}"


def figure_subject(library: Library, figure: Figure, role: str | None = None) -> str:
    """Whom a figure is about: level, years, place, company, industry and title, as far as stated.

    A country is named only where nothing else is: every other figure of a source is of its market.
    The title is left out where it is a name of the role that was asked for; of the figure's first
    role, where none was.
    """
    band = years_band(figure)
    years = f"{band} years" if band else ""
    level = library.name("levels", figure.level) if figure.level else ""
    place = library.name("places", figure.place) if figure.place else ""
    pieces = [
        f"{level} ({years})" if level and years else level or years,
        "" if library.is_national(figure.place) else place,
        library.name("companies", figure.company) if figure.company else "",
        library.name("company_kinds", figure.company_kind) if figure.company_kind else "",
        library.name("industries", figure.industry) if figure.industry else "",
    ]
    subject = ", ".join(filter(None, pieces)) or place or "Overall"
    about = library.roles[role or figure.role]
    own = {name.casefold() for name in (about.name, *about.aliases)}
    if figure.title and figure.title.casefold() not in own:
        subject += f" (“{figure.title}”)"
    return subject


def about_no_more(
    library: Library, figures: Iterable[Figure], asked: SalaryFilters
) -> tuple[Figure, ...]:
    """The figures of no level, place, company or industry but those that were asked for."""
    any_level = bool(asked.levels or asked.years)
    any_company = bool(asked.companies or asked.company_kinds)

    def fits(figure: Figure) -> bool:
        return (
            (any_level or (figure.level is None and years_band(figure) is None))
            and (bool(asked.places) or library.is_national(figure.place))
            and (any_company or not (figure.company or figure.company_kind))
            and (bool(asked.industries) or figure.industry is None)
        )

    return tuple(filter(fits, figures))


NOTABLE_PERCENT = 10
"""Sources that measure the same and differ by less than this are taken to agree."""

MOST_DISAGREEMENTS = 3


def disagreements(library: Library, figures: Sequence[Figure]) -> tuple[Disagreement, ...]:
    """Where figures that measure the same in the same circumstances are notably apart."""
    groups: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.statistic == "potential":
            continue
        if figure.level is None and years_band(figure) is not None:
            continue
        kind = "range" if figure.statistic == "range" else figure.statistic
        place = None if library.is_national(figure.place) else figure.place
        groups[
            kind, figure.component, figure.includes, figure.currency, figure.period, figure.level, place,
            figure.company, figure.company_kind, figure.industry,
        ].append(figure)  # fmt: skip
    found: list[Disagreement] = []
    for group in groups.values():
        if len({figure.source for figure in group}) > 1:
            found.extend(_apart(library, group))
    found.sort(key=lambda one: -one.percent)
    return tuple(found[:MOST_DISAGREEMENTS])


def _apart(library: Library, group: Sequence[Figure]) -> Iterable[Disagreement]:
    what = _what(library, group[0])
    if group[0].statistic != "range":
        lows = [(f.low if f.low is not None else f.high, f) for f in group]
        highs = [(f.high if f.high is not None else f.low, f) for f in group]
        yield from _if_notable(what, lows, highs)
        return
    for end, amounts in (
        ("the lower end", [(f.low, f) for f in group]),
        ("the upper end", [(f.high, f) for f in group if not f.open_ended]),
    ):
        yield from _if_notable(f"{what}, {end}", amounts, amounts)


def _if_notable(
    what: str,
    lows: Sequence[tuple[float | None, Figure]],
    highs: Sequence[tuple[float | None, Figure]],
) -> Iterable[Disagreement]:
    bottom = [(amount, f) for amount, f in lows if amount]
    top = [(amount, f) for amount, f in highs if amount]
    if not bottom or not top:
        return
    low, lower = min(bottom, key=lambda pair: pair[0])
    high, higher = max(top, key=lambda pair: pair[0])
    found = Disagreement(what, lower, higher, low, high)
    if lower.source != higher.source and found.percent >= NOTABLE_PERCENT:
        yield found


def _what(library: Library, figure: Figure) -> str:
    """What figures of a group measure: `average base salary` or `pay range, senior, Texas`."""
    measures = "range" if figure.statistic == "range" else ""
    statistic = ""
    if figure.statistic and not measures:
        statistic = library.name("statistics", figure.statistic).lower()
    part = "pay"
    if figure.component != "unspecified":
        part = library.name("components", figure.component).lower()
    parts = [
        " ".join(filter(None, [statistic, part, measures])),
        library.name("levels", figure.level).lower() if figure.level else "",
        "" if library.is_national(figure.place) else library.name("places", figure.place or ""),
    ]
    return ", ".join(filter(None, parts))
