"""Pay in the job ads that are read here: dated, with its base, before older data, and never more than it is."""

import json
from typing import Any, cast

import jsonschema
import pytest

from handlers.mcp.tools import Tools, every_tool
from handlers.views import ViewContext
from knowledge.feeds.documents import ADS
from knowledge.library import Library
from tests.conftest import TODAY, Reply, Slash
from tests.conversations.test_short_answers import texts

WINDOW = "90 days to Nov 22, 2026"
OLDER = "aijobs.net, 2024–2025"


def ads_lines(reply: Reply) -> list[str]:
    """What an answer says of job ads, line by line."""
    return [line for line in reply.text.splitlines() if "ob ads" in line]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        (
            "/salary mle",
            (f"Job ads, {WINDOW}, United States: base $148,000–$221,000 (p25 of lows to p75 of highs) · "
            "computed from 61 ads, 17 companies"),
        ),
        (
            "/salary mle senior austin",
            (f"Job ads, {WINDOW}, senior, United States: base $160,000–$231,000 (p25 of lows to p75 of highs) · "
            "computed from 37 ads, 12 companies"),
        ),
        (
            "/salary mle sf",
            (f"Job ads, {WINDOW}, San Francisco, CA: base $172,000–$255,000 (p25 of lows to p75 of highs) · "
            "computed from 14 ads, 6 companies"),
        ),
        (
            "/salary mle senior total",
            (f"Job ads, {WINDOW}, senior, United States: total compensation $240,000–$390,000 (p25 of lows to p75 "
            "of highs) · computed from 6 ads, 3 companies"),
        ),
        (
            "/salary data engineer uk",
            (f"Job ads, {WINDOW}, United Kingdom: pay, part not stated, £62,000 (p25 of lows) · "
            "computed from 8 ads, 4 companies"),
        ),
        (
            "/salary ai architect united states",
            (f"Job ads, {WINDOW}, United States, p25 of lows to p75 of highs: mid level base $150,500–$205,000 "
            "(11 ads, 4 companies), senior base $171,000–$243,000 (7 ads, 3 companies), and 1 more level"),
        ),
    ],
)  # fmt: skip
def test_what_an_answer_says_is_what_the_table_has(slash: Slash, line: str, first: str) -> None:
    assert ads_lines(slash(line))[0] == first


def test_official_statistics_stay_first_and_the_older_ads_are_with_all_figures(
    slash: Slash,
) -> None:
    lines = slash("/salary mle").text.splitlines()
    assert lines[1].startswith("Official, for ")
    assert lines[2].startswith("Job ads, 90 days")
    assert OLDER not in lines[3]
    every = ads_lines(slash("/salary mle all"))
    kinds = [OLDER in line for line in every]
    assert kinds == sorted(kinds)
    assert kinds.count(False) == 6
    assert kinds.count(True) > 5


def test_guides_that_are_beyond_the_ends_are_said_to_be(slash: Slash) -> None:
    said = "Kinds of sources differ: others say $115,000; p25 of lows in job ads is $121,500"
    assert said in slash("/salary data engineer").text


def test_of_one_level_there_is_a_line_of_each(slash: Slash) -> None:
    ours, older = ads_lines(slash("/salary mle senior"))
    assert "37 ads" in ours
    assert older.endswith(OLDER)


@pytest.mark.parametrize("line", ["bonus", "apple", "finance", "5 years", "median", "canada"])
def test_what_they_are_not_counted_by_they_do_not_answer(slash: Slash, line: str) -> None:
    assert "p25 of lows" not in slash(f"/salary mle {line}").text


@pytest.mark.parametrize(
    ("line", "most"),
    [
        ("/salary mle", 1_200),
        ("/role mle", 1_400),
        ("/trends", 1_600),
        ("/compare mle vs de", 1_500),
        ("/salary check 165k base senior mle austin", 900),
    ],
)
def test_an_answer_stays_short(slash: Slash, line: str, most: int) -> None:
    reply = slash(line)
    assert sum(map(len, texts(reply.payload["blocks"]))) <= most
    assert "ads" in reply.text


@pytest.mark.parametrize(
    ("offer", "said"),
    [
        ("150k base senior mle", "below three quarters of the advertised lows ($160,000)"),
        ("160k base senior mle", "at p25 of lows ($160,000)"),
        ("190k base senior mle", "between p25 of lows ($160,000) and p75 of highs ($231,000)"),
        ("150k-190k base senior mle", "below three quarters of the advertised lows ($160,000) to between p25 of lows"),
        ("231k base senior mle", "at p75 of highs ($231,000)"),
        ("232k base senior mle", "above three quarters of the advertised highs ($231,000)"),
        ("£70k data engineer uk", "above p25 of lows (£62,000)"),
    ],
)  # fmt: skip
def test_an_offer_lies_between_ends_and_nothing_is_interpolated(
    slash: Slash, offer: str, said: str
) -> None:
    (line,) = ads_lines(slash(f"/salary check {offer}"))
    assert f": {said}" in line
    assert line.endswith(WINDOW)


def test_an_offer_of_another_part_of_pay_is_not_held_against_base(slash: Slash) -> None:
    text = slash("/salary check 400k total senior mle").text
    assert "above three quarters of the advertised highs ($390,000)" in text
    assert "$231,000" not in text


@pytest.mark.parametrize("offer", ["€90k senior mle", "$80 an hour senior mle", "20k bonus mle"])
def test_what_is_of_another_kind_is_compared_with_no_ads(slash: Slash, offer: str) -> None:
    assert "p25 of lows" not in slash(f"/salary check {offer}").text


def test_a_comparison_has_a_row_over_all_levels_and_cells_by_level(slash: Slash) -> None:
    text = slash("/compare mle vs de").text
    assert (
        "• Job ads: Machine Learning Engineer: $148,000–$221,000 (61 ads); "
        "Data Engineer: $121,500–$187,000 (104 ads)"
    ) in text
    assert "Mid level: Machine Learning Engineer: $139,500–$188,000 (9 ads)" in text
    assert f"Job ads: United States · base, p25 of lows to p75 of highs · {WINDOW}" in text
    assert OLDER not in text


def test_where_only_one_of_two_roles_has_ads_here_each_says_whose_they_are(slash: Slash) -> None:
    text = slash("/compare mle vs data scientist").text
    assert "Job ads: Machine Learning Engineer: $148,000" in text
    assert f"Job ads: United States · base, p25 of lows to p75 of highs · {WINDOW}" in text
    assert f"Job ads: United States · ends of advertised ranges · {OLDER}" in text


@pytest.mark.parametrize(
    ("tool", "arguments", "at"),
    [
        ("find_pay", {"role": "mle", "levels": ["senior"]}, "advertised"),
        ("look_up_role", {"role": "ai architect"}, "advertised"),
        ("compare_roles", {"roles": ["mle", "de"]}, "columns"),
        ("check_offer", {"offer": "190k base senior mle"}, "advertised"),
    ],
)
def test_assistants_get_the_base_with_the_ends(
    measured: Library, tool: str, arguments: dict[str, Any], at: str
) -> None:
    told = Tools(ViewContext(measured, TODAY)).call(tool, arguments, blocks=False).result
    structured = json.loads(json.dumps(told.structured))
    schema = next(one.output_schema for one in every_tool() if one.name == tool)
    assert schema is not None
    jsonschema.Draft202012Validator(schema).validate(structured)  # pyright: ignore[reportUnknownMemberType]
    rows = [row for row in _rows(structured["answer"][at]) if row["source"] == ADS]
    assert rows
    for row in rows:
        assert row["n"] >= 5
        assert row["companies"] >= 3
        assert set(row["amounts"]) == {"low", "high"}
    assert ADS in {source["id"] for source in structured["sources"]}


def _rows(value: Any) -> list[dict[str, Any]]:
    """Every row of a table of ads within an answer."""
    if isinstance(value, list):
        return [row for one in cast("list[Any]", value) for row in _rows(one)]
    if not isinstance(value, dict):
        return []
    found = cast("dict[str, Any]", value)
    if {"amounts", "source"} <= found.keys():
        return [found]
    return [row for one in found.values() for row in _rows(one)]
