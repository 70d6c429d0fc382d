"""The weeks that are compared: the last four with the twelve before them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from knowledge.digest.subscription import period_of
from knowledge.feeds.kept import FeedSpan, FeedSpans

RECENT, BEFORE = 4, 12
WEEK = timedelta(days=7)
SATURDAY = 5
"""As `date.weekday` counts. Weeks end with it, in UTC: what is measured on Sundays has seven whole days."""


@dataclass(frozen=True, slots=True)
class Weeks:
    """Sixteen weeks, the oldest first; `last` is their last day."""

    last: date

    @classmethod
    def before(cls, today: date) -> "Weeks":
        """Those of which all days are over."""
        return cls(today - timedelta(days=(today.weekday() - SATURDAY - 1) % 7 + 1))

    @property
    def first(self) -> date:
        """The first day of all."""
        return self.last - (RECENT + BEFORE) * WEEK + timedelta(days=1)

    @property
    def starts(self) -> tuple[date, ...]:
        """The first day of each."""
        return tuple(self.first + number * WEEK for number in range(RECENT + BEFORE))

    @property
    def begin(self) -> datetime:
        """The moment at which the first one begins."""
        return datetime(self.first.year, self.first.month, self.first.day, tzinfo=UTC)

    @property
    def end(self) -> datetime:
        """The moment at which the last one is over."""
        return self.begin + (RECENT + BEFORE) * WEEK

    def number(self, moment: datetime) -> int | None:
        """In which of the weeks a moment lies, from 0; None outside of them."""
        number = (moment.astimezone(UTC).date() - self.first).days // 7
        return number if 0 <= number < RECENT + BEFORE else None


def covered(weeks: Iterable[date], spans: FeedSpans, *, by_backlog: bool) -> frozenset[str]:
    """The feeds that are known in each of some weeks.

    In a week since its first reading a feed is known where it was read. In one before, `by_backlog` and where the
    oldest post of the first reading is older than the week: a feed shows its last posts, all of them since then.
    """
    starts = tuple(weeks)
    return frozenset(
        feed
        for feed, span in spans.items()
        if all(_is_covered(start, span, by_backlog=by_backlog) for start in starts)
    )


def _is_covered(start: date, span: FeedSpan, *, by_backlog: bool) -> bool:
    # All but its first day are of one week of ISO 8601.
    week = period_of(start + WEEK - timedelta(days=1))
    if week > span.first_week:
        return week in span.weeks
    return by_backlog and span.begins < start
