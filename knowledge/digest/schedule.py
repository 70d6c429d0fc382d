"""When a digest is due: a weekday and a time in a zone, once in every ISO week."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(weeks=1)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The names of the weekdays; 0 is Monday."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A weekday (0 is Monday) and a time of day, as the clocks of an IANA zone show it."""

    weekday: int
    at: time
    zone: str


DEFAULT_WEEKDAY = 0
DEFAULT_TIME = time(9)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One moment at which a digest is due: in UTC, and the local date that it was set for."""

    at: datetime
    local_date: date

    @property
    def period(self) -> str:
        """The ISO week of the local date, `2026-W48`: a channel gets one digest in each."""
        return period_of(self.local_date)


def period_of(day: date) -> str:
    """The ISO week of a date, as ISO 8601 writes it: `2026-W48`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def local_date(moment: datetime, zone: str) -> date:
    """The date that a calendar in the zone shows at a moment."""
    return moment.astimezone(ZoneInfo(zone)).date()


def slot_on(schedule: Schedule, day: date) -> Slot:
    """The slot of the ISO week in which a day lies.

    A time that the clocks skip is moved forward by as much as they are; of a time that they show
    twice it is the first. (PEP 495: both are what `fold=0` means.)
    """
    monday = day - timedelta(days=day.weekday())
    scheduled = monday + timedelta(days=schedule.weekday)
    local = datetime.combine(scheduled, schedule.at, ZoneInfo(schedule.zone))
    return Slot(local.astimezone(UTC), scheduled)


def slot_after(schedule: Schedule, moment: datetime) -> Slot:
    """The first slot later than a moment."""
    slot = slot_on(schedule, local_date(moment, schedule.zone) - WEEK)
    while slot.at <= moment:
        slot = following(schedule, slot)
    return slot


def following(schedule: Schedule, slot: Slot) -> Slot:
    """The slot of the ISO week after a slot's."""
    return slot_on(schedule, slot.local_date + WEEK)
