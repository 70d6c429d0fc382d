"""One question, three ways: an assistant, a command and a direct message get the same figures."""

import time
from collections.abc import Iterator
from html import unescape
from typing import Any, cast

import pytest

from handlers.mcp.calls import call_of
from handlers.replies import command_line
from knowledge.asking import read_line
from knowledge.commands import QUESTIONS_BY_NAME
from knowledge.query import CompareQuery, Offer, RoleQuery, SalaryQuery
from tests.conversations.files import conversations
from tests.mcp.conftest import Town

MAYA, DATA_JOBS, MAYAS_DM = "U0MAYA", "C0DATA", "D0MAYA"
PATIENCE = 60.0

_EVERY = cast("list[dict[str, Any]]", conversations("questions"))
_WITH_PAY = [one for one in _EVERY if any("$" in said for said in one.get("says", []))]
_LINES = dict.fromkeys(str(one["ask"]) for one in (*_WITH_PAY, *_EVERY) if " " in one["ask"])
QUESTIONS = [*_LINES][:100]
"""Those whose answers have pay come first; a command alone opens a form in Slack."""


@pytest.fixture(scope="module")
def stated(town: Town) -> dict[str, dict[str, Any]]:
    """Every figure of the files by its id, with all that its source states."""
    return {
        figure.id: {"id": figure.id, **figure.model_dump(mode="json", exclude_none=True)}
        for source in town.world.deps.library().sources.values()
        for figure in source.figures
    }


def test_there_are_a_hundred() -> None:
    assert len(set(QUESTIONS)) == 100


@pytest.mark.parametrize("line", QUESTIONS)
def test_all_three_tell_the_same(town: Town, stated: dict[str, dict[str, Any]], line: str) -> None:
    # A member each, so that none of them asks more than one may.
    user = f"U0ASKER{QUESTIONS.index(line)}"
    told = town.mcp.member_asks("ask", user, line=line)
    typed = town.slack.slash(MAYA, DATA_JOBS, line).message
    text = told["content"][0]["text"]
    assert text == unescape(typed.text)
    assert text == unescape(_written(town, line.removeprefix("/")))
    found = told["structuredContent"]
    for figure in _figures(found["answer"]):
        assert figure == stated[figure["id"]]
    exact = _exact_call(town, line)
    if exact is not None:
        same = town.mcp.member_asks(exact[0], user, **exact[1])["structuredContent"]
        assert same["answer"] == found["answer"]
        assert same["sources"] == found["sources"]


def _exact_call(town: Town, line: str) -> tuple[str, dict[str, Any]] | None:
    """The tool that is made for what a line asks."""
    library, typed = town.world.deps.library(), command_line(line)
    assert typed is not None
    query = read_line(library, QUESTIONS_BY_NAME[typed.command].name, typed.text)
    if not isinstance(query, RoleQuery | SalaryQuery | CompareQuery | Offer):
        return None
    call = call_of(library, query)
    return call.tool, dict(call.arguments)


def _written(town: Town, text: str) -> str:
    """What a direct message is answered with."""
    before = len(_answers(town))
    town.slack.say(MAYA, MAYAS_DM, text)
    deadline = time.monotonic() + PATIENCE
    while len(_answers(town)) == before:
        assert time.monotonic() < deadline, "it was not answered"
        time.sleep(0.005)
    return _answers(town)[before]


def _answers(town: Town) -> list[str]:
    return [one.text for one in town.slack.workspace.messages(MAYAS_DM, MAYA) if one.bot]


def _figures(value: object) -> Iterator[dict[str, Any]]:
    """Every figure, wherever it stands in an answer."""
    match value:
        case {"id": str(), "currency": str()}:
            yield cast("dict[str, Any]", value)
        case dict():
            for one in cast("dict[str, object]", value).values():
                yield from _figures(one)
        case list():
            for one in cast("list[object]", value):
                yield from _figures(one)
        case _:
            return
