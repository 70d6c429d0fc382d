"""Official percentiles as a chart: each bar is an amount of the table, and an offer stands among them."""

from typing import Any

import pytest

from tests.conftest import Slash

AUSTIN = {"p10": 74_640, "p25": 85_780, "Median": 127_360, "p75": 161_560, "p90": 186_010}
NATION = {"p10": 67_240, "p25": 85_660, "Median": 120_230, "p75": 158_880, "p90": 199_130}


def charts_of(payload: dict[str, Any]) -> list[dict[str, Any]]:
    return [block for block in payload["blocks"] if block["type"] == "data_visualization"]


def bars_of(chart: dict[str, Any]) -> dict[str, float]:
    """The amount of each bar, from left to right."""
    (series,) = chart["chart"]["series"]
    amounts = {point["label"]: point["value"] for point in series["data"]}
    return {label: amounts[label] for label in chart["chart"]["axis_config"]["categories"]}


@pytest.mark.parametrize(
    ("line", "title", "bars"),
    [
        ("/salary data scientist all", "Data Scientists, United States", NATION),
        ("/salary mle austin all", "Data Scientists, Austin, TX", AUSTIN),
        ("/salary mle all", "Data Scientists, United States", NATION),
    ],
)
def test_percentiles_are_drawn_as_they_are_released(
    slash: Slash, line: str, title: str, bars: dict[str, int]
) -> None:
    chart = charts_of(slash(line).payload)[0]
    assert (chart["title"], chart["chart"]["type"]) == (title, "bar")
    assert chart["chart"]["axis_config"]["y_label"] == "Base salary, USD a year · BLS, May 2025"
    assert bars_of(chart) == bars


def test_a_long_name_leaves_the_place_to_the_axis(slash: Slash) -> None:
    chart = charts_of(slash("/salary ai engineer all").payload)[0]
    assert chart["title"] == "Computer and Information Research Scientists"
    assert chart["chart"]["axis_config"]["y_label"].startswith("United States: base salary, USD")


@pytest.mark.parametrize(
    ("offer", "ends"),
    [
        ("165k mle austin", {"Offer": 165_000}),
        ("$90k-$165k mle austin", {"Offer, low end": 90_000, "Offer, high end": 165_000}),
        ("up to $300k mle austin", {"Offer": 300_000}),
    ],
)
def test_an_offer_stands_among_the_percentiles(
    slash: Slash, offer: str, ends: dict[str, int]
) -> None:
    reply = slash(f"/salary check {offer} all")
    (chart,) = charts_of(reply.payload)
    bars = bars_of(chart)
    assert bars == {**AUSTIN, **ends}
    assert list(bars.values()) == sorted(bars.values())
    # What is drawn is said in words, too.
    assert "p25–p75 $85,780–$161,560, p10–p90 $74,640–$186,010" in reply.text


@pytest.mark.parametrize(
    "line",
    [
        "/salary mle",
        "/salary data scientist",
        "/salary check 165k mle austin",
        "/salary mle apple all",
        "/salary check mle 90k eur all",
    ],
)
def test_no_percentiles_are_drawn_in_short_or_where_none_are_told(slash: Slash, line: str) -> None:
    titles = [chart["title"] for chart in charts_of(slash(line).payload)]
    assert not [title for title in titles if title.startswith("Data Scientists")]
