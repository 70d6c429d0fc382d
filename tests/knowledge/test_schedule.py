"""When a digest is due, in every zone: once each ISO week, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.digest.subscription import (
    Frequency,
    Schedule,
    following,
    local_date,
    made_to_come,
    period_of,
    slot_after,
    slot_on,
)
from knowledge.digest.zones import known_zones

MONDAY = 0
ZONES = sorted(known_zones())

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Europe/Berlin", date(2027, 3, 28), time(2, 30), "2027-03-28T01:30"),  # 03:30 summer time
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30"),  # the first 02:30
        ("America/New_York", date(2026, 3, 8), time(2, 0), "2026-03-08T07:00"),  # 03:00
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:45"),  # half an hour
        ("Africa/Cairo", date(2026, 4, 24), time(0, 30), "2026-04-23T22:30"),  # at midnight
        ("Pacific/Apia", date(2011, 12, 30), time(9), "2011-12-30T19:00"),  # a day left out
        ("Asia/Kolkata", date(2026, 11, 23), time(9), "2026-11-23T03:30"),
    ],
)
def test_known_transitions(zone: str, day: date, at: time, expected: str) -> None:
    slot = slot_on(Schedule(day.weekday(), at, zone), day)
    assert slot.local_date == day
    assert slot.at == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_the_week_is_that_of_the_local_date() -> None:
    # Monday 00:30 in Auckland is still Sunday in UTC, and the last day of 2026's weeks.
    slot = slot_on(Schedule(MONDAY, time(0, 30), "Pacific/Auckland"), date(2027, 1, 4))
    assert (slot.period, slot.at.date()) == ("2027-W01", date(2027, 1, 3))
    assert period_of(date(2027, 1, 3)) == "2026-W53"


@given(
    st.integers(0, 6),
    st.times().map(lambda at: at.replace(microsecond=0)),
    st.sampled_from(ZONES),
    st.integers(0, 30_000).map(lambda days: BEGINNING + timedelta(days=days, seconds=days * 977)),
)
def test_the_next_slot_is_the_first_later_one(
    weekday: int, at: time, zone: str, moment: datetime
) -> None:
    schedule = Schedule(weekday, at, zone)
    slot = slot_after(schedule, moment)
    assert slot.at > moment
    before = slot_on(schedule, slot.local_date - timedelta(weeks=1))
    assert before.at <= moment
    assert slot.local_date.weekday() == weekday
    shown = slot.at.astimezone(ZoneInfo(zone))
    # Where the clocks skip the time it is later by what they skip; they never skip a whole day here.
    assert (
        timedelta(0)
        <= shown.replace(tzinfo=None) - datetime.combine(slot.local_date, at)
        <= timedelta(days=1)
    )
    assert local_date(slot.at, zone) == shown.date()


ROWS: tuple[Frequency, ...] = ("even-weeks", "odd-weeks")


def days_of(frequency: Frequency, slots: int, weekday: int = MONDAY) -> list[date]:
    """The dates of the first slots from the end of 2026 on."""
    schedule = Schedule(weekday, time(9), "Europe/Berlin", frequency)
    slot = slot_after(schedule, datetime(2026, 12, 1, tzinfo=UTC))
    days = [slot.local_date]
    while len(days) < slots:
        slot = following(schedule, slot)
        days.append(slot.local_date)
    return days


def test_two_rows_of_every_second_week_share_all_weeks_across_a_year_of_53() -> None:
    even, odd = (days_of(row, 30) for row in ROWS)
    for row in (even, odd):
        assert {after - before for before, after in pairwise(row)} == {timedelta(weeks=2)}
    assert sorted({*even, *odd}) == days_of("weekly", 60)


@pytest.mark.parametrize("weekday", range(7))
def test_monthly_is_the_first_such_day_of_every_month(weekday: int) -> None:
    days = days_of("monthly", 24, weekday)
    assert {day.weekday() for day in days} == {weekday}
    assert all(day.day <= 7 for day in days)
    months = [(day.year, day.month) for day in days]
    assert len(set(months)) == 24
    assert months[-1] == (2028, 11)


@given(st.integers(0, 6), st.integers(0, 4 * 365 * 24))
def test_every_second_week_begins_with_the_next_slot_and_stays(weekday: int, hours: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    weekly = Schedule(weekday, time(9), "America/New_York")
    made = made_to_come(weekly, "biweekly", now)
    assert slot_after(made, now) == slot_after(weekly, now)
    later = now + timedelta(weeks=1)
    assert made_to_come(made, "biweekly", later) == made
    assert made_to_come(made, "weekly", later) == weekly
