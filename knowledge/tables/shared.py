"""What a source says of its table: where the rows are from, and what all of them share."""

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
