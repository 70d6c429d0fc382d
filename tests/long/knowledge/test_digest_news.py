"""What a digest makes of an edit of everything."""

from datetime import date
from time import process_time

from knowledge.difference import diff
from knowledge.digest.edition import news_of
from knowledge.library import Library
from tests.knowledge.small_world import figure, library_of, role, source

SINCE = date(2026, 11, 16)


def stated(lowest: int, size: int) -> Library:
    """So many figures of one source about a role, each at a place of its own."""
    figures = [
        figure("r0", lowest + number, section=f"{lowest} {number}") for number in range(size)
    ]
    return library_of([source("s0", figures=figures)], [role("r0")])


def test_the_work_of_a_large_edit_grows_with_it() -> None:
    def seconds(size: int) -> float:
        before, after = stated(100_000, size), stated(300_000, size)
        begun = process_time()
        assert news_of(diff(before, after), SINCE).items
        return process_time() - begun

    # All figures are others: ten times as many would take a hundred times as long with their square.
    assert seconds(5_000) < 40 * seconds(500)
