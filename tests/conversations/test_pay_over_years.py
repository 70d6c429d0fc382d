"""Official pay over the years: each median as it is released, and what is computed of two of them."""

import csv
from typing import Any

import pytest

from bot.settings import CONTENT
from knowledge.library import Library
from tests.conftest import Slash

SOURCES = CONTENT / "sources"


@pytest.fixture(scope="module")
def released() -> dict[tuple[str, int], str]:
    """The national medians as the two files have them, by occupation and year."""
    found: dict[tuple[str, int], str] = {}
    for name, year in (("bls-oews-2025", 2025), ("bls-oews-national-2020-2024", None)):
        with (SOURCES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["place"] == "united-states" and not row.get("industry"):
                    found[row["occupation"], year or int(row["year"])] = row["median"]
    return found


def chart_of(payload: dict[str, Any]) -> dict[str, Any] | None:
    charts = [block for block in payload["blocks"] if block["type"] == "data_visualization"]
    return charts[0] if charts else None


@pytest.mark.parametrize(
    ("role", "line"),
    [
        ("data scientist", "Data Scientists, United States: median $120,230 in 2025, up 6.8% on 2024"),
        ("database architect", "Database Architects, United States: median $139,500 in 2025, up 2.6% on 2024"),
        ("statistician", "Statisticians, United States: median $105,650 in 2025, up 2.3% on 2024"),
        ("operations research analyst", "Operations Research Analysts, United States: median $88,940 in 2025, down 2.6% on 2024"),
        ("software engineer", "Software Developers, United States (O*NET 29.3 lists this title there): median $135,980 in 2025, up 2.2% on 2024"),
        ("ai engineer", "Computer and Information Research Scientists, United States (O*NET 29.3 lists this title there): median $140,300 in 2025, down 0.4% on 2024"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("words", ["", " pay", " salary", " salary growth"])
def test_the_newest_median_is_held_against_the_year_before(
    slash: Slash, role: str, line: str, words: str
) -> None:
    assert f"• {line} (computed from both) [1] [2]" in slash(f"/trends {role}{words}").text


def test_a_median_that_stays_is_not_said_to_move(slash: Slash) -> None:
    said = (
        "Database Administrators, United States: median $104,620 in 2025, the same as in 2024 [1]"
    )
    assert said in slash("/trends dba pay").text


def test_every_year_is_what_its_file_has(
    slash: Slash, library: Library, released: dict[tuple[str, int], str]
) -> None:
    """In words and as a line, for every role of which there is one; nothing is shown of other years."""
    drawn = 0
    for role in library.roles.values():
        reply = slash(f"/trends {role.name} pay")
        chart = chart_of(reply.payload)
        if chart is None:
            continue
        occupation = role.occupations[0].occupation
        expected = {str(year): int(m) for (one, year), m in released.items() if one == occupation}
        (series,) = chart["chart"]["series"]
        assert {one["label"]: one["value"] for one in series["data"]} == expected, role.id
        assert chart["chart"]["axis_config"]["categories"] == sorted(expected)
        for year, median in expected.items():
            assert f"• {year}: ${median:,} (" in reply.text
        drawn += 1
    assert drawn > 20


def test_the_line_says_what_it_draws(slash: Slash) -> None:
    chart = chart_of(slash("/trends data scientist pay").payload)
    assert chart is not None
    assert chart["title"] == "Data Scientists, United States"
    assert chart["chart"]["type"] == "line"
    assert chart["chart"]["axis_config"]["y_label"] == "Median base salary, USD a year"


def test_where_a_name_fills_the_title_the_place_is_with_the_axis(slash: Slash) -> None:
    chart = chart_of(slash("/trends ai engineer pay").payload)
    assert chart is not None
    assert chart["title"] == "Computer and Information Research Scientists"
    assert chart["chart"]["axis_config"]["y_label"].startswith("United States: median base salary")


def test_no_line_goes_on_across_a_change_of_code(slash: Slash) -> None:
    text = slash("/trends data scientist pay").text
    assert "• 2021: $100,910 (first year)" in text
    assert "• 2020" not in text
    assert "Nothing before 2021: no table has code 15-2051 for it." in text
    assert "Nothing before" not in slash("/trends statistician pay").text


def test_pay_alone_shows_every_occupation_of_a_role(slash: Slash, library: Library) -> None:
    text = slash("/trends salary").text
    best = [role.occupations[0].occupation for role in library.roles.values() if role.occupations]
    lines = [line for line in text.splitlines() if ", United States: median $" in line]
    # Of engineering managers, the earlier tables that come along have no row.
    named = {library.name("occupations", id) for id in best} - {
        "Architectural and Engineering Managers"
    }
    assert {line.removeprefix("• ").partition(", United")[0] for line in lines} == named
    assert "Computer Occupations, All Other" not in text
    assert "Raises of 3–5% a year" in text


def test_what_is_stated_of_the_pay_of_others_is_not_a_roles(slash: Slash) -> None:
    assert "Raises of 3–5% a year" in slash("/trends ml developer pay").text
    assert "Raises" not in slash("/trends data scientist pay").text
    assert "No document names a trend or a number about" in slash("/trends llm engineer pay").text


def test_a_question_about_pay_has_the_newest_year_alone(slash: Slash) -> None:
    for line in (
        "/salary data scientist all",
        "/role data scientist",
        "/salary check 130k data scientist",
    ):
        text = slash(line).text
        assert "BLS, May 2025" in text
        assert "2020–2024" not in text


def test_trends_of_everything_are_as_before(slash: Slash) -> None:
    assert "Official pay" not in slash("/trends").text
    assert "Official pay" not in slash("/trends mlops").text
