"""`/salary`: figures side by side, where they disagree, the nearest where none match."""

from collections.abc import Sequence
from itertools import combinations, islice

from knowledge.advertised import AdvertisedPay, advertised_pay, in_first_place
from knowledge.answers import (
    AreasAnswer,
    FigureSet,
    KindsApart,
    NoFigures,
    PaySpan,
    SalaryAnswer,
    YearsBands,
)
from knowledge.areas import ranked_areas
from knowledge.asking.filters import Filter, build_filters, meeting, place_filter, years_filter
from knowledge.asking.pay import (
    disagreements,
    in_reading_order,
    is_of_survey,
    leading,
    pay_spans,
    sources_of,
    told_once,
    years_band,
)
from knowledge.library import Library
from knowledge.model import Fact, Figure, Role, Source
from knowledge.official import OccupationPay, measured, official_pay
from knowledge.query import (
    AreasQuery,
    SalaryFilters,
    SalaryQuery,
    YearsAsked,
)
from knowledge.query_text import filter_names

_Counted = tuple[tuple[tuple[OccupationPay, ...], ...], tuple[AdvertisedPay, ...]]


def _counted(library: Library, role: str, asked: SalaryFilters) -> _Counted:
    """What official statistics and what job ads say of a role's pay."""
    return official_pay(library, role, asked), advertised_pay(library, role, asked)


def _counted_wider(library: Library, role: str, asked: SalaryFilters) -> _Counted:
    """The same where the place doesn't matter, and where nothing but the role does."""
    of_level = _counted(library, role, SalaryFilters(levels=asked.levels))
    return of_level if any(of_level) else _counted(library, role, SalaryFilters())


def answer_salary(library: Library, query: SalaryQuery) -> SalaryAnswer | NoFigures:
    """The role's figures that meet every filter, or the nearest sets, each by itself."""
    role = library.roles[query.role]
    names = filter_names(library, query.filters)
    figures = told_once(library.figures_of(role.id))
    counted = _counted(library, role.id, query.filters)
    wide = ((), ()) if figures or any(counted) else _counted_wider(library, role.id, query.filters)
    official, advertised = wide if (wider := any(wide)) else counted
    of_kinds = (*_of_official(library, official), *_of_ads(advertised))
    if not figures:
        nearest = None if of_kinds else library.nearest_with_figures(role.id)
        return NoFigures(
            role,
            names,
            official,
            advertised,
            of_kinds,
            library.roles[nearest] if nearest else None,
            wider,
            role.sections.salary[:4],
            query.reading,
            query,
        )
    filters = build_filters(library, query.filters, figures)
    matching = in_reading_order(library, meeting(figures, filters))
    if matching:
        nearest, unmet = (), _without_a_match(filters, matching)
    else:
        nearest, unmet = _nearest(library, figures, filters)
    lead = leading(library, matching, query.filters)
    spans = pay_spans(library, lead, role.id)
    sets = [found.figures for found in nearest]
    most = MOST_ROWS - bool(official) - bool(advertised)
    shown = matching or tuple(figure for found in sets for figure in found)
    return SalaryAnswer(
        role=role,
        filters=names,
        asked=tuple(wanted.label for wanted in filters),
        matching=matching,
        only_known=()
        if matching or advertised
        else _only_known(library, figures, query.filters.places),
        lead=lead,
        surveyed=any(is_of_survey(library, figure) for figure in lead),
        few=_few_of_sets(sets, MOST_ROWS_OF_SETS) if sets else _few(matching, lead, most),
        wider=_wider(library, figures, query.filters, filters) if matching else (),
        nearest=nearest,
        unmet=unmet,
        spans=spans,
        official=official,
        advertised=advertised,
        kinds_apart=_kinds_apart(library, spans, official, advertised),
        sources=(*of_kinds, *sources_of(library, shown)),
        disagreements=disagreements(library, matching, lead),
        years=_years_bands(library, figures, query.filters.years),
        without_levels=_without_levels(library, figures, query.filters),
        without_years=_without_years(library, figures, query.filters),
        elsewhere=() if matching else _elsewhere(library, role, query.filters),
        facts=_pay_facts(library, role, query.filters, matching),
        reading=query.reading,
        query=query,
    )


def answer_areas(library: Library, query: AreasQuery) -> AreasAnswer:
    """The metropolitan areas in which the role's occupation earns most, or has most jobs."""
    ranked = ranked_areas(library, query.role, query.by, query.within)
    sources = _of_official(library, [ranked.first] if ranked else [])
    return AreasAnswer(library.roles[query.role], ranked, sources, query.reading, query)


SALARY_WITHOUT_EXTRAS = ("base", "unspecified")
"""The parts of pay that official statistics count."""


def _kinds_apart(
    library: Library,
    spans: Sequence[PaySpan],
    official: Sequence[Sequence[OccupationPay]],
    advertised: Sequence[AdvertisedPay],
) -> KindsApart | None:
    """The first span that lies wholly beyond the middle half of better evidence for the same place.

    Official pay is of all levels, and stands against a span of any; job ads against those of their level.
    """
    for pay in (*(rows[0] for rows in official[:1]), *in_first_place(advertised)):
        of_ads = isinstance(pay, AdvertisedPay)
        bottom, top = ("low", "high") if of_ads and pay.is_of_ranges else ("p25", "p75")
        low, high = measured(pay, bottom), measured(pay, top)
        for span in spans:
            like = span.like
            place = like.place or library.sources[like.source].market
            alike = (place, like.currency, like.period) == (pay.place, pay.currency, pay.period)
            if of_ads and (pay.level != like.level or pay.component not in SALARY_WITHOUT_EXTRAS):
                continue
            if not alike or like.component not in SALARY_WITHOUT_EXTRAS:
                continue
            if high and not high.at_least and span.low is not None and span.low > high.amount:
                return KindsApart(span, pay, top)
            if low and span.high is not None and span.high < low.amount and not span.open_ended:
                return KindsApart(span, pay, bottom)
    return None


def _of_official(
    library: Library, official: Sequence[Sequence[OccupationPay]]
) -> tuple[Source, ...]:
    """The sources of official statistics, and of the listings by which they are a role's."""
    every = [pay for rows in official for pay in rows]
    ids = [pay.source.id for pay in every]
    ids += [pay.listing.source for pay in every if pay.listing is not None]
    return tuple(library.sources[id] for id in dict.fromkeys(ids))


def _of_ads(advertised: Sequence[AdvertisedPay]) -> tuple[Source, ...]:
    return tuple({pay.source.id: pay.source for pay in advertised}.values())


def _only_known(
    library: Library, figures: Sequence[Figure], places: Sequence[str]
) -> tuple[str, ...]:
    """The countries that the figures are of, where none of the places asked for is in one of them."""
    known = dict.fromkeys(
        library.country(place)
        for figure in figures
        if (place := figure.place or library.sources[figure.source].market)
    )
    asked = {library.country(place) for place in places}
    if not asked or None in known or asked & known.keys():
        return ()
    return tuple(library.name("places", country) for country in known if country)


MOST_ROWS = 5
"""As many figures as are read at a glance on a phone; official statistics and job ads take a row's room each."""

MOST_ROWS_OF_SETS = 4
"""The same where nothing meets the whole question: enough for a figure of each part of it."""


def _few(matching: Sequence[Figure], lead: Sequence[Figure], most: int) -> tuple[Figure, ...]:
    """The first figures, what the question is about before what is narrower; each source once at least."""
    about = {figure.id for figure in lead}
    order = sorted(matching, key=lambda figure: figure.id not in about)
    firsts: dict[str, str] = {}
    for figure in order:
        firsts.setdefault(figure.source, figure.id)
    first = list(firsts.values())
    others = (figure.id for figure in order if figure.id not in first)
    chosen = {*first, *islice(others, max(0, most - len(first)))}
    return tuple(figure for figure in order if figure.id in chosen)[:most]


def _few_of_sets(sets: Sequence[Sequence[Figure]], most: int) -> tuple[Figure, ...]:
    """The first figures of each set in turn, each once, set by set."""
    taken: list[list[Figure]] = [[] for _ in sets]
    known: set[str] = set()
    for turn in range(most):
        for found, figures in zip(taken, sets, strict=True):
            if turn < len(figures) and len(known) < most and figures[turn].id not in known:
                found.append(figures[turn])
                known.add(figures[turn].id)
    return tuple(figure for found in taken for figure in found)


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


def _without_years(
    library: Library, figures: Sequence[Figure], asked: SalaryFilters
) -> tuple[Source, ...]:
    """Sources that give the role's pay by level only, where years were asked for."""
    if not asked.years:
        return ()
    by_years = {figure.source for figure in figures if years_band(figure) is not None}
    leveled = [f for f in figures if f.level is not None and f.source not in by_years]
    return sources_of(library, leveled)


def _elsewhere(library: Library, role: Role, asked: SalaryFilters) -> tuple[Role, ...]:
    """Neighbouring roles for which some figure meets every filter."""
    found: list[Role] = []
    for id in role.related:
        figures = library.figures_of(id)
        if figures and meeting(figures, build_filters(library, asked, figures)):
            found.append(library.roles[id])
    return tuple(found)


def _pay_facts(
    library: Library, role: Role, asked: SalaryFilters, matching: Sequence[Figure]
) -> tuple[Fact, ...]:
    """Shares of pay, where a part of pay was asked for that no figure speaks of."""
    stated = {figure.component for figure in matching}
    if stated.issuperset(asked.components):
        return ()
    return tuple(fact for fact in library.facts_of(role.id) if "pay-mix" in fact.topics)
