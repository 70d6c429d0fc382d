"""Job ads in answers: the ends of advertised ranges, exactly as the table has them, and nobody's pay."""

import csv
import random

import pytest

from bot.settings import CONTENT
from knowledge.fields import LEAST_COMPUTED
from knowledge.library import Library
from tests.conftest import Slash

DRAWN = 50
LABEL = "aijobs.net, 2024–2025"


@pytest.fixture(scope="module")
def computed() -> list[dict[str, str]]:
    """The rows of the table."""
    path = CONTENT / "sources" / "aijobs-2024-25.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_an_answer_says_is_what_the_table_has(
    slash: Slash, library: Library, computed: list[dict[str, str]]
) -> None:
    for row in random.Random(2025).sample(computed, DRAWN):
        role = library.roles[row["role"]].name
        level, place = library.name("levels", row["level"]), library.name("places", row["place"])
        median, p25, p75, n = (int(row[name]) for name in ("median", "p25", "p75", "n"))
        assert n >= LEAST_COMPUTED
        lines = slash(f"/salary {role} {level} {place}").text.splitlines()
        (line,) = [one for one in lines if one.startswith("Job ads")]
        assert line == (
            f"Job ads, {level.lower()}, {place}: median ${median:,}, p25–p75 ${p25:,}–${p75:,} · "
            f"computed from {n:,} ends of advertised ranges · {LABEL}"
        )


def test_without_a_level_the_median_of_each_follows_official_pay(slash: Slash) -> None:
    lines = slash("/salary data analyst").text.splitlines()
    assert lines[1].startswith("Official, for ")
    assert lines[2].startswith(
        "Job ads, United States: median entry level $86,100, mid level $95,000, "
    )


def test_without_official_pay_ads_are_first(slash: Slash) -> None:
    lines = slash("/salary data engineer canada").text.splitlines()
    assert lines[1].startswith("Job ads, Canada: median mid level $110,250, senior $139,500 · ")
    assert lines[2] == "No other figure for a Data Engineer in Canada. Closest:"


@pytest.mark.parametrize(
    "line", ["bonus", "apple", "finance", "5 years", "staff", "total compensation", "mean"]
)
def test_what_ads_are_not_counted_by_they_do_not_answer(slash: Slash, line: str) -> None:
    assert "Job ads" not in slash(f"/salary mle {line}").text


def test_a_city_has_those_of_its_country(slash: Slash) -> None:
    assert "Job ads, senior, United States: median " in slash("/salary mle senior austin").text


def test_every_place_stands_among_all_figures(slash: Slash) -> None:
    text = slash("/salary data scientist all").text
    for place in ("United States", "Canada", "United Kingdom"):
        assert f"• Job ads, senior, {place}: median " in text


@pytest.mark.parametrize(
    ("offer", "said"),
    [
        ("150k senior mle", "Job ads, senior, United States: below p25 ($161,000)"),
        (
            "210k base senior mle",
            "Job ads, senior, United States: between the median ($201,730) and p75 (",
        ),
    ],
)
def test_an_offer_lies_between_percentiles_of_its_level(
    slash: Slash, offer: str, said: str
) -> None:
    (line,) = [one for one in slash(f"/salary check {offer}").text.splitlines() if "Job ads" in one]
    assert line.startswith(said)
    assert line.endswith(LABEL)


def test_an_offer_without_a_level_has_every_level_behind_its_button(slash: Slash) -> None:
    assert "Job ads" not in slash("/salary check 150k mle").text
    for level in ("entry level", "mid level", "senior", "executive"):
        assert (
            f"Job ads, {level}, United States: " in slash("/salary check 150k data scientist").text
        )


def test_in_other_currencies_and_periods_ads_say_nothing(slash: Slash) -> None:
    for offer in ("€90k senior mle", "$80 an hour senior mle"):
        assert "Job ads" not in slash(f"/salary check {offer}").text


def test_a_comparison_has_their_medians_by_level(slash: Slash) -> None:
    text = slash("/compare mle vs data scientist").text
    assert "Senior: Machine Learning Engineer: job ads' median $201,730" in text
    assert "Data Scientist: job ads' median $165,000" in text
    assert f"Job ads: United States · ends of advertised ranges · {LABEL}" in text


def test_places_that_differ_are_said_role_by_role(slash: Slash) -> None:
    text = slash("/compare data engineer vs deep learning engineer canada").text
    assert "Job ads: Canada" in text
    assert "United States" not in text.partition("Job ads: ")[2].partition("\n")[0]


@pytest.mark.parametrize("narrowed", ["paris", "meta", "equity"])
def test_pay_that_is_known_but_not_so_narrowly_is_not_denied(slash: Slash, narrowed: str) -> None:
    reply = slash(f"/salary data scientist {narrowed}")
    assert "No figure for Data Scientist (" in reply.text
    first, *known = reply.text.partition("What is known of its pay:\n")[2].splitlines()
    assert first.startswith("Official, for Data Scientists, United States")
    assert known[0].startswith("Job ads, United States: median entry level $")
    assert "The closest role" not in reply.text


def test_one_occupation_that_counts_both_is_told_once(slash: Slash) -> None:
    text = slash("/compare data analyst vs data scientist").text
    assert text.count("for Data Scientists, United States (BLS, May 2025)") == 1
    assert "Data Scientist: the same: one occupation counts both" in text
    apart = slash("/compare data scientist vs statistician").text
    assert "the same" not in apart


def test_what_is_denied_is_what_was_asked_and_no_other_role_is_closer(slash: Slash) -> None:
    text = slash("/salary data scientist 7 yrs").text
    assert "No other figure for Data Scientist (7 years)." in text
    assert "The closest role with figures" not in text
    assert "The closest role with figures is Data Engineer" in slash("/salary data steward").text
