"""Figures of pay: in spans, in order, in words, and where sources disagree."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from knowledge.answers import Disagreement, PaySpan
from knowledge.fields import COMPONENTS
from knowledge.library import Library
from knowledge.model import Figure, Source
from knowledge.query import SalaryFilters

NOTHING_ASKED = SalaryFilters()

MAIN_PARTS = ("base", "total", "unspecified")
"""The parts of pay that come first where there is no room for all of them."""

MOST_SPANS = 4
"""Spans that the first line of an answer holds: one for each part of pay, as a rule."""


def pay_spans(library: Library, figures: Iterable[Figure], role: str) -> tuple[PaySpan, ...]:
    """Lowest to highest of figures about a role that differ in nothing but the amounts, each end stated.

    Of each part of pay of the same level, place, company and industry it is the statistic that most
    sources give. What pay can reach is no end of what is paid.
    """
    groups: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.statistic != "potential":
            groups[figure.statistic, *_kind(library, figure, role)].append(figure)
    spans: dict[tuple[object, ...], PaySpan] = {}
    for (_, *kind), group in groups.items():
        found = span_of(group)
        best = spans.setdefault(tuple(kind), found)
        if len(found.sources) > len(best.sources):
            spans[tuple(kind)] = found
    by_part = sorted(spans.values(), key=lambda one: COMPONENTS.index(one.like.component))
    return tuple(by_part[:MOST_SPANS])


def _kind(library: Library, figure: Figure, role: str) -> tuple[object, ...]:
    """All in which figures have to agree to be of one kind, but for the statistic."""
    return (
        figure.component, figure.includes, figure.currency, figure.period, figure.level,
        years_band(figure) if figure.level is None else None,
        figure.place or library.sources[figure.source].market, figure.company,
        figure.company_kind, figure.industry, foreign_title(library, figure, role),
    )  # fmt: skip


def span_of(group: Sequence[Figure]) -> PaySpan:
    """Lowest to highest of figures that are of one kind."""
    lows = [figure.low for figure in group if figure.low is not None]
    ends = [amount for f in group for amount in (f.low, f.high) if amount is not None]
    highest = max(ends)
    open_top = any(
        figure.open_ended and highest == (figure.low if figure.high is None else figure.high)
        for figure in group
    )
    low = min(lows) if lows else None
    return PaySpan(
        like=min(group, key=lambda figure: years_band(figure) is not None),
        low=low,
        high=highest,
        open_ended=open_top,
        approximate=any(
            f.approximate for f in group if low in (f.low, f.high) or f.high == highest
        ),
        sources=tuple(dict.fromkeys(figure.source for figure in group)),
    )


def sources_of(library: Library, figures: Iterable[Figure]) -> tuple[Source, ...]:
    """The sources of figures, each once, in order of appearance."""
    return tuple(library.sources[id] for id in dict.fromkeys(f.source for f in figures))


def told_once(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Figures, of which one that a source states in two of its sections stands but once."""
    first: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        stated = (figure.low, figure.high, figure.open_ended, figure.includes)
        first.setdefault((*figure.circumstances, *stated), figure)
    return tuple(first.values())


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


OVERALL = "Overall"
"""The subject of a figure that is about nothing narrower than its role."""


def figure_subject(library: Library, figure: Figure, role: str | None = None) -> str:
    """Whom a figure is about: level, years, place, company, industry and title, as far as stated.

    A country is named only where nothing else is: every other figure of a source is of its market.
    The title is left out where it is a name of the role that was asked for; of the figure's first
    role, where none was.
    """
    narrow = narrower(library, figure)
    country = library.name("places", figure.place) if figure.place and not narrow else ""
    subject = ", ".join(narrow) or country or OVERALL
    title = foreign_title(library, figure, role or figure.role)
    return f"{subject} (“{title}”)" if title else subject


def narrower(library: Library, figure: Figure) -> tuple[str, ...]:
    """What narrows a figure's subject: level with years, place, company and industry."""
    band = years_band(figure)
    years = f"{band} years" if band else ""
    level = library.name("levels", figure.level) if figure.level else ""
    place = library.name("places", figure.place) if figure.place else ""
    pieces = (
        f"{level} ({years})" if level and years else level or years,
        "" if library.is_national(figure.place) else place,
        library.name("companies", figure.company) if figure.company else "",
        library.name("company_kinds", figure.company_kind) if figure.company_kind else "",
        library.name("industries", figure.industry) if figure.industry else "",
    )
    return tuple(filter(None, pieces))


def foreign_title(library: Library, figure: Figure, role: str) -> str | None:
    """A figure's title where that is no name of the role."""
    about = library.roles.get(role)
    own = {name.casefold() for name in (about.name, *about.aliases)} if about else set[str]()
    return figure.title if figure.title and figure.title.casefold() not in own else None


def leading(
    library: Library, figures: Iterable[Figure], asked: SalaryFilters = NOTHING_ASKED
) -> tuple[Figure, ...]:
    """The figures that an answer leads with: those of just what was asked for, else all.

    Of them the surveys' alone where there are some: they asked people, and guides tell what they read.
    """
    figures = tuple(figures)
    figures = about_no_more(library, figures, asked) or figures
    return tuple(one for one in figures if is_of_survey(library, one)) or figures


def is_of_survey(library: Library, figure: Figure) -> bool:
    """Whether a figure is what people said that they are paid."""
    return library.sources[figure.source].kind == "survey"


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


def disagreements(
    library: Library, figures: Sequence[Figure], lead: Sequence[Figure]
) -> tuple[Disagreement, ...]:
    """Where figures that measure the same in the same circumstances are notably apart.

    Those about what an answer leads with come first, then the widest apart.
    """
    groups: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.statistic == "potential":
            continue
        if figure.level is None and years_band(figure) is not None:
            continue
        place = None if library.is_national(figure.place) else figure.place
        groups[
            figure.statistic, figure.component, figure.includes, figure.currency, figure.period, figure.level, place,
            figure.company, figure.company_kind, figure.industry,
        ].append(figure)  # fmt: skip
    found: list[Disagreement] = []
    for group in groups.values():
        if len({figure.source for figure in group}) > 1:
            found.extend(_apart(library, group))
    leading_ids = {figure.id for figure in lead}
    found.sort(key=lambda one: (one.lower.id not in leading_ids, -one.percent))
    return tuple(found[:MOST_DISAGREEMENTS])


def _apart(library: Library, group: Sequence[Figure]) -> Iterable[Disagreement]:
    """Lower ends are held against lower ends and upper against upper; a single amount is both."""
    what = _what(library, group[0])
    lows = [(figure.low, figure) for figure in group]
    highs = [(figure.high, figure) for figure in group if not figure.open_ended]
    if all(figure.low == figure.high for figure in group):
        yield from _if_notable(what, lows)
        return
    yield from _if_notable(f"{what}, the lower end", lows)
    yield from _if_notable(f"{what}, the upper end", highs)


def _if_notable(what: str, ends: Sequence[tuple[float | None, Figure]]) -> Iterable[Disagreement]:
    stated = [(amount, figure) for amount, figure in ends if amount]
    if not stated:
        return
    low, lower = min(stated, key=lambda pair: pair[0])
    high, higher = max(stated, key=lambda pair: pair[0])
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
