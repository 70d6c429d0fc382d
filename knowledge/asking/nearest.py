"""The figures nearest to an offer, in sets of those that have the same in common with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal, get_args

from knowledge.asking.filters import Filter, build_filters, meeting
from knowledge.asking.pay import in_reading_order, years_band
from knowledge.library import Library
from knowledge.model import Figure
from knowledge.query import SalaryFilters

About = Literal["experience", "place", "company", "industry"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter, what it is about, and whether it stands in for another that no figure meets."""

    about: About
    filter: Filter
    instead: bool = False


def wanted_filters(
    library: Library, asked: SalaryFilters, figures: Sequence[Figure]
) -> tuple[Wanted, ...]:
    """One filter for each kind of thing that the offer names."""
    none = SalaryFilters()
    kinds: tuple[tuple[About, SalaryFilters], ...] = (
        ("experience", replace(none, levels=asked.levels)),
        ("experience", replace(none, years=asked.years)),
        ("place", replace(none, places=asked.places)),
        ("company", replace(none, companies=asked.companies, company_kinds=asked.company_kinds)),
        ("industry", replace(none, industries=asked.industries)),
    )
    wanted = [
        Wanted(about, filter)
        for about, filters in kinds
        for filter in build_filters(library, filters, figures)
    ]
    experience = [one.filter for one in wanted if one.about == "experience"]
    if len(experience) < 2:
        return tuple(wanted)
    level, years = experience

    def fits_level(figure: Figure) -> bool:
        return (level if figure.level is not None else years).meets(figure)

    def fits_years(figure: Figure) -> bool:
        return (years if years_band(figure) is not None else level).meets(figure)

    relaxed = (
        Wanted("experience", replace(level, meets=fits_level)),
        Wanted("experience", replace(years, meets=fits_years)),
    )
    return (*relaxed, *(one for one in wanted if one.about != "experience"))


def usable_filters(
    wanted: Sequence[Wanted], figures: Sequence[Figure]
) -> tuple[list[Wanted], tuple[str, ...]]:
    """The filters that some figure meets, the next best for the others, and the others' names."""
    usable: list[Wanted] = []
    unmet: list[str] = []
    for one in wanted:
        if meeting(figures, [one.filter]):
            usable.append(one)
        else:
            unmet.append(one.filter.label)
            instead = [other for other in one.filter.instead if meeting(figures, [other])]
            usable += [Wanted(one.about, other, instead=True) for other in instead]
    return usable, tuple(unmet)


def stated(library: Library, figure: Figure) -> set[About]:
    """What a figure is narrowed to."""
    stated: set[About] = set()
    if figure.level is not None or years_band(figure) is not None:
        stated.add("experience")
    if not library.is_national(figure.place):
        stated.add("place")
    if figure.company is not None or figure.company_kind is not None:
        stated.add("company")
    if figure.industry is not None:
        stated.add("industry")
    return stated


OVERALL = "The role overall"
EVERY_FIGURE = "Every figure of the role"

Kind = Literal["asked", "overall", "instead"]
"""What a set is about: what the offer names, the role as such, or the next best to the former."""

COUNTED_FIRST: tuple[Kind, ...] = get_args(Kind)
"""Of the kinds of sets that there are, the first is what the summing-up counts."""


@dataclass(frozen=True, slots=True)
class FigureSet:
    """Figures and what they have in common with the offer."""

    label: str
    figures: tuple[Figure, ...]
    kind: Kind


@dataclass(frozen=True, slots=True)
class NearestFigures:
    """The sets of figures nearest to an offer; see `AmountCheck` for the other fields."""

    sets: tuple[FigureSet, ...]
    filters: tuple[str, ...]
    together: bool
    unmet: tuple[str, ...]
    narrower: tuple[Figure, ...]


def nearest_figures(
    library: Library, asked: SalaryFilters, figures: Sequence[Figure]
) -> NearestFigures:
    """The figures that meet all filters; else the largest combinations met, and the role overall.

    Each figure stands in one set. One that names a place, a company or an experience which its set
    is not about is left out: Boston's seniors are no measure for an offer in Austin.
    """
    wanted = wanted_filters(library, asked, figures)
    usable, unmet = usable_filters(wanted, figures)
    sets = _sets(library, wanted, usable, figures)
    shown = {figure.id for one in sets for figure in one.figures}
    about = {one.about for one in wanted}
    exact = meeting(figures, build_filters(library, asked, figures))
    narrower = [
        figure
        for figure in figures
        if figure.id not in shown
        and stated(library, figure) - about
        and (not usable or any(one.filter.meets(figure) for one in usable))
    ]
    return NearestFigures(
        sets=sets,
        filters=tuple(one.filter.label for one in wanted),
        together=not wanted or any(stated(library, figure) <= about for figure in exact),
        unmet=unmet,
        narrower=tuple(narrower),
    )


def _sets(
    library: Library,
    wanted: Sequence[Wanted],
    usable: Sequence[Wanted],
    figures: Sequence[Figure],
) -> tuple[FigureSet, ...]:
    sets: list[FigureSet] = []
    covered: list[tuple[Wanted, ...]] = []
    shown: set[str] = set()

    def show(label: str, found: Sequence[Figure], kind: Kind) -> bool:
        new = [figure for figure in found if figure.id not in shown]
        if new:
            sets.append(FigureSet(label, in_reading_order(library, new), kind))
            shown.update(figure.id for figure in new)
        return bool(new)

    for size in range(len(usable), 0, -1):
        for combination in combinations(usable, size):
            if any(_is_covered(combination, larger) for larger in covered):
                continue
            found = _fitting(library, figures, combination)
            if show(_label(combination, found), found, _kind(combination)):
                covered.append(combination)
    if not wanted or tuple(wanted) not in covered:
        show(OVERALL, _fitting(library, figures, ()), "overall")
    if not sets:
        show(EVERY_FIGURE, figures, "overall")
    return tuple(sets)


def _kind(combination: Sequence[Wanted]) -> Kind:
    """A larger place holds the one that is asked for; another level or company does not."""
    beside = any(one.instead and one.about != "place" for one in combination)
    return "instead" if beside else "asked"


def _label(combination: Sequence[Wanted], figures: Sequence[Figure]) -> str:
    """What a set has in common: a level only where a figure states one, years likewise."""
    experience = [one for one in combination if one.about == "experience"]
    left_out: list[Wanted] = []
    if len(experience) == 2 and not any(figure.level for figure in figures):
        left_out.append(experience[0])
    elif len(experience) == 2 and not any(years_band(figure) for figure in figures):
        left_out.append(experience[1])
    return ", ".join(one.filter.label for one in combination if one not in left_out)


def _is_covered(combination: Sequence[Wanted], larger: Sequence[Wanted]) -> bool:
    """Whether a larger combination with figures makes a smaller one needless.

    One that only leaves out the level or the years has its say alongside it: a source that counts
    years says nothing of levels.
    """
    if not set(combination) <= set(larger):
        return False
    left_out = [one for one in larger if one not in combination]
    return not (
        all(one.about == "experience" for one in left_out)
        and any(one.about == "experience" for one in combination)
    )


def _fitting(
    library: Library, figures: Sequence[Figure], combination: Sequence[Wanted]
) -> list[Figure]:
    """The figures that meet a combination and speak of nothing beyond it."""
    about = {one.about for one in combination}
    found = meeting(figures, [one.filter for one in combination])
    return [figure for figure in found if stated(library, figure) <= about]
