"""The steps of what a process writes: every commit, every flush to the disk, every renaming."""

import os
import signal
import sys
from types import FrameType

from sqlalchemy import Connection, Engine, Pool, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

COMMITTED = "committed"
FILE_STEPS = {os.fsync: "a flush", os.replace: "a renaming"}


class Steps:
    """Counts the steps of this process from now on, and kills it at one of them."""

    def __init__(self, kill_at: int | None = None) -> None:
        self.names: list[str] = []
        self._kill_at = kill_at
        event.listen(Engine, "commit", self._before_commit)
        event.listen(Pool, "checkin", self._after_commit)
        sys.setprofile(self._call)

    def _step(self, name: str) -> None:
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
