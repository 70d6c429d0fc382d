"""Damaged and hostile files: each is refused with its place, in no time, and nothing is changed."""

import time
from collections import Counter

import pytest

from knowledge.documents import check_documents
from tests.corpus.hostile.archives import ARCHIVE_CASES
from tests.corpus.hostile.cases import TEXTS, Case, judged
from tests.corpus.hostile.slips import SLIPS
from tests.corpus.hostile.texts import TEXT_CASES

CASES: list[Case] = [*SLIPS, *TEXT_CASES, *ARCHIVE_CASES]

A_MOMENT = 0.1
"""Seconds of this process's own time, the check of all other knowledge files included."""

MOST_TIMES = 12
"""How many times as long as all of our own files, read on the same machine at the same moment: those
have a quarter of the bytes of the largest file that may be handed in."""


def seconds_of_our_own_files() -> float:
    start = time.process_time()
    for _ in range(3):
        check_documents(TEXTS)
    return (time.process_time() - start) / 3


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_refused(case: Case) -> None:
    start = time.process_time()
    problems = judged(case.files)
    seconds = time.process_time() - start
    assert any(line.startswith(case.at) and case.words in line for line in problems), problems[:5]
    assert all(line.isprintable() and len(line) < 1000 for line in problems)
    assert seconds < A_MOMENT or seconds < MOST_TIMES * seconds_of_our_own_files()


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 150
    assert [t for t, n in Counter(case.title for case in CASES).items() if n > 1] == []
