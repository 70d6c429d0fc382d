"""What a member asks, once the text is understood, and how the text was read."""

from dataclasses import dataclass, field

from knowledge.commands import QuestionName
from knowledge.fields import Section
from knowledge.library import Library


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
    sections: tuple[Section, ...] = ()
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class SalaryQuery:
    """`/salary`: the figures of one role; `whole` for all of them, not the nearest few."""

    role: str
    filters: SalaryFilters = field(default_factory=SalaryFilters)
    whole: bool = False
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class CompareQuery:
    """`/compare`: the roles in the order in which they were named, each once; `filters` narrow pay."""

    roles: tuple[str, ...]
    filters: SalaryFilters = field(default_factory=SalaryFilters)
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


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be meant, and the question that settles it."""

    label: str
    command: QuestionName
    text: str


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


Query = RoleQuery | SalaryQuery | CompareQuery | TrendsQuery | HelpQuery


@dataclass(frozen=True, slots=True)
class UnclearRole:
    """Several roles fit the words; every choice is a question that settles it."""

    typed: str
    choices: tuple[Choice, ...]
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class UnknownRole:
    """No role fits the words; the nearest ones are offered."""

    typed: str
    nearest: tuple[Choice, ...]
    reading: Reading = field(default_factory=Reading)


Misread = UnclearRole | UnknownRole


def filter_names(library: Library, filters: SalaryFilters) -> tuple[str, ...]:
    """The filters as people read them, in the order of a command; they can be typed back."""
    return (
        *(library.name("levels", level) for level in filters.levels),
        *map(str, filters.years),
        *(library.name("places", place) for place in filters.places),
        *(library.name("companies", company) for company in filters.companies),
        *(library.name("company_kinds", kind) for kind in filters.company_kinds),
        *(library.name("industries", industry) for industry in filters.industries),
        *(library.name("components", component) for component in filters.components),
        *(library.name("statistics", statistic) for statistic in filters.statistics),
    )
