"""An offer against each source's figures, each by itself: never an average, never a product."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal, get_args

from knowledge.answers_offer import (
    AmountCheck,
    CheckedSet,
    FigureCheck,
    Gap,
    NotComparable,
    OfferAnswer,
    Position,
)
from knowledge.asking.filters import Filter, build_filters, meeting
from knowledge.asking.pay import in_reading_order, sources_of, years_band
from knowledge.library import Library
from knowledge.model import Figure
from knowledge.offers import Offer, OfferAmount
from knowledge.offers.terms import SALARY_PARTS, check_text
from knowledge.query import Choice, SalaryFilters, filter_names

OVERALL = "The role overall"
EVERY_FIGURE = "Every figure of the role"

Kind = Literal["asked", "overall", "instead"]
"""What a set is about: what the offer names, the role as such, or the next best to the former."""

COUNTED_FIRST: tuple[Kind, ...] = get_args(Kind)
"""Of the kinds of sets that there are, the first is what the summing-up counts."""


def answer_offer(library: Library, offer: Offer) -> OfferAnswer:
    """Say of every amount of an offer where it falls against every figure that is comparable."""
    role = library.roles[offer.role]
    figures = library.figures_of(role.id)
    measured = figures or [f for source in library.sources.values() for f in source.figures]
    checks = tuple(
        _check(library, offer, amount, figures, measured) for amount in offer.terms.amounts
    )
    compared = [check.figure for one in checks for found in one.sets for check in found.checks]
    nearest = None if figures else library.nearest_with_figures(role.id)
    return OfferAnswer(
        offer=offer,
        role=role,
        checks=checks,
        sources=sources_of(library, compared),
        currencies=tuple(dict.fromkeys(figure.currency for figure in measured)),
        periods=tuple(dict.fromkeys(figure.period for figure in measured)),
        has_figures=bool(figures),
        nearest=_check_for(library, offer, nearest) if nearest else None,
    )


def _check_for(library: Library, offer: Offer, role: str) -> Choice:
    name = library.roles[role].name
    return Choice(name, "salary", check_text(library, offer.terms, name))


def _check(
    library: Library,
    offer: Offer,
    amount: OfferAmount,
    figures: Sequence[Figure],
    measured: Sequence[Figure],
) -> AmountCheck:
    asked = _without_home(library, offer.terms.filters_for(amount))
    names = filter_names(library, asked)
    why = _not_comparable(amount, measured)
    if why is not None or not figures:
        return AmountCheck(amount, why, names)
    alike = [figure for figure in figures if _same_part(amount, figure)]
    if not alike:
        return AmountCheck(amount, None, names)
    near = _near(library, asked, alike)
    kinds = {found.kind for found in near.sets}
    counted = next(kind for kind in COUNTED_FIRST if kind in kinds)
    others = _near(library, asked, figures).sets
    return AmountCheck(
        amount=amount,
        not_comparable=None,
        filters=near.filters,
        together=near.together,
        unmet=near.unmet,
        sets=tuple(
            CheckedSet(
                found.label,
                tuple(check_figure(amount, figure) for figure in found.figures),
                counted=found.kind == counted,
            )
            for found in near.sets
        ),
        other_parts=tuple(f for found in others for f in found.figures if f not in alike),
        narrower=near.narrower,
    )


def _without_home(library: Library, asked: SalaryFilters) -> SalaryFilters:
    """The filters without the country that all sources speak of: it narrows nothing."""
    home = {source.market for source in library.sources.values()}
    return replace(asked, places=tuple(place for place in asked.places if place not in home))


def _not_comparable(amount: OfferAmount, measured: Sequence[Figure]) -> NotComparable | None:
    """Why none of the figures is of the amount's kind; None where some are."""
    if amount.period == "once":
        return "once"
    if amount.currency is None:
        return "currency unclear"
    if amount.period is None:
        return "period unclear"
    if all(figure.currency != amount.currency for figure in measured):
        return "currency"
    if all(figure.period != amount.period for figure in measured):
        return "period"
    return None


def _same_part(amount: OfferAmount, figure: Figure) -> bool:
    """Whether an amount and a figure measure the same, as far as both say what they measure."""
    if (amount.currency, amount.period) != (figure.currency, figure.period):
        return False
    if amount.component == figure.component:
        return True
    parts = (amount.component, figure.component)
    return "unspecified" in parts and all(part in SALARY_PARTS for part in parts)


@dataclass(frozen=True, slots=True)
class _Set:
    """Figures and what they have in common with the offer."""

    label: str
    figures: tuple[Figure, ...]
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Near:
    """The sets of figures nearest to an offer; see `AmountCheck` for the other fields."""

    sets: tuple[_Set, ...]
    filters: tuple[str, ...]
    together: bool
    unmet: tuple[str, ...]
    narrower: tuple[Figure, ...]


About = Literal["experience", "place", "company", "industry"]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A filter, what it is about, and whether it stands in for another that no figure meets."""

    about: About
    filter: Filter
    instead: bool = False


def _near(library: Library, asked: SalaryFilters, figures: Sequence[Figure]) -> _Near:
    """The figures that meet all filters; else the largest combinations met, and the role overall.

    Each figure stands in one set. One that names a place, a company or an experience which its set
    is not about is left out: Boston's seniors are no measure for an offer in Austin.
    """
    wanted = _wanted(library, asked, figures)
    usable, unmet = _usable(wanted, figures)
    sets: list[_Set] = []
    covered: list[tuple[_Wanted, ...]] = []
    shown: set[str] = set()

    def show(label: str, found: Sequence[Figure], kind: Kind) -> bool:
        new = [figure for figure in found if figure.id not in shown]
        if new:
            sets.append(_Set(label, in_reading_order(library, new), kind))
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
    about = {one.about for one in wanted}
    exact = meeting(figures, build_filters(library, asked, figures))
    narrower = [
        figure
        for figure in figures
        if figure.id not in shown
        and _stated(library, figure) - about
        and (not usable or any(one.filter.meets(figure) for one in usable))
    ]
    return _Near(
        sets=tuple(sets),
        filters=tuple(one.filter.label for one in wanted),
        together=not wanted or any(_stated(library, figure) <= about for figure in exact),
        unmet=unmet,
        narrower=tuple(narrower),
    )


def _usable(
    wanted: Sequence[_Wanted], figures: Sequence[Figure]
) -> tuple[list[_Wanted], tuple[str, ...]]:
    """The filters that some figure meets, the next best for the others, and the others' names."""
    usable: list[_Wanted] = []
    unmet: list[str] = []
    for one in wanted:
        if meeting(figures, [one.filter]):
            usable.append(one)
        else:
            unmet.append(one.filter.label)
            instead = [other for other in one.filter.instead if meeting(figures, [other])]
            usable += [_Wanted(one.about, other, instead=True) for other in instead]
    return usable, tuple(unmet)


def _kind(combination: Sequence[_Wanted]) -> Kind:
    """A larger place holds the one that is asked for; another level or company does not."""
    beside = any(one.instead and one.about != "place" for one in combination)
    return "instead" if beside else "asked"


def _label(combination: Sequence[_Wanted], figures: Sequence[Figure]) -> str:
    """What a set has in common: a level only where a figure states one, years likewise."""
    experience = [one for one in combination if one.about == "experience"]
    left_out: list[_Wanted] = []
    if len(experience) == 2 and not any(figure.level for figure in figures):
        left_out.append(experience[0])
    elif len(experience) == 2 and not any(years_band(figure) for figure in figures):
        left_out.append(experience[1])
    return ", ".join(one.filter.label for one in combination if one not in left_out)


def _is_covered(combination: Sequence[_Wanted], larger: Sequence[_Wanted]) -> bool:
    """Whether a larger combination with figures makes a smaller one needless.

    One that only leaves out the level or the years has its say beside it: a source that counts
    years says nothing of levels.
    """
    if not set(combination) <= set(larger):
        return False
    left_out = [one for one in larger if one not in combination]
    return not (
        all(one.about == "experience" for one in left_out)
        and any(one.about == "experience" for one in combination)
    )


def _wanted(
    library: Library, asked: SalaryFilters, figures: Sequence[Figure]
) -> tuple[_Wanted, ...]:
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
        _Wanted(about, filter)
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
        _Wanted("experience", replace(level, meets=fits_level)),
        _Wanted("experience", replace(years, meets=fits_years)),
    )
    return (*relaxed, *(one for one in wanted if one.about != "experience"))


def _fitting(
    library: Library, figures: Sequence[Figure], combination: Sequence[_Wanted]
) -> list[Figure]:
    """The figures that meet a combination and speak of nothing beyond it."""
    about = {one.about for one in combination}
    found = meeting(figures, [one.filter for one in combination])
    return [figure for figure in found if _stated(library, figure) <= about]


def _stated(library: Library, figure: Figure) -> set[About]:
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


def check_figure(amount: OfferAmount, figure: Figure) -> FigureCheck:
    """Where an amount falls against one figure of the same currency, period and part of pay."""
    ends = [end for end in (amount.low, amount.high) if end is not None]
    ends = list(dict.fromkeys(ends))
    is_range = figure.open_ended or figure.low != figure.high
    if is_range:
        return _against_range(figure, ends[0], ends[-1])
    single = figure.low or 0.0
    gaps = tuple(_gap(end, single) for end in ends)
    position: Position = "spans"
    if ends[0] == ends[-1] == single:
        position = "equal"
    elif ends[0] >= single:
        position = "above"
    elif ends[-1] <= single:
        position = "below"
    return FigureCheck(figure, is_range, position, gaps)


def _against_range(figure: Figure, low: float, high: float) -> FigureCheck:
    bottom = figure.low
    top = None if figure.open_ended else figure.high
    under = (_gap(low, bottom),) if bottom is not None and low < bottom else ()
    over = (_gap(high, top),) if top is not None and high > top else ()
    position: Position = "inside"
    gaps = (*under, *over)
    if bottom is not None and high < bottom:
        position, gaps = "below", tuple(_gap(end, bottom) for end in dict.fromkeys((low, high)))
    elif top is not None and low > top:
        position, gaps = "above", tuple(_gap(end, top) for end in dict.fromkeys((low, high)))
    elif under and over:
        position = "spans"
    elif under:
        position = "into"
    elif over:
        position = "beyond"
    elif figure.open_ended and low >= (figure.high if figure.high is not None else bottom or 0):
        position = "open"
        gaps = (_gap(low, figure.high),) if figure.high is not None else ()
    return FigureCheck(figure, is_range=True, position=position, gaps=gaps)


def _gap(end: float, reference: float) -> Gap:
    return Gap(end - reference, 100 * (end - reference) / reference if reference else 0.0)
