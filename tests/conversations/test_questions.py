"""Some hundreds of questions as people type them, and what a careful person expects of the answers."""

from typing import NotRequired, TypedDict, cast

import pytest

from tests.conftest import Slash
from tests.conversations.files import conversations


class Question(TypedDict):
    """One line of `questions.yaml`."""

    ask: str
    why: str
    says: NotRequired[list[str]]
    never: NotRequired[list[str]]
    choices: NotRequired[list[str]]


QUESTIONS = cast("list[Question]", conversations("questions"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["ask"])
def test_question(slash: Slash, question: Question) -> None:
    reply = slash(question["ask"])
    shown, heard = reply.shown.casefold(), reply.text.casefold()
    for said in (*question.get("says", []), *question.get("choices", [])):
        assert said.casefold() in shown, question["why"]
        assert said.casefold() in heard, "the plain text lacks what the blocks say"
    for wrong in question.get("never", []):
        assert wrong.casefold() not in shown + heard, question["why"]
    if "choices" in question:
        assert reply.heading == "Which one do you mean?"


def test_none_is_missing() -> None:
    assert len({question["ask"] for question in QUESTIONS}) == len(QUESTIONS) == 248
