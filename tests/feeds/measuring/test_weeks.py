"""Which weeks are compared, and of which feeds they are known."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.digest.subscription import period_of
from knowledge.feeds.kept import FeedSpan
from knowledge.feeds.weeks import Weeks, covered

LAST = date(2026, 11, 21)


@pytest.mark.parametrize("days", range(1, 8))
def test_weeks_end_with_the_last_saturday_that_is_over(days: int) -> None:
    weeks = Weeks.before(LAST + timedelta(days=days))
    assert weeks.last == LAST
    assert weeks.first == date(2026, 8, 2)
    assert len(weeks.starts) == 16


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-200, 200))
def test_every_moment_is_of_one_week_or_outside(today: date, days: int) -> None:
    weeks = Weeks.before(today)
    at = datetime(today.year, today.month, today.day, 23, 59, tzinfo=UTC) + timedelta(days=days)
    number = weeks.number(at)
    inside = weeks.begin <= at < weeks.end
    assert (number is not None) is inside
    if number is not None:
        assert weeks.starts[number] <= at.date() < weeks.starts[number] + timedelta(days=7)


WEEKS = Weeks(LAST)


def read_in(*days: date) -> frozenset[str]:
    return frozenset(map(period_of, days))


SATURDAYS = [start + timedelta(days=6) for start in WEEKS.starts]
ALONG = read_in(*SATURDAYS)


@pytest.mark.parametrize(
    ("span", "posts", "ads"),
    [
        (FeedSpan(date(2026, 1, 1), "2026-W01", ALONG), True, True),
        (FeedSpan(date(2026, 1, 1), "2026-W01", ALONG - read_in(SATURDAYS[3])), False, False),
        (FeedSpan(date(2026, 8, 1), "2026-W48", frozenset({"2026-W48"})), True, False),
        (FeedSpan(date(2026, 8, 2), "2026-W48", frozenset({"2026-W48"})), False, False),
        (FeedSpan(date(2026, 8, 1), "2026-W40", read_in(*SATURDAYS[8:])), True, False),
        (FeedSpan(date(2026, 9, 1), "2026-W40", read_in(*SATURDAYS[8:])), False, False),
    ],
    ids=["read all along", "missed once", "a backlog", "a backlog that begins in the first week",
         "a backlog and read since", "too short a backlog"],
)  # fmt: skip
def test_a_feed_counts_where_it_is_known_in_every_week(
    span: FeedSpan, posts: bool, ads: bool
) -> None:
    """A feed shows its last posts, so that a backlog is whole as far as it goes; of ads, those that were closed are missing."""
    assert bool(covered(WEEKS.starts, {"a": span}, by_backlog=True)) is posts
    assert bool(covered(WEEKS.starts, {"a": span}, by_backlog=False)) is ads
