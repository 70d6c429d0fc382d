"""A host loses the database in the midst of delivering: nothing is lost, and nothing comes twice."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import time, timedelta
from typing import Any

import pytest

from bot.delivery.poster import Absent, Posted, Refused, Timing, Unclear
from bot.state.database import Database
from handlers.errors import UnavailableError
from knowledge.digest.subscription import Focus, Schedule
from knowledge.library import Library
from tests.delivery.hand_clock import HandClock
from tests.delivery.memory_slack import MemorySlack
from tests.delivery.process import MAYA, TEAM, Process
from tests.delivery.records import Records
from tests.hosts.way import Way

CHANNEL, ANOTHER = "C0DATA", "C0OTHER"
MONDAYS_AT_SEVEN = Schedule(0, time(7), "UTC")
TIMING = Timing(between_posts=0)
AWAY_SECONDS = 4.0
"""Longer than anybody waits for a connection."""


class CuttingSlack:
    """A Slack during whose next call something happens, before or after it is carried out."""

    def __init__(self, slack: MemorySlack) -> None:
        self.slack = slack
        self.before: Callable[[], None] | None = None
        self.after: Callable[[], None] | None = None
        self.looks = 0
        self.conversation = slack.conversation

    def post(
        self, channel: str, marker: str, payload: Any, thread_ts: str | None
    ) -> Posted | Refused | Unclear:
        """See `Slack`."""
        with self._happening():
            return self.slack.post(channel, marker, payload, thread_ts)

    def look(
        self, channel: str, marker: str, thread_ts: str | None
    ) -> Posted | Absent | Refused | Unclear:
        """See `Slack`."""
        self.looks += 1
        return self.slack.look(channel, marker, thread_ts)

    @contextmanager
    def _happening(self) -> Generator[None]:
        before, self.before = self.before, None
        if before:
            before()
        yield
        after, self.after = self.after, None
        if after:
            after()


@pytest.fixture
def clock() -> HandClock:
    """A Monday, six o'clock."""
    return HandClock()


@pytest.fixture
def slack(clock: HandClock) -> CuttingSlack:
    """Nothing befalls it yet."""
    return CuttingSlack(MemorySlack(lambda: clock.passed, lateness=1))


@pytest.fixture
def cut_off(database: Database, library: Library, slack: CuttingSlack, clock: HandClock) -> Process:
    """The host that will lose the database; two digests are due."""
    process = Process(database, library, slack, clock.now, TIMING)
    for channel in (CHANNEL, ANOTHER):
        process.digests.subscribe(TEAM, channel, MAYA, MONDAYS_AT_SEVEN, Focus())
    clock.advance(timedelta(hours=1, seconds=5))
    while process.due.write():
        pass
    return process


@pytest.fixture
def other(beside: Database, library: Library, slack: CuttingSlack, clock: HandClock) -> Process:
    """A host that never loses it."""
    return Process(beside, library, slack, clock.now, TIMING)


@pytest.fixture
def records(beside: Database) -> Records:
    """What the database says of it."""
    return Records(beside)


def lost_for_a_while(way: Way) -> Callable[[], None]:
    """Close the way, and open it a few seconds later."""

    def lose() -> None:
        way.refuse()
        threading.Timer(AWAY_SECONDS, way.open).start()

    return lose


def all_arrived_once(slack: CuttingSlack, records: Records) -> None:
    """Each channel has its digest with one reply in its thread, and the database says the same."""
    places = [(one.channel, one.thread_ts is not None) for one in slack.slack.log]
    assert sorted(places) == [
        (channel, reply) for channel in (CHANNEL, ANOTHER) for reply in (False, True)
    ]
    records.all_settled(slack.slack)


def test_an_answer_that_cannot_be_recorded_is_recorded_later(
    way: Way, cut_off: Process, slack: CuttingSlack, records: Records
) -> None:
    slack.after = lost_for_a_while(way)
    cut_off.tick()
    cut_off.tick()
    all_arrived_once(slack, records)
    assert slack.looks == 0, "what was known had been forgotten"


def test_what_a_stopping_process_could_not_record_is_adopted(
    way: Way,
    cut_off: Process,
    other: Process,
    slack: CuttingSlack,
    records: Records,
    clock: HandClock,
) -> None:
    stopping = threading.Event()

    def lose() -> None:
        way.refuse()
        stopping.set()

    slack.after = lose
    with pytest.raises(UnavailableError):
        cut_off.courier.deliver(stopping, lambda: True)
    clock.advance(timedelta(seconds=TIMING.lease + 1))
    other.tick()
    other.tick()
    all_arrived_once(slack, records)
    assert slack.looks == 1


def test_what_another_host_took_over_is_not_posted_again(
    way: Way,
    cut_off: Process,
    other: Process,
    slack: CuttingSlack,
    records: Records,
    clock: HandClock,
) -> None:
    def be_slow() -> None:
        # It has posted one message and has another in hand when it loses the database; it finds it
        # again after the other host has seen to both.
        way.refuse()
        clock.advance(timedelta(seconds=TIMING.lease + 1))
        other.tick()
        other.tick()
        all_arrived_once(slack, records)
        way.open()

    slack.after = be_slow
    cut_off.tick()
    cut_off.tick()
    all_arrived_once(slack, records)
    assert slack.looks == 1
