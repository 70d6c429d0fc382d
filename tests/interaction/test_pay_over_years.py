"""The sources of pay over the years, and the areas behind a button: clicked as people click."""

import pytest

from bot.playground.records import Message
from tests.interaction.conftest import Town, eventually


def source_of(answer: Message, label: str) -> dict[str, object]:
    """An option of an answer's menu of sources."""
    rows = [block["elements"] for block in answer.blocks if block["type"] == "actions"]
    (menu,) = [e for row in rows for e in row if e["action_id"] == "source"]
    return {option["text"]["text"]: option for option in menu["options"]}[label]


def opened(town: Town) -> str:
    """What the modal says, once it is open."""
    eventually(lambda: town.modal() is not None)
    return str(town.modal())


@pytest.mark.parametrize("line", ["/trends data scientist pay", "/trends data scientist"])
def test_a_source_opens_with_each_year_that_it_has_of_the_role(town: Town, line: str) -> None:
    answer = town.types(line)
    town.clicks(answer, "source", selected_option=source_of(answer, "BLS, May 2020–2024"))
    said = opened(town)
    for year, median in (
        (2021, "$100,910"),
        (2022, "$103,500"),
        (2023, "$108,020"),
        (2024, "$112,590"),
    ):
        assert f"Data Scientists, United States, {year}" in said
        assert f"median {median}" in said
    assert "$120,230" not in said


def test_without_a_role_it_opens_with_what_it_is(town: Town) -> None:
    answer = town.types("/trends salary")
    town.clicks(answer, "source", selected_option=source_of(answer, "BLS, May 2020–2024"))
    said = opened(town)
    assert "It states 306 figures." in said
    assert "US government work" in said


def test_the_highest_paying_metros_take_the_place_of_the_answer(town: Town) -> None:
    answer = town.types("/salary data scientist")
    town.clicks(answer, "ask:3")
    eventually(lambda: "San Jose, CA" in str(town.answers()[-1]))
    assert "1. San Jose, CA" in str(town.answers()[-1])
