"""What a source says of its table: where the rows are from, and what all of them share."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from knowledge.fields import (
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
    Years,
)
from knowledge.tables.columns import SPREADSHEET_COLUMNS
from knowledge.wording import nearly, quoted


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
