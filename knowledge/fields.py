"""The fields of the knowledge: what one value of it may be, and how it is written in a file."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, TypeVar, cast, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

Statistic = Literal[
    "range", "mean", "median", "p10", "p25", "p75", "p90", "min", "max", "potential"
]
"""What a figure measures; `pNN` are percentiles.

A `potential` is what pay "can reach": neither a floor nor a top, and no offer is held against it.
"""

Component = Literal["base", "additional", "bonus", "equity", "total", "unspecified"]
"""Which part of pay a figure speaks of; `unspecified` where the source does not say."""

PayPeriod = Literal["year", "month", "week", "day", "hour"]
"""The time one amount pays for (schema.org `unitText`)."""

SourceKind = Literal[
    "article", "survey", "official-statistics", "job-ads", "classification", "feeds"
]  # fmt: skip
"""A `classification` of occupations says which titles an authority lists under which of them; `feeds` are
measured by Rolecall."""

Section = Literal[
    "overview",
    "responsibilities",
    "skills",
    "soft_skills",
    "education",
    "experience",
    "certifications",
    "career_path",
    "market_demand",
    "industries",
    "salary",
    "negotiation",
    "trends",
    "best_practices",
    "challenges",
    "differences",
    "appeal",
    "learning_resources",
]
"""The sections of a role file, in the order in which a card lists them."""

AskedSection = Section | Literal["tasks"]
"""What can be asked of a role; its file says nothing of `tasks`, which are those of its occupations."""

SECTIONS: tuple[Section, ...] = get_args(Section)
COMPONENTS: tuple[Component, ...] = get_args(Component)
STATISTICS: tuple[Statistic, ...] = get_args(Statistic)

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""An identifier in lower case with hyphens, as in a file's name."""

Line = Annotated[str, StringConstraints(pattern=r"^\S([^\r\n]*\S)?$", max_length=200)]
"""One line of text without white space at its ends."""

Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=900)]

Amount = Annotated[int | float, Field(ge=0, le=1_000_000_000, allow_inf_nan=False)]
"""Money in whole units of the currency, never in thousands."""

Number = Annotated[int | float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
Years = Annotated[int | float, Field(ge=0, le=60, allow_inf_nan=False)]
Year = Annotated[int, Field(ge=1900, le=2200)]


Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""An ISO 4217 code, for example USD."""

OnetSoc = Annotated[str, StringConstraints(pattern=r"^\d\d-\d{4}\.\d\d$")]
"""A code of O*NET-SOC 2019: six digits of SOC 2018, and two that tell its parts apart."""

Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=3000)]

Count = Annotated[int, Field(ge=0, le=1_000_000_000)]

Percent = Annotated[int | float, Field(ge=0, le=1_000, allow_inf_nan=False)]


def _as_tuple(value: object) -> object:
    # Strict validation wants a tuple where YAML and JSON can only give a list.
    return tuple(cast("list[object]", value)) if isinstance(value, list) else value


def _one_as_tuple(value: object) -> object:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else _as_tuple(value)


def _as_written(values: tuple[object, ...]) -> object:
    return values[0] if len(values) == 1 else list(values)


def _as_day(value: object) -> object:
    # Strict validation wants a date where YAML and JSON can only give a text; `fromisoformat`
    # alone would take 20261121 and 2026-W47-6 too.
    if isinstance(value, date) or value is None:
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return date.fromisoformat(value)
    except ValueError:
        pass  # a month or a day that no calendar has
    raise PydanticCustomError("day_form", "must be a day such as 2026-11-21")


Day = Annotated[date, BeforeValidator(_as_day)]
"""A day of the calendar, written as year-month-day."""

Member = Annotated[str, StringConstraints(pattern=r"^[UW][A-Z0-9]+$", max_length=40)]
"""A person's id in Slack."""

Months = Annotated[int, Field(ge=1, le=120)]

Owner = Annotated[Member | None, Field(description="Slack id of its owner, for example U0MAYA")]
"""Who keeps a role or a source true; null: nobody yet."""

Verified = Annotated[Day | None, Field(description="The day it was last checked")]
"""Null: never, or not since its owner changed."""

VerifyEvery = Annotated[Months, Field(description="Months until it is due to be verified again")]

Forms = tuple[str, ...]
"""The words of a name or a text, in the form in which they are compared."""

T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_as_tuple)]
"""A frozen sequence, written as a list."""

OneOrMany = Annotated[
    tuple[T, ...],
    BeforeValidator(_one_as_tuple, json_schema_input_type=T | list[T] | None),
    PlainSerializer(_as_written),
]
"""The same, which may be written as its only value, or as null for none."""


class Frozen(BaseModel):
    """A value that never changes: no coercion, no unknown keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


CountedOccupation = Annotated[
    Slug | None, Field(description="The occupation that it is about, in place of roles")
]

Includes = Annotated[
    Line | None, Field(description='What the source says the amount includes, such as "benefits"')
]

OpenEnded = Annotated[
    bool, Field(description='True for "+", "starts at" and "at least": the top is open')
]

Quote = Annotated[
    Annotated[str, StringConstraints(pattern=r"^\S([^\r\n]*\S)?$", max_length=500)] | None,
    Field(
        description="The source's own words that state it, on one line; exports leave them out unless asked"
    ),
]

StatedYear = Annotated[
    Year | None, Field(description="The year that its section states; null: undated")
]

PayYear = Annotated[Year | None, Field(description="The year of the pay, as the source states it")]

SampleSize = Annotated[Count | None, Field(description="How many answers or rows it is made from")]

Companies = Annotated[
    Count | None, Field(description="Of job ads: how many companies' ads it is made from")
]

Jobs = Annotated[
    Count | None,
    Field(description="How many people hold such a job where it is of, as the source says"),
]

JobsError = Annotated[
    Percent | None, Field(description="Relative standard error of `employment`, in percent")
]

WageError = Annotated[
    Percent | None, Field(description="Relative standard error of the mean wage, in percent")
]

Computed = Annotated[
    bool, Field(description="True for what was computed for this file, from `n` rows of the source")
]


class Listing(Frozen):
    """An occupation under which an authority lists a role's title; its pay is not the role's."""

    occupation: Slug
    code: OnetSoc = Field(
        description="The O*NET-SOC code that has the title; behind the dot not 00 for a part of the occupation"
    )
    source: Slug = Field(description="The source in which the authority lists it")


Listings = Annotated[
    Many[Listing],
    Field(
        description="Occupations under which an authority lists its title, the most fitting first"
    ),
]

OnetSocOfRole = Annotated[
    OnetSoc | None, Field(description="O*NET-SOC 2019 code, for example 15-2051.00")
]

Esco = Annotated[
    Annotated[str, StringConstraints(pattern=r"^\d{4}(\.\d+)*$")] | None,
    Field(description="ESCO occupation code, for example 2511.3"),
]

Label = Annotated[
    Line,
    StringConstraints(max_length=28),
    Field(description="A short name for a table on a phone"),
]

Release = Annotated[
    Line | None,
    Field(description="Which edition it is, for example May 2025, published 2026-05-15"),
]

License = Annotated[
    Line | None, Field(description="The license that it is used under, for example CC BY 4.0")
]

Attribution = Annotated[
    Prose | None, Field(description="The words with which its license asks to be named")
]


class Bullet(Frozen):
    """One line about a role, with every source that supports it."""

    text: Line
    sources: Many[Slug] = Field(min_length=1)
    group: Line | None = Field(default=None, description="A heading that adjacent bullets share")
    versus: Slug | None = Field(
        default=None, description="Differences only: the role that the line tells this one from"
    )


class RoleSections(Frozen):
    """What is written about a role, section by section; see `Section` for the names."""

    overview: Many[Bullet] = ()
    responsibilities: Many[Bullet] = ()
    skills: Many[Bullet] = ()
    soft_skills: Many[Bullet] = ()
    education: Many[Bullet] = ()
    experience: Many[Bullet] = ()
    certifications: Many[Bullet] = ()
    career_path: Many[Bullet] = ()
    market_demand: Many[Bullet] = ()
    industries: Many[Bullet] = ()
    salary: Many[Bullet] = ()
    negotiation: Many[Bullet] = ()
    trends: Many[Bullet] = ()
    best_practices: Many[Bullet] = ()
    challenges: Many[Bullet] = ()
    differences: Many[Bullet] = ()
    appeal: Many[Bullet] = ()
    learning_resources: Many[Bullet] = ()

    def of(self, section: Section) -> tuple[Bullet, ...]:
        """The bullets of one section, empty where nothing is written."""
        return getattr(self, section)


LEAST_COMPUTED = 20
"""Rows from which an amount may be computed at least: fewer say too little of others."""

LEAST_ADS, LEAST_COMPANIES = 5, 3
"""The same of job ads, where it is known of how many companies they are."""


def too_few(n: float | None, companies: float | None = None) -> str | None:
    """Why an amount must not be computed from so many rows; None where there are enough."""
    if companies is None:
        enough = (n or 0) >= LEAST_COMPUTED
        return None if enough else f"what is computed needs `n`, and {LEAST_COMPUTED} at least"
    if (n or 0) >= LEAST_ADS and companies >= LEAST_COMPANIES:
        return None
    return f"what is computed from job ads needs {LEAST_ADS} ads (`n`) of {LEAST_COMPANIES} companies at least"


NO_AMOUNT = "a figure needs low, high or both"
NOT_ABOUT_ONE = "a figure needs `roles` or an `occupation`, and has no use for both"


def ends_in_reverse(
    low: float | None, high: float | None, years_min: float | None, years_max: float | None
) -> Iterator[str]:
    """The pairs of which the lower end is above the upper one, in words."""
    if low is not None and high is not None and low > high:
        yield f"low ({low}) is above high ({high})"
    if years_min is not None and years_max is not None and years_min > years_max:
        yield f"years_min ({years_min}) is above years_max ({years_max})"


SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "INR": "₹", "JPY": "¥"}


def money(amount: float, currency: str) -> str:
    """An amount with its currency: `$157,969`, `CHF 120,000`, `$52.50`."""
    number = f"{amount:,.0f}" if float(amount).is_integer() else f"{amount:,.2f}"
    symbol = SYMBOLS.get(currency)
    return f"{symbol}{number}" if symbol else f"{currency} {number}"


def span(low: float | None, high: float | None, currency: str, *, open_ended: bool = False) -> str:
    """Two ends in words: `$144,000–$180,000`, `$172,654+`, `up to $250,000`, `$96,000`."""
    plus = "+" if open_ended else ""
    match low, high:
        case None, None:
            raise ValueError("a span needs at least one end")
        case None, top:
            return f"up to {money(top, currency)}{plus}"
        case bottom, None:
            return f"{money(bottom, currency)}+"
        case bottom, top if bottom == top:
            return f"{money(bottom, currency)}{plus}"
        case bottom, top:
            return f"{money(bottom, currency)}–{money(top, currency)}{plus}"
