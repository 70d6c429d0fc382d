"""Damaged and hostile files: each is refused with its place, without much work, and nothing is changed."""

from collections import Counter
from functools import partial

import pytest

from knowledge.documents import check_documents
from knowledge.files import is_table
from tests.corpus.hostile.archives import ARCHIVE_CASES
from tests.corpus.hostile.cases import TEXTS, Case, judged
from tests.corpus.hostile.slips import SLIPS
from tests.corpus.hostile.texts import TEXT_CASES
from tests.work import with_calls

CASES: list[Case] = [*SLIPS, *TEXT_CASES, *ARCHIVE_CASES]

MOST = 6
"""Times as much work as it is to read and check all knowledge files that come along."""


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_refused(case: Case, most_calls: int) -> None:
    problems, calls = with_calls(partial(judged, case.files))
    assert any(line.startswith(case.at) and case.words in line for line in problems), problems[:5]
    assert all(line.isprintable() and len(line) < 1000 for line in problems)
    assert calls < most_calls


@pytest.fixture(scope="module")
def most_calls() -> int:
    # What was read before, and is held, would be no work.
    anew = {path: text if is_table(path) else f"{text}# anew\n" for path, text in TEXTS.items()}
    (_, _, problems), calls = with_calls(partial(check_documents, anew))
    assert problems == []
    return MOST * calls


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 150
    assert [t for t, n in Counter(case.title for case in CASES).items() if n > 1] == []
