"""Damaged and hostile files: each is refused with its place, in no time, and nothing is changed."""

import gc
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.corpus.hostile.archives import ARCHIVE_CASES
from tests.corpus.hostile.cases import Case, judged
from tests.corpus.hostile.slips import SLIPS
from tests.corpus.hostile.texts import TEXT_CASES

CASES: list[Case] = [*SLIPS, *TEXT_CASES, *ARCHIVE_CASES]

MOST_SECONDS = 1.0
"""Of this process's own time, the check of all other knowledge files included."""

TRIES = 3
"""The best of them counts: the others say how busy the machine was."""


@pytest.fixture(scope="module", autouse=True)
def _as_in_a_server() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction] — pytest calls it
    """A server freezes what it holds: here too nothing but the file is looked through for garbage."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_refused(case: Case) -> None:
    problems, seconds = timed(case)
    assert any(line.startswith(case.at) and case.words in line for line in problems), problems[:5]
    assert all(line.isprintable() and len(line) < 1000 for line in problems)
    assert seconds < MOST_SECONDS or any(timed(case)[1] < MOST_SECONDS for _ in range(TRIES - 1))


def timed(case: Case) -> tuple[list[str], float]:
    start = time.process_time()
    problems = judged(case.files)
    return problems, time.process_time() - start


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 150
    assert [t for t, n in Counter(case.title for case in CASES).items() if n > 1] == []
