"""Official statistics in answers: of the occupation that they count, exactly as they are released."""

import csv
import random

import pytest

from bot.settings import CONTENT
from knowledge.library import Library
from knowledge.model import Role
from tests.conftest import Slash

DRAWN = 500
FIRST = "/salary mle austin"


@pytest.fixture(scope="module")
def released() -> dict[tuple[str, str], dict[str, str]]:
    """The rows of the official table that are of no single industry, by occupation and place."""
    path = CONTENT / "sources" / "bls-oews-2025.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["occupation"], row["place"]): row for row in rows if not row["industry"]}


def money(cell: str) -> str:
    """A cell of the table as an answer shows it."""
    return f"${int(cell):,}"


def test_what_an_answer_says_is_what_the_table_has(
    slash: Slash, library: Library, released: dict[tuple[str, str], dict[str, str]]
) -> None:
    """Asked as people ask, about places drawn with a fixed seed."""
    draw = random.Random(2025)
    listed = [role for role in library.roles.values() if role.occupations]
    known = [(role, place) for role in listed for place in places_of(role, released)]
    cells = 0
    while cells < DRAWN:
        role, place = draw.choice(known)
        name = library.name("places", place)
        text = slash(f"/salary {role.name} {name} all").text
        for listing in role.occupations:
            row = released.get((listing.occupation, place))
            if row is None or not row["median"] or listing.occupation.endswith("all-other"):
                continue
            occupation = library.name("occupations", listing.occupation)
            assert f"• {occupation}, {name}: " in text, (role.id, place, text)
            (line,) = [
                said for said in text.splitlines() if said.startswith(f"• {occupation}, {name}: ")
            ]
            for column in ("median", "p25", "p75", "p10", "p90", "mean"):
                assert not row[column] or money(row[column]) in line, (role.id, place, column)
                cells += bool(row[column])


def places_of(role: Role, released: dict[tuple[str, str], dict[str, str]]) -> list[str]:
    """The places of which the first occupation of a role has pay."""
    first = role.occupations[0].occupation
    return [place for (one, place), row in released.items() if one == first and row["median"]]


def test_the_first_line_is_official(slash: Slash) -> None:
    assert slash(FIRST).text.splitlines()[1] == (
        "Official, for Data Scientists in Austin, TX (O*NET 29.3 lists this title there): median $127,360, "
        "p25–p75 $85,780–$161,560 · BLS, May 2025 · 3,730 jobs"
    )


def test_large_errors_are_said(slash: Slash) -> None:
    (line,) = [
        said
        for said in slash("/salary data engineer boise").text.splitlines()
        if "Official" in said
    ]
    assert "(relative standard error 11.7% of wages)" in line
    assert line.endswith("150 jobs (relative standard error 26.8%)")


@pytest.mark.parametrize(
    "line",
    [
        "/salary mle apple",
        "/salary mle bonus",
        "/salary mle total compensation",
        "/salary mle media",
    ],
)
def test_what_official_statistics_do_not_count_they_do_not_answer(slash: Slash, line: str) -> None:
    assert "Official" not in slash(line).text


def test_an_industry_is_answered_by_its_sector(slash: Slash) -> None:
    said = slash("/salary data scientist hospital").text
    sector = "the Health care and social assistance sector, United States"
    assert f"Official, for Data Scientists in {sector}: median $98,030" in said


def test_each_of_two_places_has_its_line(slash: Slash) -> None:
    said = slash("/salary data scientist boise vs denver").text
    assert "in Boise, ID: median $97,950" in said
    assert "in Denver, CO: median $112,520" in said


def test_a_place_without_a_number_gives_way_to_the_one_around_it(slash: Slash) -> None:
    said = slash("/salary mle silicon valley").text
    assert "Official, for Data Scientists in " in said


def test_where_a_level_is_asked_for_what_sources_state_of_it_comes_first(slash: Slash) -> None:
    lines = slash("/salary senior mle").text.splitlines()
    assert lines[1].startswith("Job ads, senior, United States: median ")
    assert lines[2].startswith("$172,654–$189,477+")
    assert lines[3].startswith("Official, for Data Scientists, United States")
    assert lines[4] == (
        "Kinds of sources differ: others say $172,654–$189,477+; the official p75 of Data Scientists, "
        "United States is $158,880"
    )


def test_a_role_of_which_no_source_states_pay_has_its_occupations(slash: Slash) -> None:
    for line in ("/salary data governance analyst", "/role data governance analyst"):
        assert "Official, for Database Architects, United States" in slash(line).text


@pytest.mark.parametrize(
    ("offer", "said"),
    [
        ("mle $165k austin", "in Austin, TX: between p75 ($161,560) and p90 ($186,010)"),
        ("mle $50k austin", "in Austin, TX: below p10 ("),
        ("mle $300k austin", "in Austin, TX: above p90 ($186,010)"),
        ("mle $127,360 austin", "in Austin, TX: at the median ($127,360)"),
        ("mle $90k-$165k austin", "between p25 ($85,780) and the median ($127,360) to between p75 ($161,560)"),
    ],
)  # fmt: skip
def test_an_offer_lies_between_percentiles(slash: Slash, offer: str, said: str) -> None:
    assert f"Official, for Data Scientists {said}" in slash(f"/salary check {offer}").text.replace(
        "in Austin, TX: between p25", "between p25"
    )


def test_an_offer_is_placed_in_the_area_the_state_and_the_nation(slash: Slash) -> None:
    text = slash("/salary check mle $165k austin all").text
    for where in (" in Austin, TX", " in Texas", ", United States"):
        assert f"Official, for Data Scientists{where}: between " in text


@pytest.mark.parametrize("offer", ["mle $95 an hour austin", "mle 90k eur", "mle $20k bonus"])
def test_an_offer_of_another_kind_is_not_placed(slash: Slash, offer: str) -> None:
    assert "Official" not in slash(f"/salary check {offer}").text
