"""The first answer is read on a phone in passing; all of it is one click behind."""

import re
from collections.abc import Iterator
from typing import Any, cast

import pytest

from handlers.replies import Chosen, answer_to, asked
from handlers.views import ViewContext, render
from knowledge.library import Library
from tests.conftest import TODAY, Slash


def texts(value: Any) -> Iterator[str]:
    """Every `text` in a payload's blocks, those on buttons and in menus too."""
    if isinstance(value, dict):
        for name, inner in cast("dict[str, Any]", value).items():
            yield from [inner] if name == "text" and isinstance(inner, str) else texts(inner)
    elif isinstance(value, list):
        for one in cast("list[Any]", value):
            yield from texts(one)


@pytest.mark.parametrize(
    ("line", "most"),
    [
        ("/salary mle", 1_100),
        ("/role mle", 1_400),
        ("/trends", 1_600),
        ("/compare mle vs de", 1_500),
        ("/salary check 165k base senior mle austin", 900),
    ],
)
def test_an_answer_is_short(slash: Slash, line: str, most: int) -> None:
    assert sum(map(len, texts(slash(line).payload["blocks"]))) <= most


def clicked(slash: Slash, library: Library, line: str) -> tuple[str, str]:
    """The label of an answer's button for all of it, and what a click on it shows."""
    rows = [b["elements"] for b in slash(line).payload["blocks"] if b["type"] == "actions"]
    buttons = [e for elements in rows for e in elements if e["type"] == "button"]
    (button,) = [one for one in buttons if one["text"]["text"].startswith("All")]
    question = asked(button["value"])
    assert isinstance(question, Chosen)
    text = render(answer_to(library, question), ViewContext(library, TODAY)).text
    return button["text"]["text"], text


def amounts(text: str) -> list[str]:
    """The lines of a text that begin with an amount."""
    return [line for line in text.splitlines() if line.startswith("• ")]


def test_all_figures_are_behind_a_button(slash: Slash, library: Library) -> None:
    label, everything = clicked(slash, library, "/salary mle")
    assert len(amounts(slash("/salary mle").text)) == 6
    assert label == f"All {len(library.figures_of('ml-engineer'))} figures"
    assert len(amounts(everything)) == len(library.figures_of("ml-engineer"))


def test_all_trends_are_behind_a_button(slash: Slash, library: Library) -> None:
    label, everything = clicked(slash, library, "/trends")
    trends, numbers = map(int, re.findall(r"\d+", label))
    assert trends == len(library.topics)
    assert len(amounts(everything)) == trends + numbers


def test_every_comparison_is_behind_a_button(slash: Slash, library: Library) -> None:
    label, everything = clicked(slash, library, "/salary check 165k base senior mle austin")
    assert label == f"All {len(amounts(everything))} comparisons"
    assert "Not compared" in everything


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("/salary senior mle", "$172,654–$189,477+ no part of pay stated · 2 sources"),
        ("/salary mle apple", "$145,633 base salary · $211,945 no part of pay stated including benefits · 1 source"),
        (
            "/salary senior mle boston base",
            "No base salary figure for a senior Machine Learning Engineer in Boston, MA.",
        ),
        ("/salary entry level mle at meta", "No figure for an entry level Machine Learning Engineer at Meta."),
        ("/salary de berlin", "Only United States pay is known for this role. No figure for a Data Engineer in"),
        ("/salary mle 200k", "Below ML Data Engineer guide's average total compensation ($202k)"),
        ("/salary is 130k good for a junior mle in seattle?", "Inside ML Data Engineer guide's entry level range"),
    ],
)  # fmt: skip
def test_the_first_line_answers(slash: Slash, line: str, first: str) -> None:
    assert slash(line).text.splitlines()[1].startswith(first)


def test_each_source_is_in_the_first_rows(slash: Slash) -> None:
    few = slash("/salary mle").text
    assert all(
        label in few for label in ("AI/ML Data guide", "ML Data Engineer guide", "ML Engineer Jobs")
    )


def test_a_comparison_is_filtered_by_what_is_typed_with_it(slash: Slash) -> None:
    reply = slash("/compare mle vs ai engineer senior")
    assert reply.heading.endswith("· Senior")
    assert "$177,177–$189,477+" in reply.text
    assert "$202,614–$204,416" in reply.text
    assert "$113,992" not in reply.text


def rows(payload: dict[str, Any]) -> int:
    """How many rows a comparison's table has below its head."""
    (table,) = [block for block in payload["blocks"] if block["type"] == "table"]
    return len(table["rows"]) - 1


def test_a_comparison_fits_on_a_phone(slash: Slash) -> None:
    assert rows(slash("/compare mle vs de").payload) <= 9
    assert rows(slash("/compare mle vs de vs ml developer").payload) <= 9


def test_what_is_named_for_both_is_no_skill_of_one(slash: Slash) -> None:
    own = [
        line
        for line in slash("/compare mle vs ml developer").text.splitlines()
        if "Own skills" in line
    ]
    assert own
    assert all("Machine learning," not in line for line in own)
