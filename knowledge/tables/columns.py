"""What a column of a table may be and how its cells are read; and what a source says of its table."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, cast, get_args

from pydantic import AfterValidator, Field

from knowledge.fields import (
    COMPONENTS,
    STATISTICS,
    Component,
    Computed,
    CountedOccupation,
    Currency,
    Frozen,
    Includes,
    Line,
    PayPeriod,
    PayYear,
    Slug,
    Statistic,
    Years,
)
from knowledge.wording import nearly, quoted

Cell = str | int | float | None
"""What a cell says; None where it is empty. An amount such as "239200+" is a text: at least so much."""

REFERENCES: Mapping[str, str] = {
    "role": "roles",
    "occupation": "occupations",
    "level": "levels",
    "place": "places",
    "company": "companies",
    "company_kind": "company_kinds",
    "industry": "industries",
}
"""Columns of ids, and the kind of things that these are of."""

SUBJECTS = ("role", "occupation")
"""Whom a table may be about; each is about one of the two."""

COUNTS = ("n", "companies", "employment", "employment_rse", "wage_rse")
"""What is said of a row as a whole, whichever amount."""

_PERIODS: tuple[PayPeriod, ...] = get_args(PayPeriod)
_MEASURED: tuple[Statistic, ...] = tuple(
    one for one in STATISTICS if one not in ("range", "potential")
)


@dataclass(frozen=True, slots=True)
class Amount:
    """What a column of amounts measures; `component` is None where the table as a whole says it."""

    statistic: Statistic
    component: Component | None = None


AMOUNTS: Mapping[str, Amount] = {
    **{statistic: Amount(statistic) for statistic in _MEASURED},
    **{
        f"{component}_{statistic}": Amount(statistic, component)
        for component in COMPONENTS
        if component != "unspecified"
        for statistic in _MEASURED
    },
}
"""Columns of amounts: `median`, or `base_median` where columns are of several parts of pay."""

ENDS = ("low", "high")
"""Columns with the ends of a range, which are one figure."""

MONEY = (*AMOUNTS, *ENDS)
"""All columns with amounts of money."""

RANGES: Mapping[str, tuple[str, str]] = {
    f"{prefix}range": (f"{prefix}min", f"{prefix}max")
    for prefix in ("", *(f"{one}_" for one in COMPONENTS if one != "unspecified"))
}
"""What a column of a spreadsheet may be that has both ends in one cell, and the columns that it becomes."""

GRADE = "grade"
"""A column of a spreadsheet with a company's own grades, which become part of the title: `Data Engineer (L5)`."""

ASCENDING: tuple[Statistic, ...] = ("min", "p10", "p25", "median", "p75", "p90", "max")
"""Statistics of which none is above the next; a mean may be anywhere among them."""

MAX_CELL = 200

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,6})?")
_WHOLE = re.compile(r"[0-9]{1,10}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_NOTHING = frozenset({"-", "–", "*", "**", "#", "n/a", "na", "none", "null", "nan"})
"""What tables elsewhere put where there is no number."""


def _id(text: str) -> Cell:
    if not SLUG.fullmatch(text):
        raise ValueError(f"{quoted(text)} must be lowercase words joined by hyphens")
    return text


def _text(text: str) -> Cell:
    return text


def _currency(text: str) -> Cell:
    if not _CURRENCY.fullmatch(text):
        raise ValueError(f"{quoted(text)} is not a currency's code, such as USD")
    return text


def _one_of(options: Sequence[str], text: str) -> Cell:
    if text not in options:
        raise ValueError(f"{quoted(text)} is not one of {', '.join(options)}")
    return text


def _number(text: str, *, most: float, least: float = 0, whole: bool = False) -> int | float:
    if not (_WHOLE if whole else _NUMBER).fullmatch(text):
        if text.casefold() in _NOTHING:
            raise ValueError(f"has no number: leave the cell empty; got {quoted(text)}")
        kind = "whole number" if whole else "number"
        raise ValueError(
            f"must be a {kind} such as 132000, without commas or a currency sign; got {quoted(text)}"
        )
    number = float(text) if "." in text else int(text)
    if not least <= number <= most:
        raise ValueError(f"must be from {least:,} to {most:,}; got {text}")
    return number


def _amount(text: str) -> Cell:
    if text.endswith("+"):
        _number(text[:-1], most=1_000_000_000)
        return text
    return _number(text, most=1_000_000_000)


_years = partial(_number, most=60)
_count = partial(_number, most=1_000_000_000, whole=True)
_percent = partial(_number, most=1_000)

READERS: Mapping[str, Callable[[str], Cell]] = {
    **dict.fromkeys(REFERENCES, _id),
    "title": _text,
    "section": _text,
    "currency": _currency,
    "period": partial(_one_of, _PERIODS),
    "component": partial(_one_of, COMPONENTS),
    "year": partial(_number, least=1900, most=2200, whole=True),
    "years_min": _years,
    "years_max": _years,
    "n": _count,
    "companies": _count,
    "employment": _count,
    "employment_rse": _percent,
    "wage_rse": _percent,
    **dict.fromkeys(MONEY, _amount),
}
"""Every column that a table may have; what reads its cells raises ValueError with what is wrong."""

SPREADSHEET_COLUMNS = (
    "role", "level", GRADE, "place", "company", "industry", "years", "years_min", "years_max",
    "currency", "period", "year", "n", "employment", *AMOUNTS, *RANGES,
)  # fmt: skip
"""What a column of somebody's spreadsheet may be; `role` and the like are names there, and ids in our table."""

KEYS = tuple(name for name in READERS if name not in COUNTS and name not in MONEY)
"""The columns that tell a row from the others."""


def amount_of(cell: Cell) -> tuple[float | None, bool]:
    """An amount, and whether it is at least so much; None for an empty cell."""
    if isinstance(cell, str):
        return cast("float", _number(cell.removesuffix("+"), most=1_000_000_000)), True
    return cell, False


def _of_a_spreadsheet(column: str | None) -> str | None:
    if column is not None and column not in SPREADSHEET_COLUMNS:
        raise ValueError(f"a column can't be {quoted(column)}{nearly(column, SPREADSHEET_COLUMNS)}")
    return column


class Table(Frozen):
    """What every row of the table next to a source says, so that no column has to.

    The table is the CSV file of the source's name. One row gives a figure for each of its amounts; a
    field that differs from row to row is a column and not given here.
    """

    section: Line | None = None
    role: Slug | None = None
    occupation: CountedOccupation = None
    title: Line | None = None
    component: Component = "unspecified"
    includes: Includes = None
    currency: Currency | None = None
    period: PayPeriod | None = None
    level: Slug | None = None
    years_min: Years | None = None
    years_max: Years | None = None
    place: Slug | None = None
    company: Slug | None = None
    company_kind: Slug | None = None
    industry: Slug | None = None
    year: PayYear = None
    computed: Computed = False
    columns: Mapping[Line, Annotated[Line | None, AfterValidator(_of_a_spreadsheet)]] = Field(
        default_factory=dict[str, str | None],
        description="Where it was made from a spreadsheet: each head there and the column that it became, null if "
        "it was left out. A later spreadsheet with the same heads is read alike",
    )
