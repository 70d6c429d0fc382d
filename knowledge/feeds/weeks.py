"""The weeks that are compared: the last four with the twelve before them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from knowledge.digest.subscription import period_of
from knowledge.feeds.identity import Known, Placed, Reading, stated_date
from knowledge.feeds.kept import FeedSpan, FeedSpans

RECENT, BEFORE = 4, 12
WEEK = timedelta(days=7)
MOSTLY = 0.9
"""Of the posts of weeks without a reading, so many have to be dated: the others are counted nowhere."""

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


def shows_all_since(reading: Reading, placed: Sequence[Placed], known: Iterable[Known]) -> bool:
    """Whether a reading shows all that came in since the one before, with its days.

    A feed shows its last posts: where the newest of those that were there is still among them, none after it is
    missing. (The oldest that is there says less: it may be one that is pinned.)
    """
    stood = [one for one in known if one.was_there]
    newest = max(stood, key=lambda one: (one.dated, one.id), default=None)
    is_there = newest is not None and any(
        one.known is not None and one.known.id == newest.id for one in placed
    )
    new = [one for one in placed if one.known is None]
    dated = sum(stated_date(one.item, reading.now) is not None for one in new)
    is_dated = dated >= MOSTLY * len(new)
    return reading.is_whole and not reading.has_moved and is_there and is_dated


def weeks_between(last_read: date, now: date) -> tuple[str, ...]:
    """The weeks (ISO 8601) that begin after that of one day and end before that of another."""
    number = (now - last_read).days // 7 + 1
    weeks = (period_of(last_read + step * WEEK) for step in range(1, number + 1))
    return tuple(week for week in weeks if week < period_of(now))


def covered(weeks: Iterable[date], spans: FeedSpans, *, by_backlog: bool) -> frozenset[str]:
    """The feeds that are known in each of some weeks.

    In a week since its first reading a feed is known where it was read, or where the reading after it showed all
    that had come since the one before. In a week before, `by_backlog` and where the
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
