"""Whatever happens to a knowledge file, an admin is told where, and members are served as before."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.settings import CONTENT
from knowledge.documents import fingerprint, knowledge_paths
from knowledge.export import EXPORT_KINDS, export_lines
from knowledge.files import Document, Problem
from knowledge.library import Library
from knowledge.store import KnowledgeStore, open_library
from knowledge.yaml_files import parse
from tests.knowledge.content_copy import AI_ENGINEER, JOBS, ContentCopy, copy_content

GOOD = {
    path.relative_to(CONTENT).as_posix(): path.read_bytes() for path in knowledge_paths(CONTENT)
}

ODD_BYTES = [b"\0", b"\t", b"\r", b"\n", b"\xff", b"\xe9", b"\xef\xbb\xbf", b"\x1b", b"\xc2\x85",
             "\u2028".encode(), "é".encode(), b"[", b"]", b"{", b"}", b"- ", b": ", b"#", b"&a ",
             b"*a ", b"!!str ", b"? ", b"| ", b"'", b'"', b"\\", b"%", b"@", b"---\n", b"...\n",
             b"<<: ", b"\n\n", b"  "]  # fmt: skip

ODD_VALUES = ["null", "true", "-1", "0", "1e999", "9" * 50, "132,000", "NO", "12:30", "[]", "{}",
              "[[[]]]", "''", '"\\0"', "ai-engineer", "senior", "a: b", "2024-01-01", "é", "x" * 3000,
              "\n  - a\n  - b", "|\n  text", ">-", "*a", "🤖", "<!channel>"]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A knowledge file's name, and its bytes after one to three mishaps."""
    name = draw(st.sampled_from(sorted(GOOD)))
    data = GOOD[name]
    for _ in range(draw(st.integers(1, 3))):
        mishap = draw(st.sampled_from([lose, gain, retype, swap_lines, lose_lines, cut, revalue]))
        data = draw(mishap(data))
    return name, data


def places(data: bytes) -> st.SearchStrategy[int]:
    return st.integers(0, len(data))


def strange_bytes() -> st.SearchStrategy[bytes]:
    return st.sampled_from(ODD_BYTES) | st.binary(max_size=4) | st.text(max_size=4).map(str.encode)


@st.composite
def lose(draw: st.DrawFn, data: bytes) -> bytes:
    start = draw(places(data))
    return data[:start] + data[start + draw(st.integers(1, 30)) :]


@st.composite
def gain(draw: st.DrawFn, data: bytes) -> bytes:
    start = draw(places(data))
    return data[:start] + draw(strange_bytes()) + data[start:]


@st.composite
def retype(draw: st.DrawFn, data: bytes) -> bytes:
    start = draw(places(data))
    new = draw(strange_bytes())
    return data[:start] + new + data[start + len(new) :]


@st.composite
def cut(draw: st.DrawFn, data: bytes) -> bytes:
    return data[: draw(places(data))]


@st.composite
def swap_lines(draw: st.DrawFn, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


@st.composite
def lose_lines(draw: st.DrawFn, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    start = draw(st.integers(0, len(lines)))
    return b"".join(lines[:start] + lines[start + draw(st.integers(1, 8)) :])


@st.composite
def revalue(draw: st.DrawFn, data: bytes) -> bytes:
    """Another value after the colon of some line."""
    lines = data.splitlines(keepends=True) or [b""]
    number = draw(st.integers(0, len(lines) - 1))
    key, _, _ = lines[number].partition(b":")
    lines[number] = key + b": " + draw(st.sampled_from(ODD_VALUES)).encode() + b"\n"
    return b"".join(lines)


def assert_points_into(problem: Problem, name: str, data: bytes) -> None:
    """The problem is one line of text, and its line and column are in the file that it names."""
    assert "\n" not in str(problem)
    assert problem.message
    lines = (data if problem.path == name else GOOD[problem.path]).split(b"\n")
    if (problem.line, problem.column) != (0, 0):
        assert 1 <= problem.line <= len(lines)
        line = lines[problem.line - 1].decode(errors="replace")
        assert 1 <= problem.column <= len(line) + 1


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> ContentCopy:
    return copy_content(tmp_path_factory.mktemp("damaged") / "content")


@settings(deadline=None, max_examples=100)
@given(damage=damaged())
def test_a_file_is_read_or_refused_with_its_place(damage: tuple[str, bytes]) -> None:
    name, data = damage
    outcome = parse(name, data)
    if isinstance(outcome, Document):
        known = {(), *outcome.positions}
        assert {at[:-1] for at in outcome.positions if at} <= known
    else:
        assert outcome
        for problem in outcome:
            assert problem.path == name
            assert_points_into(problem, name, data)


@settings(deadline=None, max_examples=20)
@given(damage=damaged())
@example(damage=(JOBS, b""))
@example(damage=(AI_ENGINEER, b"name: [\n"))
def test_every_problem_points_into_a_file(copy: ContentCopy, damage: tuple[str, bytes]) -> None:
    name, data = damage
    copy.write(name, data)
    try:
        _, problems = copy.checked()
    finally:
        copy.write(name, GOOD[name])
    for problem in problems:
        assert_points_into(problem, name, data)
    assert problems == sorted(problems)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, copy: ContentCopy) -> Path:
    """A store that holds the good knowledge."""
    path = tmp_path_factory.mktemp("store") / "knowledge.json"
    assert open_library(copy.root, KnowledgeStore(path)).problems == ()
    return path


@pytest.fixture(scope="module")
def good(published: Path) -> bytes:
    return published.read_bytes()


@pytest.fixture(scope="module")
def known(library: Library) -> list[str]:
    return told(library)


def told(library: Library) -> list[str]:
    """All that members can be told."""
    return [line for kind in EXPORT_KINDS for line in export_lines(library, kind)]


@settings(deadline=None, max_examples=8)
@given(damage=damaged())
@example(damage=(JOBS, b""))
@example(damage=(JOBS, GOOD[JOBS].replace(b"low: 132000", b"low: 132,000")))
@example(damage=(JOBS, GOOD[JOBS].replace(b"low: 132000", b"low: 131000")))
def test_an_error_changes_nothing_for_members(
    copy: ContentCopy, published: Path, good: bytes, known: list[str], damage: tuple[str, bytes]
) -> None:
    name, data = damage
    copy.write(name, data)
    try:
        opened = open_library(copy.root, KnowledgeStore(published))
        now, revision = published.read_bytes(), fingerprint(copy.root)
    finally:
        copy.write(name, GOOD[name])
        published.write_bytes(good)
    for problem in opened.problems:
        assert_points_into(problem, name, data)
    assert opened.library is not None
    if any(problem.severity == "error" for problem in opened.problems):
        assert opened.library.revision == fingerprint(CONTENT)
        assert told(opened.library) == known
        assert now == good
    else:
        assert opened.library.revision == revision
        assert (now == good) is (data == GOOD[name])
