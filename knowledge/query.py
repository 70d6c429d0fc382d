"""What a member asks, once the text is understood, and how the text was read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from knowledge.commands import QuestionName
from knowledge.fields import AskedSection, Component, PayPeriod, Section


@dataclass(frozen=True, slots=True)
class Correction:
    """Words that were read as something near them."""

    typed: str
    read_as: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that was not understood, and what was perhaps meant."""

    typed: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How the text was read, so that nothing is dropped in silence."""

    corrections: tuple[Correction, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    unused: tuple[str, ...] = ()
    """Understood, but nothing that this command can take into account."""


@dataclass(frozen=True, slots=True)
class YearsAsked:
    """Years of experience; `high` equals `low` for a single number, None for "5+"."""

    low: float
    high: float | None

    def __str__(self) -> str:
        if self.high is None:
            return f"{self.low:g}+ years"
        if self.high == self.low:
            return f"{self.low:g} year{'' if self.low == 1 else 's'}"
        return f"{self.low:g}–{self.high:g} years"


@dataclass(frozen=True, slots=True)
class SalaryFilters:
    """What narrows a salary question; alternatives within a field, all fields together."""

    levels: tuple[str, ...] = ()
    years: tuple[YearsAsked, ...] = ()
    places: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    company_kinds: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    statistics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleQuery:
    """`/role`: a card, or sections of it."""

    role: str
    sections: tuple[AskedSection, ...] = ()
    reading: Reading = field(default_factory=Reading)


def own_sections(asked: Iterable[AskedSection]) -> tuple[Section, ...]:
    """What a role's own file can answer of them: for tasks of an occupation, responsibilities."""
    own: Iterable[Section] = ("responsibilities" if one == "tasks" else one for one in asked)
    return tuple(dict.fromkeys(own))


@dataclass(frozen=True, slots=True)
class SalaryQuery:
    """`/salary`: the figures of one role; `whole` for all of them, not the nearest few."""

    role: str
    filters: SalaryFilters = field(default_factory=SalaryFilters)
    whole: bool = False
    reading: Reading = field(default_factory=Reading)


AreaOrder = Literal["pay", "jobs"]
"""By the median of an occupation, or by how many hold it."""

AREA_ORDERS: Mapping[AreaOrder, str] = {"pay": "highest-paying metros", "jobs": "most jobs"}
"""Each as it is typed."""


@dataclass(frozen=True, slots=True)
class AreasQuery:
    """`/salary … highest-paying metros`: where a role's occupation earns most, or has most jobs.

    `within` are the states or countries to look in; everywhere unless given.
    """

    role: str
    by: AreaOrder = "pay"
    within: tuple[str, ...] = ()
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class CompareQuery:
    """`/compare`: the roles in the order in which they were named, each once.

    `filters` narrow pay; with `sections`, those alone are held side by side.
    """

    roles: tuple[str, ...]
    filters: SalaryFilters = field(default_factory=SalaryFilters)
    sections: tuple[Section, ...] = ()
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class TrendsQuery:
    """`/trends`: all, or those of topics, of roles, or in which words occur.

    `whole` for every one of them, not the strongest few.
    """

    topics: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    whole: bool = False
    reading: Reading = field(default_factory=Reading)


OfferPeriod = PayPeriod | Literal["once"]
"""What one amount pays for; a sign-on bonus or a grant of shares comes once."""


@dataclass(frozen=True, slots=True)
class OfferAmount:
    """One amount of pay, exactly as the text gives it: nothing converted, nothing added up.

    "up to 200k" has a high only; "150k+" has a low, no high, and is open-ended. `currency` is None
    where the text leaves it open (a dollar sign in Canada), `period` where it does not say whether
    a small amount is for an hour or a month. `places` and `levels` are those for which alone the
    amount is given, where a post gives several.
    """

    typed: str = ""
    low: float | None = None
    high: float | None = None
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
    """An offer for one role: where does it fall? `whole` for every comparison, not those that count."""

    role: str
    terms: OfferTerms
    whole: bool = False

    @property
    def reading(self) -> Reading:
        """How the offer's text was read."""
        return self.terms.reading


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be meant, and the question that settles it."""

    label: str
    query: "WholeQuery"


@dataclass(frozen=True, slots=True)
class HelpQuery:
    """How one command works, or all of them; `asks_for_role` where only a role was missing.

    `understood` is what was said alongside it, and each of `choices` the whole question with a role.
    """

    command: QuestionName
    asks_for_role: bool = False
    understood: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    reading: Reading = field(default_factory=Reading)


WholeQuery = RoleQuery | SalaryQuery | AreasQuery | CompareQuery | TrendsQuery | Offer
"""What can be answered as it is, and asked again by a click."""


@dataclass(frozen=True, slots=True)
class MentionQuery:
    """Any command about jobs that sources mention and do not describe; `roles` are named with them."""

    command: QuestionName
    mentions: tuple[str, ...]
    roles: tuple[str, ...] = ()
    reading: Reading = field(default_factory=Reading)


Query = WholeQuery | MentionQuery | HelpQuery


@dataclass(frozen=True, slots=True)
class Unclear:
    """Several roles fit the words, or several places; every choice is a question that settles it."""

    typed: str
    choices: tuple[Choice, ...]
    reading: Reading = field(default_factory=Reading)
    about: Literal["role", "place"] = "role"


@dataclass(frozen=True, slots=True)
class UnknownRole:
    """No role fits the words; the nearest ones are offered.

    `known` are the roles that it was to be compared with.
    """

    typed: str
    nearest: tuple[Choice, ...]
    reading: Reading = field(default_factory=Reading)
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RankingAsked:
    """It asks which role comes first, and names none."""

    reading: Reading = field(default_factory=Reading)


Misread = Unclear | UnknownRole | RankingAsked
