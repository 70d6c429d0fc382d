"""An offer against each source's figures, each by itself: never an average, never a product."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.advertised import AdvertisedPay, advertised_pay, of_each_source
from knowledge.asking.nearest import COUNTED_FIRST, nearest_figures
from knowledge.asking.pay import sources_of
from knowledge.library import Library
from knowledge.model import Figure
from knowledge.offers.checked import (
    AmountCheck,
    CheckedSet,
    FigureCheck,
    Gap,
    NotComparable,
    OfferAnswer,
    Position,
)
from knowledge.offers.terms import SALARY_PARTS
from knowledge.official import Between, OccupationPay, between, official_pay
from knowledge.query import (
    Choice,
    Offer,
    OfferAmount,
    SalaryFilters,
)
from knowledge.query_text import filter_names


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
        official=_official(library, offer),
        advertised=_advertised(library, offer),
        currencies=tuple(dict.fromkeys(figure.currency for figure in measured)),
        periods=tuple(dict.fromkeys(figure.period for figure in measured)),
        has_figures=bool(figures),
        nearest=Choice(library.roles[nearest].name, Offer(nearest, offer.terms))
        if nearest
        else None,
        meant=() if offer.terms.amounts else _meant(offer),
    )


def _official(library: Library, offer: Offer) -> tuple[tuple[Between[OccupationPay], ...], ...]:
    """Where the ends of each yearly amount lie among official percentiles, place by place.

    Of the first occupation alone: the others stand with the figures.
    """
    found: list[tuple[Between[OccupationPay], ...]] = []
    for amount in _yearly(offer):
        occupations = official_pay(library, offer.role, offer.terms.filters_for(amount))
        rows = [pay for rows in occupations[:1] for pay in rows if pay.currency == amount.currency]
        found += [tuple(between(pay, end) for end in _ends(amount)) for pay in rows]
    return tuple(found)


def _advertised(library: Library, offer: Offer) -> tuple[tuple[Between[AdvertisedPay], ...], ...]:
    """The same among percentiles of job ads, source by source and level by level.

    They don't tell parts of pay apart, but for the ads that are read here: what is of the same part comes first.
    """
    found: list[tuple[Between[AdvertisedPay], ...]] = []
    for amount in _yearly(offer):
        asked = replace(offer.terms.filters_for(amount), components=())
        every = advertised_pay(library, offer.role, asked)
        alike = [pay for pay in every if _is_alike(pay, amount)]
        rows = [pay for pays in of_each_source(alike) for pay in pays]
        found += [tuple(between(pay, end) for end in _ends(amount)) for pay in rows]
    return tuple(found)


def _is_alike(pay: AdvertisedPay, amount: OfferAmount) -> bool:
    """Whether ads are of the same currency and period, and of the same part of pay if they say one."""
    parts = (pay.component, amount.component)
    same_part = not pay.is_of_ranges or "unspecified" in parts or parts[0] == parts[1]
    return same_part and (pay.currency, pay.period) == (amount.currency, "year")


def _yearly(offer: Offer) -> list[OfferAmount]:
    """The amounts that are a year's salary."""
    amounts = offer.terms.amounts
    return [one for one in amounts if one.period == "year" and one.component in SALARY_PARTS]


def _ends(amount: OfferAmount) -> tuple[float, ...]:
    ends = (end for end in (amount.low, amount.high) if end is not None)
    return tuple(dict.fromkeys(ends))


_THOUSANDS = re.compile(r"[2-9]\d|[1-9]\d\d")
"""A number that is pay only in thousands."""


def _meant(offer: Offer) -> tuple[Choice, ...]:
    """The reading of a bare number as pay, to be settled by a click: never judged on a guess."""
    unknown = offer.terms.reading.unknown
    numbers = [int(word.typed) for word in unknown if _THOUSANDS.fullmatch(word.typed)]
    if len(numbers) != 1:
        return ()
    terms = replace(offer.terms, amounts=(_pay(numbers[0]),))
    return (Choice(f"${numbers[0]}k a year", Offer(offer.role, terms)),)


def _pay(thousands: int) -> OfferAmount:
    amount = thousands * 1_000
    return OfferAmount(low=amount, high=amount, currency="USD", period="year")


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
    near = nearest_figures(library, asked, alike)
    kinds = {found.kind for found in near.sets}
    counted = next(kind for kind in COUNTED_FIRST if kind in kinds)
    others = nearest_figures(library, asked, figures).sets
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
        other_parts=tuple(
            figure
            for found in others
            for figure in found.figures
            if figure not in alike and figure.statistic != "potential"
        ),
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
    if figure.statistic == "potential":
        return False  # neither a floor nor a top, so nothing is below or above it
    if figure.includes is not None and amount.component == "base":
        return False
    if amount.component == figure.component:
        return True
    parts = (amount.component, figure.component)
    return "unspecified" in parts and all(part in SALARY_PARTS for part in parts)
