"""Every slot of every zone for twenty years: once each ISO week, strictly later than the one before."""

from datetime import date, time
from itertools import pairwise

import pytest

from knowledge.digest.subscription import Schedule, following, slot_on
from knowledge.digest.zones import known_zones

MONDAY, FRIDAY, SUNDAY = 0, 4, 6
TWENTY_YEARS = 20 * 52 + 4
ZONES = sorted(known_zones())

# Sunday nights have the gaps and folds; Friday is the day that Samoa left out in 2011.
HARD = ((SUNDAY, time(2, 30)), (SUNDAY, time(0, 0)), (MONDAY, time(9)), (FRIDAY, time(23, 59)))


@pytest.mark.parametrize("begins", [date(2006, 1, 2), date(2026, 1, 5)])
def test_every_slot_of_every_zone_for_twenty_years(
    begins: date, request: pytest.FixtureRequest
) -> None:
    # In the short form the hard times take turns; they begin with another one in each twenty years.
    is_short = request.config.getoption("--short", default=False)
    for number, zone in enumerate(ZONES, start=begins.year // 20):
        for weekday, at in [HARD[number % len(HARD)]] if is_short else HARD:
            schedule = Schedule(weekday, at, zone)
            slots = [slot_on(schedule, begins)]
            for _ in range(TWENTY_YEARS):
                slots.append(following(schedule, slots[-1]))
            assert all(one.at < two.at for one, two in pairwise(slots)), schedule
            periods = [slot.period for slot in slots]
            assert len(set(periods)) == len(periods), schedule
            days = [(slot.local_date - begins).days for slot in slots]
            assert days == [weekday + 7 * week for week in range(len(slots))], schedule
