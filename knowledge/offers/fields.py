"""An offer as the fields of a form: to fill them in, and to read them back."""

from dataclasses import dataclass
from typing import Literal

from knowledge.fields import COMPONENTS, Component, PayPeriod
from knowledge.library import Library
from knowledge.offers.amounts import pay_of_offer
from knowledge.offers.currencies import currency_meant
from knowledge.offers.reading import plain_offer
from knowledge.offers.terms import SALARY_PARTS, UnclearOffer
from knowledge.query import Offer, OfferAmount, OfferTerms, SalaryFilters
from knowledge.years import years_entered

OfferField = Literal[
    "role", "level", "years", "place", "company", "amount", "component", "period", "currency"
]

PERIODS: tuple[PayPeriod, ...] = ("year", "month", "week", "day", "hour")

ONE_AMOUNT = "Write one amount, such as 150k, 140,000-160,000 or 85"
SOME_YEARS = "Write years of experience, such as 5, 3-5 or 5+"


@dataclass(frozen=True, slots=True)
class OfferFields:
    """What stands in the form: ids of role, level, place and company, else text as typed."""

    role: str | None = None
    level: str | None = None
    years: str | None = None
    place: str | None = None
    company: str | None = None
    amount: str | None = None
    component: str | None = None
    period: str | None = None
    currency: str | None = None


def fields_of(offer: Offer | UnclearOffer) -> OfferFields:
    """The form for an offer that was read; of several amounts it holds the salary named first."""
    filters = offer.terms.filters
    amount = _main_amount(offer.terms)
    return OfferFields(
        role=offer.role if isinstance(offer, Offer) else offer.role_of_all,
        level=next(iter((*(amount.levels if amount else ()), *filters.levels)), None),
        years=str(filters.years[0]).replace("–", "-") if filters.years else None,
        place=next(iter((*(amount.places if amount else ()), *filters.places)), None),
        company=next(iter(filters.companies), None),
        amount=_numbers(amount) if amount else None,
        component=amount.component if amount else None,
        period=amount.period if amount and amount.period in PERIODS else None,
        currency=amount.currency if amount else None,
    )


def offer_from_fields(library: Library, fields: OfferFields) -> Offer | dict[OfferField, str]:
    """The offer that a form describes, or what is wrong with which field, in a member's words."""
    problems: dict[OfferField, str] = {}
    if fields.role not in library.roles:
        problems["role"] = "Choose a role"
    if fields.level and library.term("levels", fields.level) is None:
        problems["level"] = "Choose one of the levels"
    if fields.place and library.term("places", fields.place) is None:
        problems["place"] = "Choose one of the places"
    if fields.company and library.term("companies", fields.company) is None:
        problems["company"] = "Choose one of the companies"
    years = years_entered(fields.years or "")
    if years is None:
        problems["years"] = SOME_YEARS
    amount = _amount(library, fields)
    if not isinstance(amount, OfferAmount):
        problems |= amount
    if problems or not isinstance(amount, OfferAmount):
        return problems
    filters = SalaryFilters(
        levels=_each(fields.level),
        years=years or (),
        places=_each(fields.place),
        companies=_each(fields.company),
    )
    return Offer(fields.role or "", OfferTerms((amount,), filters))


def _each(id: str | None) -> tuple[str, ...]:
    return (id,) if id else ()


def _main_amount(terms: OfferTerms) -> OfferAmount | None:
    salaries = [amount for amount in terms.amounts if amount.component in SALARY_PARTS]
    return next(iter((*salaries, *terms.amounts)), None)


def _numbers(amount: OfferAmount) -> str:
    """An amount without its currency: `150,000-180,000`, `up to 200,000`, `62.50`."""
    low, high = (
        None if end is None else f"{end:,.0f}" if float(end).is_integer() else f"{end:,.2f}"
        for end in (amount.low, amount.high)
    )
    if low is None:
        return f"up to {high}"
    plus = "+" if amount.open_ended else ""
    return f"{low}{plus}" if high in (None, low) else f"{low}-{high}{plus}"


def _amount(library: Library, fields: OfferFields) -> OfferAmount | dict[OfferField, str]:
    typed = plain_offer(fields.amount or "").strip()
    if fields.period and fields.period not in PERIODS:
        return {"period": "Choose a year, a month, a week, a day or an hour"}
    component: Component | None = next((c for c in COMPONENTS if c == fields.component), None)
    if fields.component and component is None:
        return {"component": "Choose a part of pay"}
    period = f" per {fields.period}" if fields.period else ""
    read = pay_of_offer(library, f"salary {typed}{period}", is_post=False)
    if len(read.sums) != 1 or read.set_aside:
        return {"amount": ONE_AMOUNT}
    one = read.sums[0]
    if fields.period and one.period not in (fields.period, "once"):
        return {"period": f"The amount says a{'n' if one.period == 'hour' else ''} {one.period}"}
    said = one.component
    if fields.component and said not in ("unspecified", fields.component):
        return {"component": f"The amount says {library.name('components', said).lower()}"}
    currency = currency_meant(library, one.money.currency, _each(fields.place))
    if fields.currency:
        if one.money.currency not in (None, "$", fields.currency):
            return {"currency": f"The amount says {one.money.currency}"}
        currency = fields.currency
    return OfferAmount(
        typed=typed,
        low=one.money.low,
        high=one.money.high,
        open_ended=one.money.open_ended,
        currency=currency,
        period=one.period,
        component=component or said,
    )
