"""The time that a number is of, as ISO 8601 writes it: a day, a month, a year, or an interval of those."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
OPEN = ".."
"""What takes the place of an end that isn't stated (ISO 8601-2)."""


@dataclass(frozen=True, slots=True)
class Period:
    """From a first day to a last one, both included; None at an end that isn't stated."""

    first: date | None
    last: date | None

    @classmethod
    def of_day(cls, day: date) -> Self:
        """One day."""
        return cls(day, day)

    @classmethod
    def read(cls, text: str | None) -> Self | None:
        """What `str` writes, and months and years; None for a duration and what is no time at all."""
        first, _, last = (text or "").partition("/")
        ends = _days(first), _days(last or first)
        if None in ends or ends == (_NOT_STATED, _NOT_STATED):
            return None
        (begin, _), (_, end) = ends[0] or _NOT_STATED, ends[1] or _NOT_STATED
        return cls(begin, end)

    @property
    def is_day(self) -> bool:
        """Whether it is one day alone."""
        return self.first == self.last

    def __str__(self) -> str:
        ends = [OPEN if end is None else end.isoformat() for end in (self.first, self.last)]
        return ends[0] if self.is_day else "/".join(ends)


_Days = tuple[date | None, date | None]
_NOT_STATED: _Days = (None, None)


def _days(text: str) -> _Days | None:
    """The first and the last day of a year, a month or a day; None where it is none of them."""
    if text == OPEN:
        return _NOT_STATED
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(found[name] or 0) for name in ("year", "month", "day"))
    last_month = month or 12
    try:
        last_day = day or monthrange(year, last_month)[1]
        return date(year, month or 1, day or 1), date(year, last_month, last_day)
    except ValueError:
        return None  # a month or a day that no calendar has
