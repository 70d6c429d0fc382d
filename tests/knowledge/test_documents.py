"""The knowledge as a set of texts: checked the same from wherever they come."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import CONTENT
from knowledge.check import document_of, examine, examine_document, held
from knowledge.documents import (
    check_documents,
    fingerprint,
    read_documents,
)
from knowledge.files import Document, is_table, text_digest
from knowledge.store import check_folder
from knowledge.yaml_files import parse_text
from tests.knowledge.content_copy import AI_ENGINEER, JOBS, ContentCopy

TEXTS = read_documents(CONTENT)[0]


def test_texts_are_checked_as_their_folder_is(content: ContentCopy) -> None:
    content.change(JOBS, "low: 132000", "low: 132,000")
    content.write("roles/data-engineer.yaml", "name: [\n")
    content.write("vocabulary/levels.yaml", b"\xff\xfe")
    texts, unreadable = read_documents(content.root)
    assert check_documents(texts, unreadable) == check_folder(content.root)


def test_the_texts_of_a_folder_are_its_files_to_the_letter(tmp_path: Path) -> None:
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles" / "a.yaml").write_bytes(b"name: x\r\n# caf\xc3\xa9")
    assert read_documents(tmp_path) == ({"roles/a.yaml": "name: x\r\n# café"}, [])


@pytest.mark.parametrize(
    "other",
    [
        {"roles/a.yaml": "x", "roles/b.yaml": ""},
        {"roles/a.yaml": "", "roles/b.yaml": "x"},
        {"roles/a.yaml": "x"},
        {"roles/a.yaml": "x\n", "roles/b.yaml": ""},
        {},
    ],
)
def test_other_texts_have_another_revision(other: dict[str, str], tmp_path: Path) -> None:
    revisions: set[str] = set()
    for name, texts in (("one", {"roles/a.yaml": "xy", "roles/b.yaml": ""}), ("other", other)):
        (tmp_path / name / "roles").mkdir(parents=True)
        for path, text in texts.items():
            (tmp_path / name / path).write_text(text, encoding="utf-8")
        revisions.add(fingerprint(tmp_path / name))
    assert len(revisions) == 2


def test_a_document_knows_the_text_that_it_was_read_from() -> None:
    examined, _, problems = check_documents(TEXTS)
    assert problems == []
    assert {one.path: one.digest for one in examined} == {
        path: text_digest(text) for path, text in TEXTS.items()
    }


def test_what_did_not_change_is_not_read_again() -> None:
    first, _, _ = check_documents(TEXTS)
    held = {one.path: one for one in first}
    changed = {**TEXTS, AI_ENGINEER: TEXTS[AI_ENGINEER] + "# later\n"}
    second, knowledge, problems = check_documents(changed)
    assert problems == []
    assert knowledge == check_documents(TEXTS)[1]
    assert [one.path for one in second if one is not held[one.path]] == [AI_ENGINEER]


def test_what_nobody_holds_is_forgotten() -> None:
    text = "name: x\n"
    one = examine(AI_ENGINEER, text)
    assert held(AI_ENGINEER, text_digest(text)) is one
    assert held(JOBS, text_digest(text)) is None
    assert held(AI_ENGINEER, text_digest("name: y\n")) is None
    del one
    assert held(AI_ENGINEER, text_digest(text)) is None


def test_a_document_out_of_its_typed_form_says_what_its_text_says() -> None:
    for path, text in TEXTS.items():
        if is_table(path):
            continue
        read = parse_text(path, text)
        assert isinstance(read, Document)
        examined = examine_document(read)
        again = document_of(examined)
        assert (again, again.digest) == (read, text_digest(text))
        assert examine_document(again) == examined


@pytest.mark.parametrize("path", [*filter(is_table, TEXTS)])
def test_what_is_kept_of_a_table_tells_what_its_text_does(path: str) -> None:
    examined = examine(path, TEXTS[path])
    kept = document_of(examined)
    assert len(json.dumps(kept.content)) < max(2_000, len(TEXTS[path]) / 10)
    assert examine_document(replace(kept, content=json.loads(json.dumps(kept.content)))) == examined


def test_half_a_character_is_refused_with_its_place() -> None:
    """No file can hold one, but a text that was typed into Slack can."""
    texts = {**TEXTS, "roles/odd.yaml": "name: x\nfamily: a\ud800b\n"}
    _, _, problems = check_documents(texts)
    assert [str(problem) for problem in problems] == [
        "roles/odd.yaml:2:10: contains half a character: retype it"
    ]
