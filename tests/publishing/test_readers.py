"""Readers are answered, each from one revision, while a hundred are published."""

from pathlib import Path

from tests.publishing.conftest import RunProgram

REVISIONS = 100


def test_no_answer_fails_or_is_torn(
    run_program: RunProgram, url: str, tmp_path: Path, short: bool
) -> None:
    revisions = 15 if short else REVISIONS
    told = run_program("readers", url, tmp_path, revisions)
    assert (told["published"], told["failed"], told["torn"]) == (revisions, 0, [])
    assert told["with both figures"] > revisions
    assert min(told["revisions seen"]) > revisions // 4
