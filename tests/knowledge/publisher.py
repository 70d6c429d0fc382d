"""Processes that publish until they are killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Publisher:
    """Starts one process after the other; see `publish_forever.py`."""

    program: subprocess.Popen[str]

    def start(self) -> None:
        """Start a process; it has published once, and goes on."""
        assert self._said_to("start") == "publishing"

    def kill(self) -> None:
        """Kill -9 the process, which has not ended before."""
        assert self._said_to("kill") == str(-signal.SIGKILL)

    def _said_to(self, word: str) -> str:
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        self.program.stdin.write(f"{word}\n")
        self.program.stdin.flush()
        return self.program.stdout.readline().strip()


@contextmanager
def publishing(store: Path, sets: Path) -> Generator[Publisher]:
    """A publisher to that store; nothing of it is left afterwards."""
    script = Path(__file__).with_name("publish_forever.py")
    with subprocess.Popen(
        [sys.executable, script, store, sets],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as program:
        try:
            yield Publisher(program)
        finally:
            os.killpg(program.pid, signal.SIGKILL)
