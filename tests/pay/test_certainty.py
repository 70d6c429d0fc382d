"""How sure is what articles say of pay: what a sentence, a table or a list leaves open never is. All texts are ours."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from knowledge.library import Library
from knowledge.pay.reader import read_pay

Said = Mapping[str, Any]

LABELS = """\
# Analytics engineer pay in Norland, 2031

## By seniority

**Entry** (n=2027): €41,000-€52,000

**VP** (n=35): €141,000-€182,000

## By employer

- Maple & Sons: €77,000
- Quill Works - €81,500 (total comp)

## By experience

- Under 2 years: €43,000
- 5 years or more: €88,000
"""
RUN_TOGETHER = """\
Salaries of prompt engineers

| City | Mid-Level Range | Senior Range | |---|---|---| | Porto | €40K - €52K | €60K - €75K | | Lyon | €45K - €58K | €66K - €81K |
"""
PERCENTILES = """\
## Pay of data stewards in Norland

| Market percentile | Salary |
|---|---|
| top 10% of market | CHF 127’500 |
| average salary | CHF 102’800 |
| bottom 25% of market | CHF 90’000 |
"""
YEARS = """\
## Median pay of curators

| Year | Median |
|---|---|
| 2029 | $118,000 |
| 2030 | $121,500 |
"""
FACTORS = """\
## Data steward vs. data curator

| Factor | Data Steward | Data Curator |
|---|---|---|
| Average salary | $97,000 | $84,000 |
| Job growth | 14% | 12% |
"""
RATES = """\
## Hourly rates for contractors

| Role | Leeds (£/day) |
|---|---|
| Data Steward | 475–550 |
"""
GERMAN = """\
Was Softwareentwickler verdienen

Mit drei bis sechs Jahren Berufserfahrung verdienen Softwareentwickler im Schnitt 56.100 Euro im Jahr.
Softwareentwickler mit mehr als zehn Jahren Berufserfahrung erhalten ein Jahresgehalt von durchschnittlich 67.300 Euro.
"""

ABOUT_HIRING = """\
Hiring data stewards gets hard. We are looking at what companies pay; join us.

| Role | Junior (0-3 yrs) | Senior (7-12 yrs) |
|---|---|---|
| Data Steward | €130-160K | €200-260K |
| Data Curator | €110-140K | €180-240K |
"""
HIRING_ROWS = (
    {"low": 200_000, "years": "7-12", "title": "Data Steward"},
    {"low": 110_000, "level": "Junior", "title": "Data Curator"},
    {"low": 180_000, "level": "Senior", "years": "7-12"},
)

SURE: tuple[tuple[str, Sequence[Said]], ...] = (
    (
        LABELS,
        (
            {"low": 41_000, "level": "Entry", "year": 2031},
            {"low": 141_000, "level": "VP", "title": "Analytics engineer"},
            {"low": 77_000, "company": "Maple & Sons"},
            {"low": 81_500, "company": "Quill Works", "component": "total"},
            {"low": 43_000, "years": "0-2", "level": None},
            {"low": 88_000, "years": "5+", "level": None},
        ),
    ),
    (
        RUN_TOGETHER,
        (
            {"low": 40_000, "high": 52_000, "level": "Mid-Level", "place": "Porto"},
            {"low": 60_000, "high": 75_000, "level": "Senior", "place": "Porto"},
            {"low": 45_000, "high": 58_000, "level": "Mid-Level", "place": "Lyon"},
            {"low": 66_000, "high": 81_000, "level": "Senior", "place": "Lyon"},
        ),
    ),
    (
        PERCENTILES,
        (
            {"low": 127_500, "statistic": "p90", "currency": "CHF"},
            {"low": 102_800, "statistic": "mean"},
            {"low": 90_000, "statistic": "p25"},
        ),
    ),
    (YEARS, ({"low": 118_000, "year": 2029}, {"low": 121_500, "year": 2030})),
    (
        FACTORS,
        (
            {"low": 97_000, "title": "Data Steward", "statistic": "mean"},
            {"low": 84_000, "title": "Data Curator"},
        ),
    ),
    (RATES, ({"low": 475, "high": 550, "currency": "GBP", "period": "day", "place": "Leeds"},)),
    (
        GERMAN,
        (
            {"low": 56_100, "years": "3-6", "title": "Softwareentwickler", "period": "year"},
            {"low": 67_300, "years": "10+", "statistic": "mean", "period": "year"},
        ),
    ),
    (
        "Data stewards earn £36,014 ($45,097 USD) a year in Leeds and AU$87,776 ($66,499 USD) in Sydney.",
        (
            {"low": 36_014, "currency": "GBP", "place": "Leeds"},
            {"low": 87_776, "currency": "AUD", "place": "Sydney"},
        ),
    ),
    (
        "In the United States, data stewards earn a median pay of $92,900 a year, while the mean is C$73,400 in Canada.",
        (
            {"low": 92_900, "currency": "USD", "statistic": "median", "place": "United States"},
            {"low": 73_400, "currency": "CAD", "statistic": "mean", "place": "Canada"},
        ),
    ),
    (
        "A data steward's salary in India runs from ₹8 lakh to ₹25 lakh per annum, with an average of ₹14.5 lakh.",
        (
            {"low": 800_000, "high": 2_500_000, "statistic": None},
            {"low": 1_450_000, "statistic": "mean", "period": "year"},
        ),
    ),
    (
        "Principal engineers: £110k–£135k; staff: £95k–£112k.",
        (
            {"low": 110_000, "title": "Principal engineers", "level": "Principal"},
            {"low": 95_000, "title": "engineers", "level": "staff"},
        ),
    ),
    (
        "Median salary of data curators dropped from INR 14.4 Lakhs in 2030 to INR 13.4 Lakhs in 2031.",
        (
            {"low": 1_440_000, "high": 1_440_000, "year": 2030, "statistic": "median"},
            {"low": 1_340_000, "high": 1_340_000, "year": 2031, "statistic": "median"},
        ),
    ),
    (
        "At Quillstone, data stewards earn salaries in the region of $81,000 a year.",
        ({"low": 81_000, "approximate": True, "company": "Quillstone"},),
    ),
    (
        "In Nevada, the average for a data steward is $101,900 a year, 6% above the national average.",
        ({"low": 101_900, "statistic": "mean", "place": "Nevada"},),
    ),
    (
        "According to LinkedIn, the median annual salary of data stewards reached $96,900 in Q1 2031.",
        ({"low": 96_900, "statistic": "median", "company": None, "year": 2031},),
    ),
    (
        ABOUT_HIRING,
        ({"low": 130_000, "high": 160_000, "level": "Junior", "whose": None}, *HIRING_ROWS),
    ),
    ("The median salary of data stewards is ₦175, 000.", ({"low": 175_000, "currency": "NGN"},)),
)


@pytest.mark.parametrize(("text", "said"), SURE, ids=[text[:30] for text, _ in SURE])
def test_what_a_text_says_plainly_is_sure(
    library: Library, text: str, said: Sequence[Said]
) -> None:
    statements = [one for one in read_pay(library, text).statements if one.kind == "pay"]
    assert [
        {name: getattr(one, name) for name in values}
        for one, values in zip(statements, said, strict=True)
    ] == list(said)
    assert all(one.sure for one in statements)


ABOVE_A_TABLE = """\
# How much do data people make?

Levels say that Vexa Corp pays senior data stewards €310K in total compensation, on average.

| Role | Base |
|---|---|
| Data Curator | €51K |
"""


def test_a_paragraph_above_a_table_says_nothing_of_it(library: Library) -> None:
    of_the_table = read_pay(library, ABOVE_A_TABLE).statements[-1]
    assert (of_the_table.low, of_the_table.title) == (51_000, "Data Curator")
    assert (of_the_table.level, of_the_table.statistic, of_the_table.component) == (
        None, None, "base",
    )  # fmt: skip


DOUBTFUL = {
    "two columns that nothing tells apart": (
        "## Pay of data stewards\n\n| Level | B2B | Employment |\n|---|---|---|\n"
        "| Junior | €39,000 | €35,000 |\n"
    ),
    "a word for a place that was named before": (
        "Data stewards like Porto. Here data stewards earn €43,925 a year."
    ),
    "a place that isn't known": "Data stewards in Vexahausen earn €43,925 a year.",
    "a year that is no year of the figure": (
        "The median salary of data stewards is €54,400, the highest since our survey began in 2015."
    ),
    "a share of the people": (
        "Only 39% of data stewards earn below €41,000 a year, our survey of their salaries shows."
    ),
    "an average that is a range": (
        "The average salary of a data steward ranges from €41,000 to €52,000 a year."
    ),
    "a part that one of two sums has": (
        "Data stewards at Vexa get a base of €150K and shares, or €500K a year for curators."
    ),
    "one of two titles": (
        "# Data steward vs data curator salaries\n\nSalaries average €81,000 a year in Porto.\n"
    ),
    "a sum in advice": (
        "# Data steward salaries\n\n## Negotiation example\n\nData stewards may land at €86,000 a year.\n"
    ),
    "a sum told once more": (
        "Data stewards earn €48,000 a year on average. That is €4,000 a month for a data steward."
    ),
    "the place of employers": "Data stewards working for US firms earn $2,500 a month.",
    "a figure that was told before": (
        "Data stewards earn $88,000 a year on average. In Boston, that figure is $101,000 for data stewards."
    ),
    "a column whose head isn't understood": (
        "## Pay of data stewards\n\n| City | Vexa |\n|---|---|\n| Porto | €39,000 |\n"
    ),
    "a sum in a table that may be a month's": (
        "## Pay of data stewards\n\n| City | Salary |\n|---|---|\n| Porto | €3,900 |\n"
    ),
    "an unknown industry": (
        "In der Vexabranche liegt das Gehalt von Softwareentwicklern bei 57.600 Euro im Jahr."
    ),
}


@pytest.mark.parametrize("text", DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_a_text_leaves_open_is_not_sure(library: Library, text: str) -> None:
    statements = [one for one in read_pay(library, text).statements if one.kind == "pay"]
    assert statements
    assert not statements[-1].sure


@pytest.mark.parametrize(
    "text",
    [
        "Softwareentwickler mit Personalverantwortung verdienen 6.280 Euro mehr im Jahr.",
        "A €60,000 salary in Porto has more purchasing power than €80,000 in Paris.",
        "## Salary boosts\n\n| Skill | Salary boost |\n|---|---|\n| Juggling | +$12,000 |\n",
        "Staff get an extra £6,000.",
    ],
)
def test_a_difference_is_nobodys_pay(library: Library, text: str) -> None:
    assert [one for one in read_pay(library, text).statements if one.kind == "pay"] == []


MARKET: Sequence[tuple[str, Said]] = (
    ("Norland's firms listed 8,672 data steward vacancies.", {"low": 8_672, "high": 8_672}),
    ("The field will create 97 million new jobs by 2033.", {"low": 97_000_000, "unit": "jobs"}),
    ("Makers reported a net loss of 7,256 positions.", {"low": -7_256, "high": -7_256}),
    ("They made over 90,000 jobs.", {"low": 90_000, "high": None, "open_ended": True}),
)


@pytest.mark.parametrize(("text", "said"), MARKET)
def test_jobs_that_a_sentence_counts_are_of_the_market(
    library: Library, text: str, said: Said
) -> None:
    (one,) = read_pay(library, text).statements
    assert one.kind == "market"
    assert {name: getattr(one, name) for name in said} == said
    assert not one.sure


def test_the_number_of_jobs_that_a_text_looked_at_is_no_market(library: Library) -> None:
    text = "Based on 745 job postings, pay differs a lot."
    assert read_pay(library, text).statements == ()


HIRING_NEWS = """\
Tech hiring picks up as pay soars

Companies are hiring again. Salaries for data stewards in Austin now average $171,000, said Dana Poe of a recruiting firm.
Join us next week for part two.
"""
BANDS_OF_A_CAREER = """\
# Is a career in stewardship worth it?

## What does a data steward do?

Responsibilities include curating. Requirements vary, but most employers want 3+ years of experience.

## Salary

Entry-level: $85,000
Mid-career: $115,000
Senior: $150,000+
"""


def test_news_about_hiring_are_no_post(library: Library) -> None:
    (one,) = read_pay(library, HIRING_NEWS).statements
    assert (one.title, one.place, one.statistic) == ("data stewards", "Austin", "mean")
    assert (one.whose, one.company) == (None, None)


def test_pay_of_several_levels_is_no_posts_pay(library: Library) -> None:
    statements = read_pay(library, BANDS_OF_A_CAREER).statements
    assert [(one.level, one.whose) for one in statements] == [
        ("Entry-level", None), ("Mid-career", None), ("Senior", None),
    ]  # fmt: skip


@pytest.mark.parametrize("joined", ["senior or staff", "senior/principal", "junior and senior"])
def test_levels_that_share_a_sum_are_none_for_sure(library: Library, joined: str) -> None:
    text = f"The {joined} data engineer earns $180,000 a year on average."
    told = [read_pay(library, one).statements[0] for one in (text, text.replace(joined, "senior"))]
    assert [(one.sure, one.doubts) for one in told] == [(False, ("level",)), (True, ())]
