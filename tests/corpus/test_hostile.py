"""Damaged and hostile files: each is refused with its place, in no time, and nothing is changed."""

import gc
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

import pytest

from knowledge.documents import check_documents
from tests.corpus.hostile.archives import ARCHIVE_CASES
from tests.corpus.hostile.cases import TEXTS, Case, judged
from tests.corpus.hostile.slips import SLIPS
from tests.corpus.hostile.texts import TEXT_CASES

T = TypeVar("T")

CASES: list[Case] = [*SLIPS, *TEXT_CASES, *ARCHIVE_CASES]

MOST = 6.0
"""Times as long as it takes to read and check all knowledge files that come along."""

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
def test_refused(case: Case, most_seconds: float) -> None:
    problems, seconds = timed(partial(judged, case.files))
    assert any(line.startswith(case.at) and case.words in line for line in problems), problems[:5]
    assert all(line.isprintable() and len(line) < 1000 for line in problems)
    assert seconds < most_seconds or any(
        timed(partial(judged, case.files))[1] < most_seconds for _ in range(TRIES - 1)
    )


@pytest.fixture(scope="module")
def most_seconds() -> float:
    """How long a refusal may take on this machine, of this process's own time."""
    return MOST * min(timed(partial(check_documents, TEXTS))[1] for _ in range(TRIES))


def timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    done = work()
    return done, time.process_time() - start


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 150
    assert [t for t, n in Counter(case.title for case in CASES).items() if n > 1] == []
