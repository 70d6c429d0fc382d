"""Metropolitan areas in the order of an occupation's pay, or of its jobs: from the official table alone."""

import csv
from typing import Any

import pytest

from bot.settings import CONTENT
from handlers.replies import Chosen, answer_to, asked
from handlers.views import Message, ViewContext, render
from knowledge.conversation import follow_up, understand
from knowledge.library import Library
from knowledge.query import AreasQuery
from tests.conftest import TODAY, Slash

Row = dict[str, str]
FIRST = [
    "1. San Jose, CA: $185,080 (6,060 jobs)",
    "2. San Francisco, CA: $170,110 (10,460 jobs)",
    "3. Idaho Falls, ID: $167,840 (230 jobs)",
]


@pytest.fixture(scope="module")
def released(library: Library) -> dict[str, list[Row]]:
    """The rows of metropolitan areas, by occupation, as the file has them."""
    path = CONTENT / "sources" / "bls-oews-2025.csv"
    found: dict[str, list[Row]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            term = library.term("places", row["place"])
            if term is not None and term.place_kind == "metro" and not row["industry"]:
                found.setdefault(row["occupation"], []).append(row)
    return found


def listed(text: str) -> list[str]:
    """The areas of an answer."""
    return [line.removeprefix("• ") for line in text.splitlines() if line.startswith("• ")]


def in_words(number: int, row: Row, library: Library) -> str:
    """A row as an answer shows it."""
    place, wages = library.name("places", row["place"]), float(row["wage_rse"] or 0)
    error = f" (relative standard error {wages:g}% of wages)" if wages > 5 else ""
    jobs = "jobs not released"
    if row["employment"]:
        of_jobs = float(row["employment_rse"] or 0)
        jobs = f"{int(row['employment']):,} jobs"
        jobs += f" (relative standard error {of_jobs:g}%)" if of_jobs > 10 else ""
    return f"{number}. {place}: ${int(row['median']):,}{error} ({jobs})"


@pytest.mark.parametrize(
    ("order", "column"), [("highest-paying metros", "median"), ("most jobs", "employment")]
)
def test_areas_come_in_the_order_of_the_table(
    slash: Slash, library: Library, released: dict[str, list[Row]], order: str, column: str
) -> None:
    """Of every role; what has no median is left out, and how many those are is said."""
    seen = 0
    for role in library.roles.values():
        if not role.occupations:
            continue
        rows = released[role.occupations[0].occupation]
        known = sorted(
            (row for row in rows if row["median"] and row[column]),
            key=lambda row: -int(row[column]),
        )
        text = slash(f"/salary {role.name} {order}").text
        assert listed(text) == [in_words(n, row, library) for n, row in enumerate(known[:10], 1)], (
            role.id
        )
        assert f", of {len(known)} · BLS, May 2025" in text
        assert (f"Left out: {len(rows) - len(known)} area" in text) == (len(rows) > len(known))
        seen += 1
    assert seen > 20


@pytest.mark.parametrize(
    "line",
    [
        "data scientist highest paying metros",
        "data scientist highest-paying metros",
        "where do data scientists earn most",
        "where do data scientists earn the most?",
        "data scintist top 10 cities",
        "which cities pay data scientists best?",
        "metros by pay data scientist",
    ],
)
def test_it_is_asked_as_people_ask(slash: Slash, line: str) -> None:
    reply = slash(f"/salary {line}")
    assert reply.heading == "Data Scientist · Highest-paying metros"
    assert listed(reply.text)[:3] == FIRST


@pytest.mark.parametrize(
    ("said", "by"),
    [
        ("where do data scientists earn most?", "pay"),
        ("best cities for data scientists", "pay"),
        ("which city pays data scientists the most", "pay"),
        ("where are the most data scientist jobs?", "jobs"),
        ("metros with the most data scientist jobs", "jobs"),
    ],
)
def test_it_is_said_as_people_say(library: Library, slash: Slash, said: str, by: str) -> None:
    heard = understand(library, said)
    assert heard.command == "salary"
    titles = {"pay": "Highest-paying metros", "jobs": "Most jobs"}
    assert slash(f"/salary {heard.text}").heading == f"Data Scientist · {titles[by]}"


@pytest.mark.parametrize(
    ("before", "said", "heading"),
    [
        ("data scientist salary", "where do they earn most?", "Data Scientist · Highest-paying metros"),
        ("data scientist salary", "which city pays best?", "Data Scientist · Highest-paying metros"),
        ("data scientist highest paying metros", "in texas?", "Data Scientist · Texas · Highest-paying metros"),
        ("data scientist highest paying metros", "most jobs?", "Data Scientist · Most jobs"),
        ("data scientist most jobs", "and data engineers?", "Data Engineer · Most jobs"),
        ("data scientist highest paying metros", "what about austin?", "Data Scientist · Austin, TX"),
    ],
)  # fmt: skip
def test_it_goes_on(slash: Slash, library: Library, before: str, said: str, heading: str) -> None:
    heard = follow_up(library, before, said)
    assert slash(f"/{heard.command} {heard.text}").heading == heading


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("/salary highest salary mle in new york city", "Machine Learning Engineer · New York City, NY · Maximum"),
        ("/salary data scientist austin most jobs", "Data Scientist · Austin, TX"),
        ("/salary mle best paid jobs", "Machine Learning Engineer"),
        ("/salary top companies mle", "Machine Learning Engineer"),
    ],
)  # fmt: skip
def test_what_names_a_city_or_no_area_asks_for_no_order(
    slash: Slash, line: str, heading: str
) -> None:
    assert slash(line).heading.startswith(heading)


@pytest.mark.parametrize("line", ["/salary which pays best", "/salary which jobs pay most"])
def test_roles_stay_unranked(slash: Slash, line: str) -> None:
    assert slash(line).text.startswith("I don't rank roles")


def test_areas_of_a_state_alone(slash: Slash) -> None:
    text = slash("/salary highest paying cities for data scientists in texas").text
    assert [line.partition(":")[0] for line in listed(text)][:2] == [
        "1. Dallas, TX",
        "2. Austin, TX",
    ]
    assert all(", TX: " in line for line in listed(text))


def test_a_role_of_several_occupations_is_told_with_the_first(slash: Slash) -> None:
    text = slash("/salary data engineer highest paying metros").text
    assert "Official, for Database Architects (O*NET 29.3 lists this title there): the 10" in text


def test_what_the_order_does_not_use_is_said(slash: Slash) -> None:
    text = slash("/salary senior data scientist apple highest paying metros").text
    assert "Recognized, but this command doesn't use it: “Senior”, “Apple”" in text


def test_a_role_without_an_occupation_says_so(slash: Slash) -> None:
    reply = slash("/salary llm engineer highest paying metros")
    assert "No official table has metropolitan areas for LLM Engineer." in reply.text
    assert "Highest-paying metros" not in labels(slash("/salary llm engineer").payload)


def test_without_a_role_it_asks_for_one_and_keeps_the_order(slash: Slash) -> None:
    reply = slash("/salary highest paying metros")
    assert reply.text.startswith("Which role?")
    assert all(line.endswith("highest-paying metros") for line in listed(reply.text))
    unclear = slash("/salary scientist most jobs")
    assert all(line.endswith("most jobs") for line in listed(unclear.text))


def labels(payload: dict[str, Any]) -> dict[str, str]:
    """What the buttons of an answer ask, by their labels."""
    rows = [block["elements"] for block in payload["blocks"] if block["type"] == "actions"]
    buttons = [one for row in rows for one in row if one["type"] == "button"]
    return {one["text"]["text"]: one["value"] for one in buttons}


def test_a_button_asks_for_them_and_another_turns_the_order(slash: Slash, library: Library) -> None:
    first = labels(slash("/salary data scientist").payload)
    shown = clicked(library, first["Highest-paying metros"], AreasQuery("data-scientist", "pay"))
    assert listed(shown.text)[:3] == FIRST
    other = labels(shown.payload())["Most jobs"]
    turned = clicked(library, other, AreasQuery("data-scientist", "jobs"))
    assert "Highest-paying metros" in labels(turned.payload())


def clicked(library: Library, value: str, query: AreasQuery) -> Message:
    """What a button shows that has to ask just that."""
    question = asked(value)
    assert question == Chosen(query)
    return render(answer_to(library, Chosen(query)), ViewContext(library, TODAY))


@pytest.mark.parametrize(
    ("line", "within"), [("/salary mle texas", ("texas",)), ("/salary mle austin", ()), ("/salary mle", ())]
)  # fmt: skip
def test_the_button_keeps_the_state_that_was_asked_for(
    slash: Slash, line: str, within: tuple[str, ...]
) -> None:
    question = asked(labels(slash(line).payload)["Highest-paying metros"])
    assert question == Chosen(AreasQuery("ml-engineer", "pay", within))
