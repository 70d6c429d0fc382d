"""What an offer of pay says: amounts as they are given, and whom and where they are for."""

import re
from dataclasses import dataclass
from typing import Literal

from knowledge.fields import Component
from knowledge.library import Library
from knowledge.query import (
    Choice,
    Offer,
    OfferAmount,
    OfferTerms,
    Reading,
)
from knowledge.query_text import (
    filter_names,
    only_for,
    sum_words,
)
from knowledge.words import plain

SALARY_PARTS: tuple[Component, ...] = ("base", "total", "unspecified")
"""The parts of pay that an offer is chiefly about; the others come on top."""


@dataclass(frozen=True, slots=True)
class UnclearOffer:
    """An offer whose role or place is not settled; every choice is a command that asks the whole again.

    `why`: `several` roles or places fit what was typed, no role does (`unknown`), or none is named
    (`missing`).
    """

    why: Literal["several", "unknown", "missing"]
    typed: str
    choices: tuple[Choice, ...]
    terms: OfferTerms

    @property
    def reading(self) -> Reading:
        """How the text was read."""
        return self.terms.reading

    @property
    def role_of_all(self) -> str | None:
        """The role, where all of several choices are about one; they are of different places."""
        roles = {one.query.role for one in self.choices if isinstance(one.query, Offer)}
        return roles.pop() if len(roles) == 1 < len(self.choices) else None


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


def part_name(library: Library, component: Component) -> str:
    """A part of pay within a sentence: `base salary`; `pay` where the part is not stated."""
    return "pay" if component == "unspecified" else library.name("components", component).lower()


def describe(offer: Offer, library: Library) -> str:
    """What was understood, in one line: `AI Engineer · Senior · base salary $190,000 a year`."""
    return " · ".join([library.roles[offer.role].name, *terms_names(library, offer.terms)])


def terms_names(library: Library, terms: OfferTerms) -> tuple[str, ...]:
    """The terms of an offer as people read them."""
    amounts = tuple(
        f"{only_for(library, amount)}{part_name(library, amount.component)} {amount_words(amount)}"
        for amount in terms.amounts
    )
    return (*filter_names(library, terms.filters), *(amounts or ("no amount",)))


_AMOUNT = re.compile(
    r"[$€£₹]\s?\d|\b\d{2,3}(?:\.\d)?\s?k\b|\b\d{2,3},\d{3}\b|\b\d{5,6}\b", re.IGNORECASE
)


def says_amount(text: str) -> bool:
    """Whether a text names a sum of money: with a role it is an offer, not a question."""
    return _AMOUNT.search(plain(text)) is not None
