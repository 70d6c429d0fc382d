"""What official tables say of the occupations that list a role's title."""

import random

import pytest

from bot.settings import CONTENT
from knowledge.library import Library
from knowledge.official import (
    Measured,
    OccupationPay,
    error_in_words,
    is_residual,
    listed_occupations,
    occupation_by_place,
    occupation_pay,
    official_figures,
)
from tests.knowledge.small_tables import (
    ANSWERS,
    JOBS_YAML,
    SURVEY,
    SURVEY_CSV,
    SURVEY_YAML,
    TEXTS,
    library_of,
)


@pytest.fixture(scope="module")
def small() -> Library:
    return library_of(TEXTS)


def names(pays: tuple[OccupationPay, ...]) -> list[tuple[str, str | None]]:
    return [(pay.occupation.name, pay.place) for pay in pays]


def test_a_row_is_one_thing_with_all_that_it_says(small: Library) -> None:
    pay, _ = official_figures(small, "analyst", ["austin"])
    assert (pay.source.label, pay.occupation.code, pay.year) == ("Jobs and wages", "15-2051", 2025)
    assert (pay.currency, pay.period, pay.component) == ("USD", "year", "base")
    assert pay.amounts == {
        "mean": Measured(128_470),
        "p10": Measured(62_410),
        "p25": Measured(85_780),
        "median": Measured(127_360),
        "p75": Measured(161_560),
        "p90": Measured(239_200, at_least=True),
    }
    assert (pay.employment, pay.employment_rse, pay.wage_rse) == (3_730, 11.5, 5.1)


def test_the_most_fitting_occupation_comes_first_and_the_residual_one_never(small: Library) -> None:
    assert names(official_figures(small, "analyst", ["austin", "texas", "austin"])) == [
        ("Data Scientists", "austin"),
        ("Data Scientists", "texas"),
        ("Statisticians", "austin"),
    ]
    listed = [occupation for _, occupation in listed_occupations(small, "analyst")]
    assert [is_residual(one) for one in listed] == [False, True, False]


def test_a_title_of_a_part_of_an_occupation_says_that_all_of_it_is_counted(small: Library) -> None:
    whole = {
        pay.occupation.name: pay.counts_whole_occupation
        for pay in official_figures(small, "analyst", ["austin"])
    }
    assert whole == {"Data Scientists": True, "Statisticians": False}


def test_errors_are_told_where_they_are_large(small: Library) -> None:
    texas, austin = official_figures(small, "analyst", ["texas", "austin"])[:2]
    assert (texas.notable_wage_rse, texas.notable_employment_rse) == (None, None)
    assert (austin.notable_wage_rse, austin.notable_employment_rse) == (5.1, 11.5)
    assert error_in_words(austin.notable_wage_rse) == "relative standard error 5.1%"
    assert error_in_words(texas.notable_wage_rse) == ""


def test_what_is_not_released_is_not_there(small: Library) -> None:
    (boise,) = occupation_pay(small, "data-scientists", "boise")
    assert (boise.amounts, boise.employment, boise.wage_rse) == ({}, 310, None)
    assert occupation_pay(small, "data-scientists", "guam") == ()
    assert occupation_pay(small, "nobody", "texas") == ()


def test_an_industry_is_asked_for_and_never_mixed_in(small: Library) -> None:
    (nation,) = occupation_pay(small, "data-scientists", "united-states")
    (finance,) = occupation_pay(small, "data-scientists", "united-states", "naics-52")
    assert (nation.industry, nation.employment) == (None, 262_440)
    assert (finance.industry, finance.employment) == ("naics-52", 51_540)
    places = [pay.place for pay in occupation_by_place(small, "data-scientists")]
    assert places == ["united-states", "texas", "austin", "boise"]


def test_only_official_statistics_are_official() -> None:
    yaml = TEXTS[JOBS_YAML].replace("official-statistics", "survey")
    library = library_of({**TEXTS, JOBS_YAML: yaml, SURVEY_YAML: SURVEY, SURVEY_CSV: ANSWERS})
    assert official_figures(library, "analyst", ["texas"]) == ()


OEWS = CONTENT / "sources" / "bls-oews-2025.csv"
DRAWN = 500
AMOUNTS = ("mean", "p10", "p25", "median", "p75", "p90")
COUNTS = ("employment", "employment_rse", "wage_rse")


def told(pay: OccupationPay, column: str) -> float | None:
    """What a row says in one of its columns."""
    counted = {
        "employment": pay.employment,
        "employment_rse": pay.employment_rse,
        "wage_rse": pay.wage_rse,
    }
    amounts: dict[str, float] = {name: told.amount for name, told in pay.amounts.items()}
    return counted[column] if column in counted else amounts.get(column)


def test_cells_of_the_table_are_what_is_told(library: Library) -> None:
    """Read here as plain text, and drawn with a fixed seed."""
    rows = [line.split(",") for line in OEWS.read_text(encoding="utf-8").splitlines()]
    columns, rows = rows[0], rows[1:]
    draw = random.Random(2025)
    for _ in range(DRAWN):
        row = dict(zip(columns, draw.choice(rows), strict=True))
        column = draw.choice((*AMOUNTS, *COUNTS))
        (pay,) = occupation_pay(library, row["occupation"], row["place"], row["industry"] or None)
        expected = float(row[column]) if row[column] else None
        assert told(pay, column) == expected, (row, column)
        assert (pay.source.id, pay.year, pay.currency, pay.period) == (
            "bls-oews-2025",
            2025,
            "USD",
            "year",
        )


def test_every_role_is_told_of_the_occupations_that_list_it(library: Library) -> None:
    """And of those alone: machine learning engineers are listed under all other computer occupations, too."""
    named = {
        role: list(
            dict.fromkeys(
                pay.occupation.code for pay in official_figures(library, role, ["austin", "texas"])
            )
        )
        for role in library.roles
    }
    assert {role: codes for role, codes in named.items() if codes} == {
        "ai-engineer": ["15-1221"],
        "ai-research-scientist": ["15-1221"],
        "applied-scientist": ["15-2051", "15-1221", "15-2041"],
        "bi-analyst": ["15-2051"],
        "bi-engineer": ["15-2051"],
        "biostatistician": ["15-2041"],
        "computer-systems-analyst": ["15-1211"],
        "data-analyst": ["15-2051", "15-2041", "15-1243"],
        "data-architect": ["15-1243", "15-2051"],
        "data-engineer": ["15-1243", "15-2051", "15-2041"],
        "data-engineering-manager": ["11-9041"],
        "data-governance-analyst": ["15-1243"],
        "data-manager": ["15-1243", "15-2041"],
        "data-quality-analyst": ["15-1243", "15-2051"],
        "data-scientist": ["15-2051"],
        "data-warehouse-engineer": ["15-1243"],
        "database-administrator": ["15-1242"],
        "database-architect": ["15-1243"],
        "ml-engineer": ["15-2051", "15-1221"],
        "ml-scientist": ["15-1221", "15-2051"],
        "nlp-engineer": ["15-1221"],
        "operations-research-analyst": ["15-2031"],
        "research-engineer": ["15-1221"],
        "research-scientist": ["15-1221", "15-2051", "15-2031", "15-2041"],
        "software-engineer": ["15-1252"],
        "statistician": ["15-2041"],
    }


def test_the_table_that_comes_along_is_made_of_the_whole_of_the_places(library: Library) -> None:
    table = library.tables.of_source["bls-oews-2025"].contents
    assert (table.rows, table.figures) == (4_681, 27_342)
    assert len(table.references["occupation"]) == 12
    assert len(table.references["place"]) == 578
    assert len(table.references["industry"]) == 20
