"""Processes that begin at once: forks of a program that has loaded everything and opened nothing."""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any

Say = Callable[[object], None]


class Fork:
    """A process that does some work, and may say things to its parent, a line of JSON each."""

    def __init__(self, work: Callable[[Say], object]) -> None:
        reading, writing = os.pipe()
        sys.stdout.flush()
        self.id = os.fork()
        if self.id == 0:
            os.close(reading)
            try:
                work(lambda said: _say(writing, said))
            except BaseException:  # noqa: BLE001 — a fork must not go on with its parent's work
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        os.close(writing)
        self._said = os.fdopen(reading)

    def hear(self) -> Any:
        """The next thing that it says; None where it has ended."""
        line = self._said.readline()
        return json.loads(line) if line.endswith("\n") else None

    def kill(self) -> None:
        """Kill -9, if it is still there."""
        os.kill(self.id, signal.SIGKILL)

    def end(self) -> int:
        """Wait for its end; gives its exit code, the negative signal where one ended it."""
        code = os.waitstatus_to_exitcode(os.waitpid(self.id, 0)[1])
        self._said.close()
        return code


def asked(work: Callable[[], object]) -> Any:
    """What a process of its own gives, as JSON has it."""
    fork = Fork(lambda say: say(work()))
    answer = fork.hear()
    assert fork.end() == 0
    return answer


def _say(pipe: int, said: object) -> None:
    os.write(pipe, f"{json.dumps(said)}\n".encode())
