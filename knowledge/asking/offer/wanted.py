"""What an offer names that narrows it: experience, place, company and industry."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.asking.filters import Filter, build_filters, meeting
from knowledge.asking.pay import years_band
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
