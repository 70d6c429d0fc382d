"""Time, ids, the log of calls and the news of what changed; all parts of a workspace share one."""

import queue
import threading
from collections import deque
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace

from bot.playground.clock import MovableClock
from bot.playground.records import ApiCall, Change, Kind, Message, View

Changes = queue.SimpleQueue[Change | None]
"""What changed, as it changes; None says that the workspace closes."""

MOST_REMEMBERED = 10_000
SECONDS_BETWEEN_LOOKS = 0.02


class Journal:
    """What happened, in order; `lock` is the one lock of the workspace."""

    def __init__(self, clock: MovableClock) -> None:
        self.clock = clock
        clock.when_moved(lambda: self.changed("state"))
        self.lock = threading.RLock()
        self._happened = threading.Condition(self.lock)
        self._calls: deque[ApiCall] = deque(maxlen=MOST_REMEMBERED)
        self._touched: deque[Message | View] = deque(maxlen=MOST_REMEMBERED)
        self._touches = 0
        self._last_ts = 0
        self._last_id = 0
        self._subscribers: list[Changes] = []

    def next_ts(self) -> str:
        """A message's id: seconds by the clock, never the same twice and always rising."""
        with self.lock:
            self._last_ts = max(int(self.clock() * 1_000_000), self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def next_id(self, letter: str) -> str:
        """A new id such as `V00000001`."""
        with self.lock:
            self._last_id += 1
            return f"{letter}{self._last_id:08d}"

    @property
    def calls(self) -> tuple[ApiCall, ...]:
        """Every call of the Web API so far, oldest first."""
        with self.lock:
            return tuple(self._calls)

    def record(self, call: ApiCall) -> None:
        """Add a call to the log."""
        with self.lock:
            self._calls.append(replace(call, at=self.clock()))
            self._happened.notify_all()

    def touch(self, thing: Message | View) -> None:
        """Note that a message or view came or changed, and tell the pages that show it."""
        with self.lock:
            self._touched.append(thing)
            self._touches += 1
        if isinstance(thing, Message):
            self.changed("messages", thing.channel, thing.ephemeral_for)
        else:
            self.changed("home" if thing.type == "home" else "views", user=thing.user)

    def mark(self) -> int:
        """A point in the history, for `since`."""
        with self.lock:
            return self._touches

    def since(self, mark: int) -> tuple[Message | View, ...]:
        """The messages and views that came or changed after a point, oldest first."""
        with self.lock:
            fresh = self._touches - mark
            return tuple(self._touched)[-fresh:] if fresh else ()

    def changed(self, what: Kind, channel: str | None = None, user: str | None = None) -> None:
        """Tell every page that something is to be drawn again; with a user, theirs alone."""
        with self.lock:
            for subscriber in self._subscribers:
                subscriber.put(Change(what, channel, user))
            self._happened.notify_all()

    def wait(self) -> None:
        """Wait until something happens, or a moment for what happens outside."""
        with self._happened:
            self._happened.wait(SECONDS_BETWEEN_LOOKS)

    @contextmanager
    def subscribed(self) -> Generator[Changes]:
        """The changes to come."""
        changes: Changes = queue.SimpleQueue()
        with self.lock:
            self._subscribers.append(changes)
        try:
            yield changes
        finally:
            with self.lock:
                self._subscribers.remove(changes)

    def close(self) -> None:
        """Let every subscriber end."""
        with self.lock:
            for subscriber in self._subscribers:
                subscriber.put(None)
