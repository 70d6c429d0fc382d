"""What a digest makes of an edit of everything."""

from datetime import date

from knowledge.difference import diff
from knowledge.digest.edition import news_of
from knowledge.library import Library
from tests.knowledge.small_world import figure, library_of, role, source
from tests.work import with_calls

SINCE = date(2026, 11, 16)


def stated(lowest: int, size: int) -> Library:
    """So many figures of one source about a role, each at a place of its own."""
    figures = [
        figure("r0", lowest + number, section=f"{lowest} {number}") for number in range(size)
    ]
    return library_of([source("s0", figures=figures)], [role("r0")])


def test_the_work_of_a_large_edit_grows_with_it() -> None:
    def calls(size: int) -> int:
        before, after = stated(100_000, size), stated(300_000, size)
        news, calls = with_calls(lambda: news_of(diff(before, after), SINCE))
        assert news.items
        return calls

    # All figures are others: ten times as many would take a hundred times the calls with their square.
    assert calls(5_000) < 15 * calls(500)
