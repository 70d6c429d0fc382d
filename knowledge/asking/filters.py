"""What narrows a salary question: a test for figures, and what stands in where none passes it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from knowledge.library import Library
from knowledge.model import Figure
from knowledge.query import SalaryFilters, YearsAsked
from knowledge.vocabulary import VocabularyKind


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing that was asked for, and whether a figure meets it.

    `instead` are the next best filters, tried in order where no figure of the role meets this one;
    `alternatives` are what it joins where several things of a kind were asked for ("sf or nyc").
    """

    label: str
    meets: Callable[[Figure], bool]
    instead: tuple["Filter", ...] = ()
    alternatives: tuple["Filter", ...] = ()


def meeting(figures: Iterable[Figure], filters: Sequence[Filter]) -> list[Figure]:
    """The figures that pass every filter."""
    passing = list(figures)
    for wanted in filters:
        passing = [figure for figure in passing if wanted.meets(figure)]
    return passing


def build_filters(
    library: Library, asked: SalaryFilters, figures: Sequence[Figure]
) -> tuple[Filter, ...]:
    """One filter for each kind of thing asked for; alternatives of a kind are one filter."""
    found: list[Filter] = []

    def either(names: Sequence[str], filters: Sequence[Filter]) -> None:
        if len(filters) == 1:
            found.append(filters[0])
        elif filters:
            found.append(
                Filter(
                    " or ".join(names),
                    lambda figure: any(f.meets(figure) for f in filters),
                    tuple(other for f in filters for other in f.instead),
                    tuple(filters),
                )
            )

    def equal(field: str, id: str, name: str, instead: tuple[Filter, ...] = ()) -> Filter:
        return Filter(name, lambda figure: getattr(figure, field) == id, instead)

    levels = [
        equal("level", id, library.name("levels", id), _nearest_level(library, id, figures))
        for id in asked.levels
    ]
    either([f.label for f in levels], levels)
    years = [years_filter(wanted, figures) for wanted in asked.years]
    either([f.label for f in years], years)
    places = [place_filter(library, id, figures) for id in asked.places]
    either([f.label for f in places], places)
    companies = [_company_filter(library, id) for id in asked.companies]
    companies += [_company_kind_filter(library, id) for id in asked.company_kinds]
    either([f.label for f in companies], companies)
    plain: tuple[tuple[str, VocabularyKind, tuple[str, ...]], ...] = (
        ("industry", "industries", asked.industries),
        ("component", "components", asked.components),
        ("statistic", "statistics", asked.statistics),
    )
    for field, kind, ids in plain:
        filters = [equal(field, id, library.name(kind, id), _near_part(library, id)) for id in ids]
        either([f.label for f in filters], filters)
    return tuple(found)


NEAR_PARTS = {"bonus": "additional", "additional": "bonus"}
"""Cash on top of the base salary goes by either name."""


def _near_part(library: Library, component: str) -> tuple[Filter, ...]:
    """The part of pay that stands in where no figure is of the one that was asked for."""
    near = NEAR_PARTS.get(component)
    if near is None:
        return ()
    return (Filter(library.name("components", near), lambda figure: figure.component == near),)


def _nearest_level(library: Library, level: str, figures: Sequence[Figure]) -> tuple[Filter, ...]:
    """The level nearest in rank that the role has figures for."""
    asked = library.term("levels", level)
    ids = sorted({figure.level for figure in figures if figure.level is not None})
    known = [term for term in (library.term("levels", id) for id in ids) if term is not None]
    if asked is None or not known:
        return ()
    rank = asked.rank or 0
    nearest = min(known, key=lambda term: (abs((term.rank or 0) - rank), term.rank or 0))
    return (
        Filter(
            f"{nearest.name} (the closest level to {asked.name} with figures)",
            lambda figure: figure.level == nearest.id,
        ),
    )


def years_filter(asked: YearsAsked, figures: Sequence[Figure]) -> Filter:
    """Bands that contain the years; for a span of years that fits no band, those it overlaps."""
    containing = [figure for figure in figures if _contains(figure, asked)]
    test = _contains if containing else _overlaps
    instead = _neighbouring_bands(asked, figures)
    return Filter(str(asked), lambda figure: test(figure, asked), instead)


def _neighbouring_bands(asked: YearsAsked, figures: Sequence[Figure]) -> tuple[Filter, ...]:
    """The nearest bands below and above, for years that lie in a gap between a source's bands.

    Where the sources give none, what they say by level stands in.
    """
    found: list[Filter] = []
    if all(figure.years_min is figure.years_max is None for figure in figures):
        return (Filter("by level", lambda figure: figure.level is not None),)
    below = [f.years_max for f in figures if f.years_max is not None and f.years_max < asked.low]
    if below:
        top = max(below)
        found.append(Filter(f"the closest band below {asked}", lambda f: f.years_max == top))
    high = asked.low if asked.high is None else asked.high
    above = [f.years_min for f in figures if f.years_min is not None and f.years_min > high]
    if above:
        bottom = min(above)
        found.append(Filter(f"the closest band above {asked}", lambda f: f.years_min == bottom))
    return tuple(found)


def _contains(figure: Figure, asked: YearsAsked) -> bool:
    if figure.years_min is None and figure.years_max is None:
        return False
    low = figure.years_min if figure.years_min is not None else 0
    high = figure.years_max if figure.years_max is not None else float("inf")
    # "5+ years" is what someone with five years says: the band that holds five.
    return low <= asked.low and (asked.low if asked.high is None else asked.high) <= high


def _overlaps(figure: Figure, asked: YearsAsked) -> bool:
    if figure.years_min is None and figure.years_max is None:
        return False
    low = figure.years_min if figure.years_min is not None else 0
    high = figure.years_max if figure.years_max is not None else float("inf")
    return low < (asked.low if asked.high is None else asked.high) and asked.low < high


def place_filter(library: Library, place: str, figures: Sequence[Figure]) -> Filter:
    """A place and the places in it; the next larger places stand in where it has no figure."""
    name = library.name("places", place)
    instead = tuple(
        Filter(
            f"{library.name('places', outer)}, which contains {name}",
            lambda figure, outer=outer: figure.place == outer,
        )
        for outer in library.around(place)
        if not library.is_national(outer)
    )
    if library.is_national(place) and any(figure.place == place for figure in figures):
        return Filter(name, lambda figure: figure.place == place, instead)

    def within(figure: Figure) -> bool:
        return figure.place is not None and (
            figure.place == place or place in library.around(figure.place)
        )

    return Filter(name, within, instead)


def _company_filter(library: Library, company: str) -> Filter:
    term = library.term("companies", company)
    kinds = term.kinds if term else ()
    instead = tuple(_company_kind_filter(library, kind) for kind in kinds)
    return Filter(
        library.name("companies", company), lambda figure: figure.company == company, instead
    )


def _company_kind_filter(library: Library, kind: str) -> Filter:
    """Figures of the kind, of a narrower kind (AI startups are startups), or of one such company."""

    def meets(figure: Figure) -> bool:
        company = library.term("companies", figure.company) if figure.company else None
        narrower = (
            library.term("company_kinds", figure.company_kind) if figure.company_kind else None
        )
        return figure.company_kind == kind or any(
            kind in term.kinds for term in (company, narrower) if term is not None
        )

    return Filter(library.name("company_kinds", kind), meets)
