"""An agent's sessions: the status that Slack shows while an answer takes its time, and its stop button."""

import logging
from collections import defaultdict
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Event, Lock, Timer
from typing import Literal

from handlers.errors import way

log = logging.getLogger(__name__)

SHOWN_AFTER = 1.0
"""Seconds: an answer that comes sooner needs no status, and no call for one."""

Status = Literal["processing", "active"]
Tell = Callable[[Status], object]
"""Sets the status in Slack."""

Thread = tuple[str, str]
"""A channel's id and the `ts` of a thread's first message."""


class Answering:
    """An answer that is being made, of which Slack is told once it takes longer than `SHOWN_AFTER`."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._lock = Lock()
        self._stopped = Event()
        self._ended = self._told = False

    @property
    def was_stopped(self) -> bool:
        """Whether the person who asked wants no answer any more."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Let the answer not be shown."""
        self._stopped.set()

    def takes_long(self) -> None:
        """Say that it is being made."""
        # Held over the call, so that "active" never overtakes it.
        with self._lock:
            if not self._ended:
                self._told = True
                self._set("processing")

    def end(self) -> None:
        """Say that it is not any more, where the other was said."""
        with self._lock:
            self._ended = True
            if self._told:
                self._set("active")

    def _set(self, status: Status) -> None:
        try:
            self._tell(status)
        except Exception as error:  # noqa: BLE001 — no status is worth an answer
            log.warning("couldn't set a session to %s: %s", status, way(error))


class Sessions:
    """The answers that this process is making, by their threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._under_way: defaultdict[Thread, list[Answering]] = defaultdict(list)

    @contextmanager
    def answering(self, thread: Thread, tell: Tell) -> Generator[Answering]:
        """While an answer is made and shown in a thread."""
        one = Answering(tell)
        timer = Timer(SHOWN_AFTER, one.takes_long)
        timer.daemon = True
        with self._lock:
            self._under_way[thread].append(one)
        timer.start()
        try:
            yield one
        finally:
            timer.cancel()
            with self._lock:
                self._under_way[thread].remove(one)
                if not self._under_way[thread]:
                    del self._under_way[thread]
            one.end()

    def stop(self, thread: Thread) -> None:
        """Show none of the answers that are being made for a thread."""
        with self._lock:
            for one in self._under_way.get(thread, ()):
                one.stop()
