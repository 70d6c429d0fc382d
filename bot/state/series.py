"""The values of series, as last stated."""

from collections.abc import Iterable
from datetime import date
from math import isfinite

from sqlalchemy import Connection, insert, select, update

from bot.state.feed_tables import SERIES_VALUES
from bot.state.stored import storable
from knowledge.feeds.reading import SeriesValue

MOST_NAME = 200

_row = SERIES_VALUES.c


def store(connection: Connection, feed: str, values: Iterable[SeriesValue]) -> int:
    """Keep what a reading brought; gives how many values are new or others than before."""
    stated = {
        (storable(one.name, MOST_NAME), one.day): one.value for one in values if isfinite(one.value)
    }
    asked = select(_row.name, _row.day, _row.value).where(_row.feed_id == feed)
    before = {(row.name, row.day): row.value for row in connection.execute(asked)}
    new = [
        {"feed_id": feed, "name": name, "day": day, "value": value}
        for (name, day), value in stated.items()
        if (name, day) not in before
    ]
    if new:
        connection.execute(insert(SERIES_VALUES), new)
    changed = {key for key in stated.keys() & before.keys() if stated[key] != before[key]}
    for name, day in changed:
        one = update(SERIES_VALUES).where(_row.feed_id == feed, _row.name == name, _row.day == day)
        connection.execute(one.values(value=stated[name, day]))
    return len(new) + len(changed)


def values_of(connection: Connection, feed: str, since: date) -> tuple[SeriesValue, ...]:
    """The values of a feed's series from a day on, by name and day."""
    asked = (
        select(_row.day, _row.value, _row.name)
        .where(_row.feed_id == feed, _row.day >= since)
        .order_by(_row.name, _row.day)
    )
    return tuple(SeriesValue(*row) for row in connection.execute(asked))
