"""What the reader of pay finds in tables and lists of articles, all of our own making."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from knowledge.library import Library
from knowledge.pay.reader import read_pay
from knowledge.pay.statement import Statement

Said = Mapping[str, Any]


def _values(one: Statement, said: Said) -> Said:
    return {name: getattr(one, name) for name in said}


ROLES_BY_COLUMN = """\
## What data teams paid in 2032 (base salary, USD)

| Level | Data Engineer | ML Engineer |
|---|---|---|
| Junior | 81,000 | 94,500 |
| Senior (5+ years) | 139,000 | 158,000+ |
"""
BANDS = """\
## Salary bands

| Band | Title | Min | Mid | Max |
|---|---|---|---|---|
| B2 | Data Analyst | $61,000 | $70,500 | $80,000 |
"""
HTML = """\
<h2>Median salary by city</h2>
<table>
<tr><th>City</th><th>Median salary (EUR/year)</th></tr>
<tr><td>Porto</td><td>38.400&nbsp;€</td></tr>
<tr><td>Lyon</td><td>51 200 €</td></tr>
</table>
"""
COST_OF_LIVING = """\
## Cost of living

| City | Equivalent salary | Rent |
|---|---|---|
| Oslo | $91,000 | $1,900 |
"""
SCOPE = """\
# Salaries

## Machine Learning Engineer in Porto

- Senior: €61k a year

## Perks

The team raised €4,000,000 and spends €900 a year on courses.
"""

TABLES: tuple[tuple[str, Sequence[Said]], ...] = (
    (
        ROLES_BY_COLUMN,
        (
            {"low": 81_000, "title": "Data Engineer", "level": "Junior", "component": "base"},
            {"low": 94_500, "title": "ML Engineer", "level": "Junior", "currency": "USD"},
            {"low": 139_000, "title": "Data Engineer", "level": "Senior", "years": "5+"},
            {"low": 158_000, "open_ended": True, "title": "ML Engineer", "year": 2032},
        ),
    ),
    (
        BANDS,
        (
            {
                "low": 61_000,
                "high": 80_000,
                "title": "Data Analyst",
                "level": "B2",
                "statistic": None,
            },
            {"low": 70_500, "high": 70_500, "title": "Data Analyst", "statistic": "mid"},
        ),
    ),
    (
        HTML,
        (
            {"low": 38_400, "place": "Porto", "statistic": "median", "currency": "EUR"},
            {"low": 51_200, "place": "Lyon", "statistic": "median", "period": "year"},
        ),
    ),
    (COST_OF_LIVING, ()),
    (
        SCOPE,
        (
            {
                "low": 61_000,
                "title": "Machine Learning Engineer",
                "level": "Senior",
                "place": "Porto",
            },
        ),
    ),
)


@pytest.mark.parametrize(("text", "said"), TABLES, ids=[text[:24] for text, _ in TABLES])
def test_a_table_gives_each_cell_what_its_row_its_head_and_its_headings_say(
    library: Library, text: str, said: Sequence[Said]
) -> None:
    statements = read_pay(library, text).statements
    assert [_values(one, values) for one, values in zip(statements, said, strict=True)] == list(
        said
    )


def test_a_figure_that_is_told_twice_is_one_statement(library: Library) -> None:
    text = "The median salary of data engineers is $112,300. Again: data engineers earn $112,300, the median."
    assert len(read_pay(library, text).statements) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Negotiating pay takes courage. Ask early, ask in writing, and know what others are paid.",
        "Customers pay $12,000 a year, and the company raised $30M at a valuation of $400M.",
        "You get a £1,000 annual learning budget and $3,000 per year towards professional development.",
        "The course costs $2,900, which graduates earn back soon.",
        "Assuming a $200K base salary as the baseline, the rent takes a third.",
    ],
)
def test_what_is_no_pay_is_no_statement(library: Library, text: str) -> None:
    assert read_pay(library, text).statements == ()
