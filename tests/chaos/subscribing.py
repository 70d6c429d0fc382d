"""Subscriptions of every channel, some of which have to be brought two weeks at once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time

from sqlalchemy import func, select

from bot.delivery.digests import StoredDigests
from bot.delivery.due import Due
from bot.delivery.notices import notice
from bot.playground import seed
from bot.state.database import Database
from bot.state.outbox import OPEN, add_post
from bot.state.tables import POSTS, SUBSCRIPTIONS
from handlers.views.formatting import Message
from knowledge.digest.subscription import Focus, Schedule
from knowledge.library import Library
from tests.delivery.process import editor_of

SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)

ON_SUNDAY = Schedule(6, time(21), "UTC")
ON_MONDAY = Schedule(0, time(9), "UTC")
WEEK, NEXT_WEEK = "2026-W47", "2026-W48"

Weeks = Mapping[str, Sequence[str]]
"""By channel, the ISO weeks whose digests it is to get, in their order."""


def subscribe(
    database: Database, library: Library, channels: Sequence[str], two_weeks: int
) -> Weeks:
    """Subscribe each channel for Monday; so many of them had Sunday's written but not posted."""
    now = SATURDAY
    digests, due = subscriptions_of(database, library, lambda: now)

    def add(channel: str, schedule: Schedule) -> None:
        digests.subscribe(seed.TEAM_ID, channel, seed.MAYA.id, schedule, Focus())

    for channel in channels[:two_weeks]:
        add(channel, ON_SUNDAY)
    now = SUNDAY
    while due.write():
        pass
    for channel in channels:
        add(channel, ON_MONDAY)
    both, one = (WEEK, NEXT_WEEK), (NEXT_WEEK,)
    return {channel: both if at < two_weeks else one for at, channel in enumerate(channels)}


def tell_people(database: Database, people: Mapping[str, str]) -> Mapping[str, str]:
    """Write a notice to each person; gives its id by the channel of their direct messages."""
    message = Message("Something happened.", ())
    with database.begin() as connection:
        return {
            channel: add_post(connection, notice(seed.TEAM_ID, user, message, MONDAY))
            for user, channel in people.items()
        }


def subscriptions_of(
    database: Database, library: Library, now: Callable[[], datetime]
) -> tuple[StoredDigests, Due]:
    """The subscriptions as listeners know them, and what writes those that are due."""
    editor = editor_of(library, database, now)
    due = Due(database, editor, now, newest_blocks=True)
    return StoredDigests(database, editor, due, now, lambda: None), due


def still_to_come(database: Database, now: datetime) -> int:
    """How many subscriptions are due and how many messages have not reached their end."""
    due = select(func.count()).select_from(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.next_at <= now)
    unposted = select(func.count()).select_from(POSTS).where(POSTS.c.state.in_(OPEN))
    with database.connect() as connection:
        return sum(connection.execute(asked).scalar_one() for asked in (due, unposted))
