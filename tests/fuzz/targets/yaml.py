"""The YAML reader and the check behind it: any file is one that can be served, or says what is wrong.

The first line is the path of the file that is handed in, the rest is its text.
"""

from collections.abc import Mapping
from datetime import date

from handlers.views import ViewContext, render
from handlers.views.curation.drafts import problems_parts, proposal_parts
from handlers.views.formatting import MESSAGE, build_message
from knowledge.asking import answer_line
from knowledge.commands import QUESTIONS
from knowledge.difference import diff
from knowledge.documents import check_documents
from knowledge.files import Document, Problem, decode
from knowledge.library import Library
from knowledge.revisions import Draft, Proposal
from knowledge.yaml_files import parse, parse_text
from tests.corpus.hostile.cases import TEXTS
from tests.corpus.hostile.texts import PLAIN_CASES
from tests.fuzz.escaped import assert_escaped
from tests.fuzz.target import Target
from tests.handlers.questions import MARKUP
from tests.payloads import assert_slack_takes
from tests.revisions.small_content import ANALYST, JOBS, PAY, SMALL, pay

PLACES = "vocabulary/places.yaml"
WORLD: Mapping[str, str] = {
    **SMALL,
    JOBS: pay(90_000, id="Jobs"),
    PLACES: "terms:\n  - {id: oslo, name: Oslo, aliases: [christiania], within: []}\n",
    "vocabulary/levels.yaml": "terms:\n  - {id: senior, name: Senior, aliases: [sr]}\n",
}
"""As little as there can be: the check of all that is known would take its time for every input."""

MOST_LINE = 1_000


def served(texts: Mapping[str, str]) -> Library:
    """The library of documents that are known to be good."""
    _, knowledge, problems = check_documents(texts)
    assert not [problem for problem in problems if problem.severity == "error"], problems
    return Library(knowledge, "fuzz")


BEFORE = served({path: text for path, text in WORLD.items() if path != PLACES})
HELD = check_documents(WORLD)[0]
"""So that no input has it read again."""


def check(data: bytes) -> None:
    """Hand one file in."""
    first, _, content = data.partition(b"\n")
    path = first.decode(errors="replace")
    path = path if path in WORLD else ANALYST
    read = parse(path, content)
    text = decode(path, content)
    if isinstance(text, Problem):
        assert_told([text], path, "")
        return
    assert_read(read, path, text)
    _, knowledge, problems = check_documents({**WORLD, path: text})
    assert problems == check_documents({**WORLD, path: text})[2]
    own = [problem for problem in problems if problem.path == path]
    assert_told(own, path, text)
    message = build_message(problems_parts(problems), MESSAGE).payload() if problems else None
    if message is not None:
        assert_escaped(message)
        assert_slack_takes(message)
    if not any(problem.severity == "error" for problem in problems):
        assert_served(Library(knowledge, "after"))


def assert_read(read: Document | list[Problem], path: str, text: str) -> None:
    """It is a document or has problems, and the same ones each time."""
    again = parse_text(path, text)
    assert read == again
    if isinstance(read, Document):
        assert read.path == path
        assert all(isinstance(key, str) for key in read.content)
    else:
        assert_told(read, path, text)
        assert read


def assert_told(problems: list[Problem], path: str, text: str) -> None:
    """Each problem is one line of text, and stands at a place that the file has."""
    lines = text.split("\n")
    for problem in problems:
        assert problem.path == path
        assert str(problem).isprintable(), problem
        assert len(str(problem)) < MOST_LINE, problem
        if text and problem.line:
            assert 1 <= problem.line <= len(lines), problem
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem


def assert_served(library: Library) -> None:
    """What passed the check can be shown, and so can what it changes."""
    found = diff(BEFORE, library)
    draft = Draft("d" * 32, 1, "U0MAYA", "slack", "fuzz", {})
    for parts in (proposal_parts(Proposal(draft, found, ())),):
        message = build_message(parts, MESSAGE).payload()
        assert_escaped(message)
        assert_slack_takes(message)
    context = ViewContext(library, date(2026, 11, 21), "")
    role = next(iter(library.roles.values()), None)
    for command in QUESTIONS:
        answer = answer_line(library, command.name, role.name if role else "x")
        message = render(answer, context).payload()
        assert_escaped(message)
        assert_slack_takes(message)


def seeds() -> list[bytes]:
    """The small world, the larger files of our own, and hostile ones, each under every path."""
    own = [f"{path}\n{text}".encode() for path, text in WORLD.items()]
    rich = [
        f"{kind}\n{TEXTS[path]}".encode()
        for kind, path in (
            (ANALYST, "roles/ai-engineer.yaml"), (PAY, "sources/ml-engineer-jobs.yaml"),
            (PLACES, "vocabulary/levels.yaml"), (PLACES, "vocabulary/companies.yaml"),
        )
    ]  # fmt: skip
    hostile = [
        path.encode() + b"\n" + case.files[0].content
        for case in PLAIN_CASES
        for path in (ANALYST, PAY)
        if len(case.files[0].content) < 2_000
    ]
    marked = [
        f"{ANALYST}\n{SMALL[ANALYST]}".replace("Looks into things.", text.replace('"', "")).encode()
        for text in MARKUP
    ]
    return [*own, *rich, *hostile, *marked]


def pieces() -> list[str]:
    """Keys and values of our files, and what YAML has beyond them."""
    keys = {
        word for text in TEXTS.values() for word in text.split() if word.endswith(":") and len(word) < 25
    }  # fmt: skip
    odd = (
        "&a *a !!str !!python/name:os.system <<: --- ... ? | > |+ >- %YAML @ ` ~ null true NO 0x1F 1e3 "
        "-1 .inf 2024-01-01 12:30:00 [] {} '' \"\" \\0 \\u2028 # - : , [ ] { } analyst pay jobs oslo senior "
        "article survey range mean base total year hour USD"
    ).split()
    return [*sorted(keys), *odd, *WORLD, *MARKUP, "\t", "\r", "\x85", "\u2028", "\ufeff", "\x00"]


TARGET = Target(check, seeds, pieces, most_bytes=12_000)
