"""The knowledge model: what a source states and what is written about a role.

Salary terms follow schema.org (`MonetaryAmountDistribution`, `OccupationalExperienceRequirements`)
and the compensation field. Where a source does not say a thing, its field is null: a level, a
component or a place is never guessed.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Self, cast

from pydantic import Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from knowledge.fields import (
    NO_AMOUNT,
    NOT_ABOUT_ONE,
    SECTIONS,
    Amount,
    Attribution,
    Companies,
    Component,
    Computed,
    CountedOccupation,
    Currency,
    Esco,
    Forms,
    Frozen,
    Includes,
    Jobs,
    JobsError,
    Label,
    License,
    Line,
    Listings,
    Many,
    Number,
    OnetSocOfRole,
    OpenEnded,
    Owner,
    PayPeriod,
    PayYear,
    Prose,
    Quote,
    Release,
    RoleSections,
    SampleSize,
    Section,
    Slug,
    SourceKind,
    StatedYear,
    Statistic,
    Url,
    Verified,
    VerifyEvery,
    WageError,
    Year,
    Years,
    ends_in_reverse,
    span,
    too_few,
)
from knowledge.mentions import Mention
from knowledge.periods import Period
from knowledge.tables.columns import Table
from knowledge.words import forms_of


class Figure(Frozen):
    """One salary statement, exactly as one section of one source makes it.

    `low` and `high` are amounts of `currency` for one `period`. A mean or a median has low = high unless the
    source gives it as a span; "up to $250,000" has a high only; "$172,654+" has a low, no high, and is open-ended.
    `approximate` marks its own "around" or "~". It is about roles, or an occupation, what an authority counts.
    """

    source: SkipJsonSchema[Slug]
    roles: Many[Slug] = Field(
        default=(), min_length=1, description="The ids of the roles that the figure is about"
    )
    occupation: CountedOccupation = None
    title: Line | None = Field(default=None, description="The job title as the source words it")
    statistic: Statistic | None = Field(default=None, description="Null where it is not said")
    component: Component = "unspecified"
    includes: Includes = None
    low: Amount | None = None
    high: Amount | None = None
    open_ended: OpenEnded = False
    approximate: bool = Field(default=False, description='True for "around" and "~"')
    currency: Currency = Field(description="ISO 4217 code, for example USD")
    period: PayPeriod
    level: Slug | None = None
    years_min: Years | None = Field(default=None, description="Years of experience, lower end")
    years_max: Years | None = Field(default=None, description="Years of experience, upper end")
    place: Slug | None = None
    company: Slug | None = None
    company_kind: Slug | None = None
    industry: Slug | None = None
    year: PayYear = None
    n: SampleSize = None
    companies: Companies = None
    computed: Computed = False
    employment: Jobs = None
    employment_rse: JobsError = None
    wage_rse: WageError = None
    section: Line = Field(description="The source's heading above the figure")
    quote: Quote = None

    @model_validator(mode="before")
    @classmethod
    def _read_one_role(cls, data: object) -> object:
        """`role: x`, which files wrote before a figure could be about several, is `roles: [x]`."""
        if not isinstance(data, Mapping):
            return data
        entry = dict(cast("Mapping[str, object]", data))
        if "role" not in entry:
            return entry
        if "roles" in entry:
            raise ValueError("has both `role` and `roles`: keep `roles`")
        entry["roles"] = [entry.pop("role")]
        return entry

    @model_validator(mode="after")
    def _amounts_fit(self) -> Self:
        if bool(self.roles) is (self.occupation is not None):
            raise ValueError(NOT_ABOUT_ONE)
        if self.computed and (few := too_few(self.n, self.companies)):
            raise ValueError(few)
        if self.low is None and self.high is None:
            raise ValueError(NO_AMOUNT)
        backward = "; ".join(ends_in_reverse(self.low, self.high, self.years_min, self.years_max))
        if backward:
            raise ValueError(backward)
        return self

    @property
    def role(self) -> str:
        """The first of its roles, of which its source speaks first; empty for an occupation's."""
        return self.roles[0] if self.roles else ""

    @property
    def identity(self) -> tuple[object, ...]:
        """Everything but the amounts: a corrected amount keeps the `id`, and reads before → after."""
        return (*_identity_of(self), *filter(None, [self.occupation]))

    @property
    def circumstances(self) -> tuple[object, ...]:
        """The same but for the section: what a source states twice is alike in it."""
        return _circumstances_of(self)

    @cached_property
    def id(self) -> str:
        """`<source>:<10 hex digits>`, the same from run to run for the same `identity`."""
        digest = hashlib.sha256(repr(self.identity).encode()).hexdigest()
        return f"{self.source}:{digest[:10]}"


IDENTITY = (
    "section", "role", "title", "statistic", "component", "currency", "period", "level",
    "years_min", "years_max", "place", "company", "company_kind", "industry", "year",
)  # fmt: skip
"""What tells a source's figures apart: of the roles the first, and the `occupation` where there is one."""

_identity_of = cast("Callable[[Figure], tuple[object, ...]]", attrgetter("source", *IDENTITY))
_circumstances_of = cast(
    "Callable[[Figure], tuple[object, ...]]",
    attrgetter("source", *(name for name in IDENTITY if name != "section")),
)


def is_past(fact: "Fact", today: date) -> bool:
    """Whether it is a forecast whose date has passed: what was expected, and no news."""
    return fact.expected_by is not None and fact.expected_by < today.year


class Fact(Frozen):
    """A market number: growth, market size, a share of postings, a raise, a share of pay.

    `values` are in the order of the statement and in `unit` (for example `percent`, `USD billion`); `period` is an
    ISO 8601 date, interval or duration (schema.org `temporalCoverage`). A `forecast` is of its last year.
    """

    source: SkipJsonSchema[Slug]
    id: Slug = Field(description="Unique within the source")
    statement: Line
    values: Many[Number] = Field(min_length=1)
    unit: Line
    period: Line | None = None
    forecast: bool = Field(default=False, description="True for what is expected, not yet counted")
    place: Slug | None = None
    year: StatedYear = None
    n: SampleSize = None
    computed: Computed = False
    section: Line
    quote: Quote = None
    title: Line | None = Field(
        default=None, description="The job that it is about, where that is none of the roles"
    )
    topics: Many[Slug] = Field(default=(), description="The trends that the number belongs to")
    roles: Many[Slug] = Field(
        default=(),
        description="The roles it is about; empty: all of the source's, or with a title none",
    )

    @cached_property
    def forms(self) -> Forms:
        """The words by which the statement is found; of what is computed, what it counts and its topics too."""
        counted = (self.section, self.unit, *self.topics) if self.computed else ()
        return forms_of(" ".join((self.statement, *counted)))

    @cached_property
    def span(self) -> Period | None:
        """Its period as days; None where it names none, or how long it is alone."""
        return Period.read(self.period)

    @property
    def expected_by(self) -> int | None:
        """The year of a forecast; None for what is none."""
        last = self.span.last if self.forecast and self.span else None
        return None if last is None else last.year


class Trend(Frozen):
    """An industry trend that a source names; the `topic` joins what several sources say."""

    source: SkipJsonSchema[Slug]
    topic: Slug
    name: Line = Field(description="The trend as the source names it")
    statement: Line
    year: StatedYear = None
    section: Line
    quote: Quote = None
    roles: Many[Slug] = Field(
        default=(), description="The roles it is about; empty: all of the source's"
    )

    @cached_property
    def forms(self) -> Forms:
        """The words by which the trend is found."""
        return forms_of(f"{self.name} {self.statement}")


class Source(Frozen):
    """One document of evidence and everything that it states as a number or names as a trend."""

    id: SkipJsonSchema[Slug]
    title: Line
    label: Label
    kind: SourceKind
    publisher: Line | None = None
    url: Url | None = None
    release: Release = None
    license: License = None
    attribution: Attribution = None
    document: Line | None = Field(default=None, description="The founding document's file name")
    market: Slug | None = Field(default=None, description="The place that the source speaks of")
    year: Year | None = Field(default=None, description="The year that the source speaks of")
    owner: Owner = None
    verified: Verified = None
    verify_every: VerifyEvery = 12
    roles: Many[Slug] = Field(description="The roles that the source describes")
    figures: Many[Figure] = ()
    table: Table | None = None
    facts: Many[Fact] = ()
    trends: Many[Trend] = ()
    mentions: Many[Mention] = ()

    @model_validator(mode="before")
    @classmethod
    def _hand_down_id(cls, data: object) -> object:
        """Tell every statement which source it stands in; in the file, the file's name says it."""
        if not isinstance(data, Mapping):
            return data
        document = cast("Mapping[str, object]", data)
        lists = {key: document.get(key) for key in STATEMENTS}
        told = {
            key: [_with_source(one, document.get("id")) for one in cast("list[object]", entries)]
            for key, entries in lists.items()
            if isinstance(entries, list)
        }
        return {**document, **told}

    @cached_property
    def figures_by_role(self) -> Mapping[str, tuple[Figure, ...]]:
        """The figures about each role, in file order; one about several is each one's."""
        found: defaultdict[str, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            for role in dict.fromkeys(figure.roles):
                found[role].append(figure)
        return {role: tuple(figures) for role, figures in found.items()}


STATEMENTS = ("figures", "facts", "trends", "mentions")
"""The lists of a source of which every entry stands in it."""


def _with_source(entry: object, source: object) -> object:
    if not isinstance(entry, Mapping):
        return entry
    statement = cast("Mapping[str, object]", entry)
    if "source" in statement:
        raise ValueError("leave `source` out of a statement: the file's name is the source")
    return {**statement, "source": source}


class Role(Frozen):
    """A role as we edit it: names, a summary, and sections of sourced bullets."""

    id: SkipJsonSchema[Slug]
    name: Line
    aliases: Many[Line] = ()
    family: Slug
    onet_soc: OnetSocOfRole = None
    esco: Esco = None
    related: Many[Slug] = Field(default=(), description="Related roles, closest first")
    summary: Prose = Field(description="Two or three sentences")
    summary_sources: Many[Slug] = Field(min_length=1)
    owner: Owner = None
    verified: Verified = None
    verify_every: VerifyEvery = 12
    occupations: Listings = ()
    sections: RoleSections = RoleSections()

    @cached_property
    def names(self) -> tuple[tuple[Forms, str], ...]:
        """The id, the name and every alias, each in its compared form and as it is written."""
        return tuple((forms_of(name), name) for name in (self.id, self.name, *self.aliases))

    def written_sections(self) -> tuple[Section, ...]:
        """The sections that hold something, in card order."""
        return tuple(section for section in SECTIONS if self.sections.of(section))


def stated(figure: Figure) -> str:
    """A figure's amount as its source states it, what is in it, and the period where not a year."""
    amount = span(figure.low, figure.high, figure.currency, open_ended=figure.open_ended)
    return worded(figure, amount, approximate=figure.approximate)


def worded(figure: Figure, amount: str, *, approximate: bool) -> str:
    """An amount, or ends of several, in the words that a figure gives its own."""
    about = "about " if approximate else ""
    starting = {"min": "from ", "potential": "can reach "}.get(figure.statistic or "", "")
    period = "" if figure.period == "year" else f" a{'n' if figure.period == 'hour' else ''} "
    included = f" including {figure.includes}" if figure.includes else ""
    return f"{starting}{about}{amount}{period}{figure.period if period else ''}{included}"
