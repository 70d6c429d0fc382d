"""A process that is slow gets on all the same, and one that has nothing to do keeps nobody busy."""

import threading
from datetime import time, timedelta
from itertools import count

from bot.delivery.courier import Courier
from bot.delivery.due import Due
from bot.delivery.poster import Timing
from bot.state.database import Database
from knowledge.digest.subscription import Focus, Schedule
from knowledge.library import Library
from tests.delivery.hand_clock import HandClock
from tests.delivery.memory_slack import MemorySlack
from tests.delivery.process import MAYA, TEAM, Process, editor_of

CHANNELS = ("C0ONE", "C0TWO", "C0THREE")


class Idle(threading.Event):
    """Never set; counts who waits for it, and how many of them at one time."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = 0
        self.waiting = 0
        self.most = 0
        self._lock = threading.Lock()

    def wait(self, timeout: float | None = None) -> bool:
        """Note that somebody has nothing to do."""
        with self._lock:
            self.waits += 1
            self.waiting += 1
            self.most = max(self.most, self.waiting)
        came = super().wait(timeout)
        with self._lock:
            self.waiting -= 1
        return came


def test_a_transaction_ends_after_one_digest_where_each_takes_long(
    database: Database, library: Library
) -> None:
    clock = HandClock()
    slack = MemorySlack(lambda: clock.passed, 0)
    process = Process(database, library, slack, clock.now, Timing(between_posts=0))
    for channel in CHANNELS:
        process.digests.subscribe(TEAM, channel, MAYA, Schedule(0, time(9), "UTC"), Focus())
    clock.advance(timedelta(hours=4))
    seconds = count()
    editor = editor_of(library, database, clock.now)
    slow = Due(database, editor, clock.now, newest_blocks=True, clock=lambda: next(seconds))
    # Killed in the second one, it would have lost the second alone.
    assert [slow.write() for _ in range(4)] == [1, 1, 1, 0]
    process.tick()
    process.tick()
    assert sorted(one.channel for one in slack.log) == sorted([*CHANNELS, *CHANNELS])


def test_where_nothing_is_ready_one_worker_looks_for_all(database: Database) -> None:
    clock = HandClock()
    slack = MemorySlack(lambda: clock.passed, 0)
    courier = Courier(database, slack, clock.now, lambda: (), workers=8)
    idle = Idle()
    courier.deliver(idle, lambda: idle.waits >= 3)
    assert (idle.waits, idle.most) == (3, 1)
