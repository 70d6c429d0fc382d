"""The steps of what a process writes: every commit, every flush to the disk, every renaming."""

import os
import signal
import sys
import threading
from types import FrameType

from sqlalchemy import Connection, Engine, Pool, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

COMMITTED = "committed"
FILE_STEPS = {os.fsync: "a flush", os.replace: "a renaming"}


class Steps:
    """Counts the steps of this process, once they count, and kills it at one of them.

    Of the threads, those are watched that begin later than this.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self._counts = False
        self._kill_at: int | None = None
        event.listen(Engine, "commit", self._before_commit)
        event.listen(Pool, "checkin", self._after_commit)
        threading.setprofile(self._call)
        sys.setprofile(self._call)

    def count(self, kill_at: int | None = None) -> None:
        """From now on."""
        self._kill_at = kill_at
        self._counts = True

    def _step(self, name: str) -> None:
        if self._counts:
            self.names.append(name)
            if len(self.names) == self._kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    def _before_commit(self, connection: Connection) -> None:
        self._step("before a commit")
        connection.info[COMMITTED] = True

    def _after_commit(
        self, _connection: DBAPIConnection | None, entry: ConnectionPoolEntry
    ) -> None:
        if entry.info.pop(COMMITTED, False):
            self._step("after a commit")

    def _call(self, _frame: FrameType, kind: str, called: object) -> None:
        if kind in ("c_call", "c_return"):
            for function, name in FILE_STEPS.items():
                if called is function:
                    self._step(f"{'before' if kind == 'c_call' else 'after'} {name}")
