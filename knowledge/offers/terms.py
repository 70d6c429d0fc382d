"""What an offer of pay says: amounts as they are given, and whom and where they are for."""

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from knowledge.fields import Component, PayPeriod, span
from knowledge.library import Library
from knowledge.query import Choice, Reading, SalaryFilters, filter_names
from knowledge.words import plain

OfferPeriod = PayPeriod | Literal["once"]
"""What one amount pays for; a sign-on bonus or a grant of shares comes once."""

SALARY_PARTS: tuple[Component, ...] = ("base", "total", "unspecified")
"""The parts of pay that an offer is chiefly about; the others come on top."""


@dataclass(frozen=True, slots=True)
class OfferAmount:
    """One amount of pay, exactly as the text gives it: nothing converted, nothing added up.

    "up to 200k" has a high only; "150k+" has a low, no high, and is open-ended. `currency` is None
    where the text leaves it open (a dollar sign in Canada), `period` where it does not say whether
    a small amount is for an hour or a month. `places` and `levels` are those for which alone the
    amount is given, where a post gives several.
    """

    typed: str
    low: float | None
    high: float | None
    open_ended: bool = False
    currency: str | None = None
    period: OfferPeriod | None = None
    component: Component = "unspecified"
    places: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A number of the text that is not taken as pay, and why."""

    typed: str
    why: str


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """All that was read of an offer but its role.

    `filters` narrow as in a salary question (no components: each amount has its own); `used` are
    the words of a long post that the reading rests on, empty where the whole text was read.
    """

    amounts: tuple[OfferAmount, ...] = ()
    filters: SalaryFilters = field(default_factory=SalaryFilters)
    set_aside: tuple[SetAside, ...] = ()
    used: tuple[str, ...] = ()
    reading: Reading = field(default_factory=Reading)

    def filters_for(self, amount: OfferAmount) -> SalaryFilters:
        """What narrows one amount: its own places and levels before those of the whole offer."""
        return replace(
            self.filters,
            places=amount.places or self.filters.places,
            levels=amount.levels or self.filters.levels,
        )


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer for one role."""

    role: str
    terms: OfferTerms


@dataclass(frozen=True, slots=True)
class UnclearOffer:
    """An offer whose role is not settled; every choice is a command that asks the whole again.

    `why`: `several` roles fit what was typed, none does (`unknown`), or none is named (`missing`).
    """

    why: Literal["several", "unknown", "missing"]
    typed: str
    choices: tuple[Choice, ...]
    terms: OfferTerms

    @property
    def reading(self) -> Reading:
        """How the text was read."""
        return self.terms.reading


def amount_words(amount: OfferAmount) -> str:
    """An amount with what it pays for: `$150,000 a year`, `$85–$95 an hour`, `$5,000 once`.

    Where the currency is not clear the text's own words stand.
    """
    words = sum_words(amount)
    match amount.period:
        case None:
            return words
        case "once":
            return f"{words} once"
        case "hour":
            return f"{words} an hour"
        case period:
            return f"{words} a {period}"


def sum_words(amount: OfferAmount) -> str:
    """An amount without its period: `$150,000–$180,000`, `up to $200,000`."""
    if amount.currency is None:
        return amount.typed
    return span(amount.low, amount.high, amount.currency, open_ended=amount.open_ended)


def part_name(library: Library, component: Component) -> str:
    """A part of pay within a sentence: `base salary`; `pay` where the part is not stated."""
    return "pay" if component == "unspecified" else library.name("components", component).lower()


def describe(offer: Offer, library: Library) -> str:
    """What was understood, in one line: `AI Engineer · Senior · base salary $190,000 a year`."""
    return " · ".join([library.roles[offer.role].name, *terms_names(library, offer.terms)])


def terms_names(library: Library, terms: OfferTerms) -> tuple[str, ...]:
    """The terms of an offer as people read them."""
    amounts = tuple(
        f"{_only_for(library, amount)}{part_name(library, amount.component)} {amount_words(amount)}"
        for amount in terms.amounts
    )
    return (*filter_names(library, terms.filters), *(amounts or ("no amount",)))


def check_text(library: Library, terms: OfferTerms, role_name: str) -> str:
    """What to type behind `/salary` to check these terms for a role."""
    amounts = [
        " ".join(
            filter(
                None,
                [
                    f"{_only_for(library, amount)}{sum_words(amount)}",
                    _TYPED_PERIODS.get(amount.period or "year", ""),
                    "sign-on"
                    if (amount.component, amount.period) == ("bonus", "once")
                    else _TYPED_PARTS[amount.component],
                ],
            )
        )
        for amount in terms.amounts
    ]
    return " ".join(["check", *amounts, role_name, *filter_names(library, terms.filters)])


_TYPED_PARTS = {
    "base": "base",
    "additional": "additional cash",
    "bonus": "bonus",
    "equity": "equity",
    "total": "total",
    "unspecified": "",
}
_TYPED_PERIODS = {
    "month": "a month",
    "week": "a week",
    "day": "a day",
    "hour": "an hour",
}


def _only_for(library: Library, amount: OfferAmount) -> str:
    names = (
        *(library.name("levels", level) for level in amount.levels),
        *(library.name("places", place) for place in amount.places),
    )
    return f"{', '.join(names)}: " if names else ""


_AMOUNT = re.compile(
    r"[$€£₹]\s?\d|\b\d{2,3}(?:\.\d)?\s?k\b|\b\d{2,3},\d{3}\b|\b\d{5,6}\b", re.IGNORECASE
)


def says_amount(text: str) -> bool:
    """Whether a text names a sum of money: with a role it is an offer, not a question."""
    return _AMOUNT.search(plain(text)) is not None
