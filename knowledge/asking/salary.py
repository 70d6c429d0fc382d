"""`/salary`: figures side by side, where they disagree, the nearest where none match."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from knowledge.answers import Disagreement, FigureSet, NoFigures, PaySpan, SalaryAnswer, YearsBands
from knowledge.asking.filters import Filter, build_filters, meeting, place_filter, years_filter
from knowledge.fields import COMPONENTS
from knowledge.library import Library
from knowledge.model import Fact, Figure, Role, Source
from knowledge.query import SalaryFilters, SalaryQuery, YearsAsked, filter_names


def pay_spans(figures: Iterable[Figure]) -> tuple[PaySpan, ...]:
    """Lowest to highest per component, currency and period, each end an amount that is stated."""
    groups: defaultdict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.component, figure.currency, figure.period].append(figure)
    spans: list[PaySpan] = []
    for (component, currency, period), group in groups.items():
        lows = [figure.low for figure in group if figure.low is not None]
        ends = [amount for f in group for amount in (f.low, f.high) if amount is not None]
        highest = max(ends)
        open_top = any(
            figure.open_ended and highest == (figure.low if figure.high is None else figure.high)
            for figure in group
        )
        low = min(lows) if lows else None
        sources = tuple(dict.fromkeys(figure.source for figure in group))
        spans.append(PaySpan(component, currency, period, low, highest, open_top, sources))
    return tuple(sorted(spans, key=lambda s: (COMPONENTS.index(s.component), s.currency, s.period)))


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


def figure_subject(library: Library, figure: Figure) -> str:
    """Whom a figure is about: level, years, place, company, industry and title, as far as stated.

    A country is named only where nothing else is: every other figure of a source is of its market.
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
    role = library.roles[figure.role]
    own = {name.casefold() for name in (role.name, *role.aliases)}
    if figure.title and figure.title.casefold() not in own:
        subject += f" (“{figure.title}”)"
    return subject


NOTABLE_PERCENT = 10
"""Sources that measure the same and differ by less than this are taken to agree."""

MOST_DISAGREEMENTS = 3


def disagreements(library: Library, figures: Sequence[Figure]) -> tuple[Disagreement, ...]:
    """Where figures that measure the same in the same circumstances are notably apart."""
    groups: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.level is None and years_band(figure) is not None:
            continue
        kind = "range" if figure.statistic == "range" else figure.statistic
        place = None if library.is_national(figure.place) else figure.place
        groups[
            kind, figure.component, figure.currency, figure.period, figure.level, place,
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
        ("lower end", [(f.low, f) for f in group]),
        ("upper end", [(f.high, f) for f in group if not f.open_ended]),
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
    """What figures of a group measure: "Average, base salary" or "Senior, range"."""
    parts = [
        library.name("levels", figure.level) if figure.level else "",
        library.name("statistics", figure.statistic) if figure.statistic else "",
        "" if figure.component == "unspecified" else library.name("components", figure.component),
        library.name("places", figure.place)
        if figure.place and not library.is_national(figure.place)
        else "",
    ]
    return ", ".join(part for part in parts if part) or "Pay"


def answer_salary(library: Library, query: SalaryQuery) -> SalaryAnswer | NoFigures:
    """The role's figures that meet every filter, or the nearest sets, each by itself."""
    role = library.roles[query.role]
    names = filter_names(library, query.filters)
    figures = library.figures_of(role.id)
    if not figures:
        nearest = library.nearest_with_figures(role.id)
        return NoFigures(
            role,
            names,
            library.roles[nearest] if nearest else None,
            role.sections.salary[:4],
            query.reading,
        )
    filters = build_filters(library, query.filters, figures)
    matching = in_reading_order(library, meeting(figures, filters))
    if matching:
        nearest, unmet = (), _without_a_match(filters, matching)
    else:
        nearest, unmet = _nearest(library, figures, filters)
    shown = matching or tuple(figure for found in nearest for figure in found.figures)
    return SalaryAnswer(
        role=role,
        filters=names,
        asked=tuple(wanted.label for wanted in filters),
        matching=matching,
        wider=_wider(library, figures, query.filters, filters) if matching else (),
        nearest=nearest,
        unmet=unmet,
        spans=pay_spans(matching),
        sources=sources_of(library, shown),
        disagreements=disagreements(library, matching),
        years=_years_bands(library, figures, query.filters.years),
        without_levels=_without_levels(library, figures, query.filters),
        elsewhere=() if matching else _elsewhere(library, role, query.filters),
        facts=_pay_facts(library, role, query.filters) if not matching else (),
        reading=query.reading,
    )


def _nearest(
    library: Library, figures: Sequence[Figure], filters: Sequence[Filter]
) -> tuple[tuple[FigureSet, ...], tuple[str, ...]]:
    """The largest combinations of filters that some figure meets, and the filters that none meets."""
    usable: list[Filter] = []
    unmet: list[str] = []
    for wanted in filters:
        if meeting(figures, [wanted]):
            usable.append(wanted)
            missing = [one for one in wanted.alternatives if not meeting(figures, [one])]
        else:
            missing = [wanted]
        for one in missing:
            unmet.append(one.label)
            usable.extend(other for other in one.instead if meeting(figures, [other]))
    sets: list[FigureSet] = []
    covered: list[frozenset[str]] = []
    for size in range(len(usable), 0, -1):
        for combination in combinations(usable, size):
            labels = frozenset(wanted.label for wanted in combination)
            if any(labels <= larger for larger in covered):
                continue
            found = meeting(figures, combination)
            if found:
                covered.append(labels)
                sets.append(FigureSet(_set_label(combination), in_reading_order(library, found)))
    if not sets:
        overall = [figure for figure in figures if _is_overall(library, figure)]
        sets.append(FigureSet("the role overall", in_reading_order(library, overall or figures)))
    return tuple(sets), tuple(unmet)


def _without_a_match(filters: Sequence[Filter], matching: Sequence[Figure]) -> tuple[str, ...]:
    """Of several things of a kind, those that no matching figure is about: "sf" of "sf or nyc"."""
    return tuple(
        one.label
        for wanted in filters
        for one in wanted.alternatives
        if not meeting(matching, [one])
    )


def _is_overall(library: Library, figure: Figure) -> bool:
    """Whether a figure speaks of the role as such: of no level, place, company or industry."""
    narrow = (figure.level, figure.company, figure.company_kind, figure.industry)
    return not any(narrow) and library.is_national(figure.place) and years_band(figure) is None


def _set_label(combination: Sequence[Filter]) -> str:
    return ", ".join(wanted.label for wanted in combination)


def _wider(
    library: Library,
    figures: Sequence[Figure],
    asked: SalaryFilters,
    filters: Sequence[Filter],
) -> tuple[FigureSet, ...]:
    """What sources say of the larger places around those asked for, all other filters kept."""
    found: list[FigureSet] = []
    for place in asked.places:
        narrow = place_filter(library, place, figures)
        others = [f for f in filters if f.label != narrow.label]
        for outer in narrow.instead:
            around = meeting(figures, [*others, outer])
            if around and len(asked.places) == 1:
                found.append(FigureSet(outer.label, in_reading_order(library, around)))
    return tuple(found)


def _years_bands(
    library: Library, figures: Sequence[Figure], asked: Sequence[YearsAsked]
) -> tuple[YearsBands, ...]:
    """For each source of the role that gives years: its band that holds them, and its others."""
    if not asked:
        return ()
    filters = [years_filter(wanted, figures) for wanted in asked]
    bands: list[YearsBands] = []
    for source in sources_of(library, figures):
        matching: dict[tuple[str | None, str], None] = {}
        others: dict[tuple[str | None, str], None] = {}
        for figure in figures:
            band = years_band(figure)
            if figure.source != source.id or band is None:
                continue
            level = library.name("levels", figure.level) if figure.level else None
            holds = any(wanted.meets(figure) for wanted in filters)
            (matching if holds else others).setdefault((level, band))
        if matching or others:
            bands.append(YearsBands(source, tuple(matching), tuple(others)))
    return tuple(bands)


def _without_levels(
    library: Library, figures: Sequence[Figure], asked: SalaryFilters
) -> tuple[Source, ...]:
    """Sources that give the role's pay by years only, where a level was asked for."""
    if not asked.levels:
        return ()
    levelled = {figure.source for figure in figures if figure.level is not None}
    by_years = [f for f in figures if years_band(f) is not None and f.source not in levelled]
    return sources_of(library, by_years)


def _elsewhere(library: Library, role: Role, asked: SalaryFilters) -> tuple[Role, ...]:
    """Neighbouring roles for which some figure meets every filter."""
    found: list[Role] = []
    for id in role.related:
        figures = library.figures_of(id)
        if figures and meeting(figures, build_filters(library, asked, figures)):
            found.append(library.roles[id])
    return tuple(found)


def _pay_facts(library: Library, role: Role, asked: SalaryFilters) -> tuple[Fact, ...]:
    """Shares of pay, where a part of pay was asked for that no figure speaks of."""
    if not asked.components:
        return ()
    return tuple(fact for fact in library.facts_of(role.id) if "pay-mix" in fact.topics)
