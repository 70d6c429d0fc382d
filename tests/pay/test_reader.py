"""What texts of any kind state of pay: the amounts, what they are about, and where they stand."""

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.library import Library
from knowledge.pay.reader import read_pay
from knowledge.pay.statement import Statement
from knowledge.pay.structure import MOST_CHARACTERS

Fields = dict[str, object]

ARTICLES: dict[str, list[Fields]] = {
    "Our typical offer climbed from about $71,000 in 2031 to $88,500 a year later.": [
        {"low": 71_000, "high": 71_000, "approximate": True, "year": 2031, "period": None},
        {"low": 88_500, "high": 88_500, "approximate": False, "year": 2032, "period": None},
    ],
    "# Pay at Brightfen Labs\n\n| Grade | Fixed pay | Shares over four years | All in |\n|---|---|---|---|\n"
    "| G4 | €62–74k | €40k | €75–88k |\n": [
        {"low": 62_000, "high": 74_000, "component": "base", "level": "G4", "currency": "EUR"},
        {"low": 40_000, "component": "equity", "over_years": 4, "level": "G4", "currency": "EUR"},
        {"low": 75_000, "high": 88_000, "component": "total", "company": "Brightfen Labs"},
    ],
    "A flat in Lisbon eats €1,400 a month, and €50k there feels like €71k in Zürich.": [],
    "Field averages: statistics $83,200 (survey analyst) to $119,400 (model auditor).": [
        {"low": 83_200, "high": 83_200, "statistic": "mean", "title": "survey analyst"},
        {"low": 119_400, "high": 119_400, "statistic": "mean", "title": "model auditor"},
    ],
    "Júnior: R$3,5-5k. Pleno: R$6.200 a R$9.000.": [
        {"low": 3_500, "high": 5_000, "currency": "BRL", "level": "Júnior", "period": None},
        {"low": 6_200, "high": 9_000, "currency": "BRL", "level": "Pleno", "period": None},
    ],
    "Freshers see ₹3,50,000–₹5,25,000 a year; leads clear 31 lakh.": [
        {"low": 350_000, "high": 525_000, "currency": "INR", "period": "year"},
        {"low": 3_100_000, "high": None, "currency": "INR", "open_ended": True},
    ],
    "Quito and Lima analysts average $21,300 and $18,900 respectively; neither tops $30,000.": [
        {"low": 21_300, "statistic": "mean", "place": "Quito"},
        {"low": 18_900, "statistic": "mean", "place": "Lima"},
    ],
    "Ask for it: 'I have another offer at $140K, could you do $150K plus a $20K sign-on?'"
    " Courses cost $2,900.": [],
    "Table 2 puts the tuning engineer's median at £68,400. It rained.\n\n"
    "With a median of £70k, tuning engineers lead.": [
        {"low": 68_400, "statistic": "median", "currency": "GBP", "sure": False},
        {"low": 70_000, "statistic": "median", "currency": "GBP", "sure": False},
    ],
    "Candidates on our board want €77.500 on average; vacancies rose 12 %, and one ad even says"
    " €4100,00.": [
        {"low": 77_500, "currency": "EUR", "statistic": "mean", "whose": "expected"},
        {"low": 12, "kind": "market", "statistic": "growth", "unit": "%"},
        {"low": 4_100, "sure": False},
    ],
}
"""Articles with what is to be read of them, in their order."""

ODDITIES: dict[str, list[Fields]] = {
    "The median salary of a data engineer is \\$115 k a year.": [
        {"low": 115_000, "currency": "USD", "statistic": "median", "period": "year"}
    ],
    "The average salary of a data engineer is 48 500 € a year.": [
        {"low": 48_500, "currency": "EUR", "statistic": "mean"}
    ],
    "A data engineer's salary is 45-55 k€ a year.": [
        {"low": 45_000, "high": 55_000, "currency": "EUR"}
    ],
    "<table><tr><th>City</th><th>Median salary</th></tr><tr><td>Lyon</td><td>€48,000</td></tr>"
    "<tr><td>Paris</td><td>€56,000</td></tr></table>": [
        {"low": 48_000, "place": "Lyon", "statistic": "median"},
        {"low": 56_000, "place": "Paris", "statistic": "median"},
    ],
    "# Salaries\n\n| Role | Junior | Senior |\n|---|---|---|\n| Data Engineer | $80k | $140k |\n": [
        {"low": 80_000, "title": "Data Engineer", "level": "Junior"},
        {"low": 140_000, "title": "Data Engineer", "level": "Senior"},
    ],
    "# Salaries\n\n## Berlin\n\n- Data engineer: €70k a year\n\n## Madrid\n\n- Data engineer: €45k a year\n": [
        {"low": 70_000, "place": "Berlin", "section": "Berlin"},
        {"low": 45_000, "place": "Madrid", "section": "Madrid"},
    ],
    "The average data engineer salary is $120,000 a year. Again: the average data engineer salary"
    " is $120,000 a year.": [{"low": 120_000, "statistic": "mean"}],
    "# Data science salaries\n\nThe median salary is €61,000 a year.\n\n"
    "A data scientist in Porto has a salary of €38,000 a year.\n": [
        {"low": 61_000, "title": "data scientist", "doubts": ("title",)},
        {"low": 38_000, "title": "data scientist", "sure": True},
    ],
    "# How to talk about pay\n\nAsk early, and in writing. Say what the work is worth to you.": [],
}
"""Odd ways of writing, each of which stands in real texts."""

PERIODS: dict[str, str | None] = {
    "Machine learning engineers earn $152,000 a year.": "year",
    "Machine learning engineers make $152,000 a year, over four days a week.": "year",
    "Data engineers are paid a monthly salary of €4,500, and meet once a week.": "month",
    "We pay data analysts £400 a day, 4 days/week.": "day",
    "$120,000 base, remote two days a week": None,
    "The base salary is $95,000, on call one week a month.": None,
    "Senior data scientists earn £85,000, working 40 hours a week.": None,
    "The salary of a data analyst is $95,000, paid twice a month.": None,
    "Data analysts have a base salary of $95,000, paid bi-weekly.": None,
    "A data engineer's salary is €4,500, with 25 days' holiday a year.": None,
    "Salary: €70,000, weekly yoga, monthly socials.": None,
}
"""What amounts pay for, next to periods in which something else is counted or takes place."""

OTHER_MONEY = [
    "We raised $12M and serve 300 customers.",
    "Customers pay $12,000 a year.",
    "£1,000 annual L&D budget.",
    "$3,000 per year towards professional development.",
    "The course costs $2,900 and saves $40k.",
]


def fields_of(statement: Statement, wanted: Fields) -> Fields:
    """The same fields of a statement as are wanted."""
    return {name: getattr(statement, name) for name in wanted}


@pytest.mark.parametrize("text", [*ARTICLES, *ODDITIES])
def test_each_statement_is_read_with_what_it_is_about(library: Library, text: str) -> None:
    wanted = {**ARTICLES, **ODDITIES}[text]
    found = read_pay(library, text).statements
    assert [fields_of(one, fields) for one, fields in zip(found, wanted, strict=False)] == wanted
    assert len(found) == len(wanted)


@pytest.mark.parametrize("text", PERIODS)
def test_a_period_is_of_the_pay_and_of_nothing_else(library: Library, text: str) -> None:
    assert [one.period for one in read_pay(library, text).statements] == [PERIODS[text]]


@pytest.mark.parametrize("text", OTHER_MONEY)
def test_other_money_is_no_pay(library: Library, text: str) -> None:
    read = read_pay(library, text)
    assert not read.statements
    assert read.other_money


def assert_places(text: str, statements: tuple[Statement, ...]) -> None:
    """Each statement stands within its quote's words, in the text's order."""
    assert [one.start for one in statements] == sorted(one.start for one in statements)
    for one in statements:
        assert 0 <= one.start < one.end <= len(text)
        assert any(map(str.isdigit, text[one.start : one.end]))
        assert one.quote
        assert one.low is not None or one.high is not None


MARKS = [
    "$120k", "€62–74k", "1,20,000", "12 LPA", "median", "salary", "a year", "\n", "\n- ", "| ", "|---|", "# ",
    "data engineer", "Berlin", "(", ")", ": ", ". ", "'", "<td>", "<table>", "</table>", "12 %", "2031", "+", "ﷺ",
]  # fmt: skip
"""What texts are made of: amounts, words that speak of them, and marks of structure."""


@given(text=st.lists(st.sampled_from(MARKS) | st.text(max_size=3), max_size=60).map(" ".join))
def test_places_are_the_amounts(library: Library, text: str) -> None:
    assert_places(text, read_pay(library, text).statements)


def test_what_is_too_long_is_read_up_to_its_bound(library: Library) -> None:
    said = "The median data engineer salary is $120,000 a year. "
    text = said + "x" * MOST_CHARACTERS + said.replace("120", "130")
    read = read_pay(library, text)
    assert [one.low for one in read.statements] == [120_000]
    assert read.is_cut
    assert not read_pay(library, said).is_cut


POSTING = """Apply now.

```json
{
 "@context": "https://schema.org", "@type": "JobPosting", "title": "Data Engineer",
 "hiringOrganization": {"@type": "Organization", "name": "Kestrel"},
 "jobLocation": {"@type": "Place", "address": {"addressLocality": "Lyon", "addressCountry": "FR"}},
 "baseSalary": {"@type": "MonetaryAmount", "currency": "EUR",
  "value": {"@type": "QuantitativeValue", "minValue": 52000, "maxValue": 61000, "unitText": "YEAR"}},
 "description": "<p>Pay: 52,000 to 61,000 euros. We raised $40M.</p>"
}
```
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            POSTING,
            {
                "low": 52_000, "high": 61_000, "currency": "EUR", "period": "year", "title": "Data Engineer",
                "company": "Kestrel", "place": "Lyon, FR", "whose": "advertised", "component": "base", "sure": True,
            },
        ),
        (
            ('<script type="application/ld+json">[{"@type": ["JobPosting"], "title": "ML Engineer",'
            ' "baseSalary": {"currency": "USD", "value": {"value": "75.50", "unitText": "HOUR"}}}]</script>'),
            {"low": 75.5, "high": 75.5, "period": "hour", "title": "ML Engineer", "place": None},
        ),
        (
            ('{"@graph": [{"@type": "WebSite"}, {"@type": "JobPosting", "title": "Data Analyst",'
            ' "jobLocationType": "TELECOMMUTE", "baseSalary": {"value": {"minValue": 40000}}}]}'),
            {"low": 40_000, "high": None, "place": "Remote", "doubts": ("currency", "period")},
        ),
    ],
)  # fmt: skip
def test_a_posting_for_machines_is_read_by_its_fields(
    library: Library, text: str, wanted: Fields
) -> None:
    (one,) = read_pay(library, text).statements
    assert fields_of(one, wanted) == wanted
    assert str(wanted["low"]).rstrip("0") in text[one.start : one.end]


def test_a_posting_without_pay_in_its_fields_is_read_as_words(library: Library) -> None:
    text = '{"@type": "JobPosting", "title": "Data Engineer", "description": "The salary is $90,000 a year."}'
    assert [one.low for one in read_pay(library, text).statements] == [90_000]


SIZED = [
    "The median data engineer salary is $120,000 a year in Berlin. ",
    "| Data engineer | €70k | Berlin |\n",
    "\n",
    "| ",
    "12 ",
    "<table><tr>",
    "<script>",
    "$5k ",
    '{"@type": "JobPosting", ',
    '{"@type": "JobPosting"} ',
]


@pytest.mark.parametrize("piece", SIZED)
def test_work_grows_with_the_text(library: Library, piece: str) -> None:
    read_pay(library, piece)
    few, many = (calls(library, piece * (size // len(piece))) for size in (2_000, 20_000))
    assert many < 15 * few


def calls(library: Library, text: str) -> int:
    """How many functions are called to read a text."""
    count = 0

    def profile(_frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        read_pay(library, text)
    finally:
        sys.setprofile(before)
    return count
