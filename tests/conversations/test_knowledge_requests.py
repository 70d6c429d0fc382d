"""What is typed after `/knowledge`, and how it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.conversation import understand
from knowledge.curating import (
    ExportRequest,
    KnowledgeRequest,
    LookRequest,
    RevisionRequest,
    TemplateRequest,
    UnclearRequest,
    parse_knowledge,
)
from knowledge.library import Library
from knowledge.query import Correction, Reading


def corrected(typed: str, read_as: str) -> Reading:
    return Reading(corrections=(Correction(typed, read_as),))


CASES: list[tuple[str, KnowledgeRequest]] = [
    ("", LookRequest("state")),
    ("  status ", LookRequest("state")),
    ("HISTORY", LookRequest("history")),
    ("log", LookRequest("history")),
    ("histroy", LookRequest("history", corrected("histroy", "history"))),
    ("check now", LookRequest("check", Reading(unused=("now",)))),
    ("due", LookRequest("stale")),
    ("conflcits", LookRequest("conflicts", corrected("conflcits", "conflicts"))),
    ("?", LookRequest("help")),
    ("diff", RevisionRequest("diff", None)),
    ("diff 12", RevisionRequest("diff", 12)),
    ("dif #3", RevisionRequest("diff", 3, corrected("dif", "diff"))),
    ("rollback", RevisionRequest("rollback", None)),
    ("rollback 3", RevisionRequest("rollback", 3)),
    ("Roll back to revision 3", RevisionRequest("rollback", 3)),
    (
        "rollback 3 the survey was withdrawn",
        RevisionRequest("rollback", 3, why="the survey was withdrawn"),
    ),
    ("roll back to #3: R&amp;D is  wrong!", RevisionRequest("rollback", 3, why="R&D is wrong")),
    ("diff 3 please", UnclearRequest("diff 3 please", "history", LookRequest("history"))),
    ("undo r7", RevisionRequest("rollback", 7)),
    ("rolback 3", RevisionRequest("rollback", 3, corrected("rolback", "rollback"))),
    (
        "rollback everything",
        UnclearRequest("rollback everything", "history", LookRequest("history")),
    ),
    ("export", ExportRequest("csv")),
    ("export as CSV", ExportRequest("csv")),
    ("export json", ExportRequest("jsonl")),
    ("download json-ld", ExportRequest("json-ld")),
    ("export xls", UnclearRequest("export xls", "export csv", ExportRequest("csv"))),
    ("template", UnclearRequest("template", "template role", TemplateRequest("role", ""))),
    ("template role", TemplateRequest("role", "")),
    ("template source My Survey 2027", TemplateRequest("source", "My Survey 2027")),
    ("tempalte role", TemplateRequest("role", "", corrected("tempalte", "template"))),
    ("zanzibar", UnclearRequest("zanzibar", None)),
    ("engineer", UnclearRequest("engineer", None)),
]
LINES = [line for line, _ in CASES]


@pytest.mark.parametrize(("text", "meant"), CASES)
def test_a_line_is_read(text: str, meant: KnowledgeRequest) -> None:
    assert parse_knowledge(text) == meant


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    parse_knowledge(text)


@given(st.text(max_size=40))
def test_nothing_but_its_own_words_rolls_back(rest: str) -> None:
    request = parse_knowledge(f"{rest} 3")
    if isinstance(request, RevisionRequest) and request.verb == "rollback":
        first = rest.casefold().split()[0]
        near = [one.typed.casefold() for one in request.reading.corrections]
        assert first in ("rollback", "revert", "undo", "restore", "roll", *near)


@pytest.mark.parametrize(
    ("said", "command", "text"),
    [
        ("knowledge", "knowledge", ""),
        ("/knowledge history", "knowledge", "history"),
        ("Knowledge stale", "knowledge", "stale"),
        ("knowledge engineer", "role", "knowledge engineer"),
        ("knowledge of python for a data engineer", "role", "knowledge of python for a data engineer"),
    ],
)  # fmt: skip
def test_what_is_said_of_knowledge_may_be_about_a_role(
    library: Library, said: str, command: str, text: str
) -> None:
    understood = understand(library, said)
    assert (understood.command, understood.text) == (command, text)
