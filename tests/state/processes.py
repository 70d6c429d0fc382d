"""Other processes on the same database, all let loose at the same moment."""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import IO

SCRIPT = Path(__file__).with_name("process.py")


class Process:
    """One process that is ready to start its task."""

    def __init__(self, task: str, url: str) -> None:
        self.popen = subprocess.Popen(
            [sys.executable, "-W", "error", str(SCRIPT), task, url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def listen(self) -> str:
        """The next line that it says; empty when it has ended."""
        return _there(self.popen.stdout).readline().strip()

    def start(self) -> None:
        """Let it loose."""
        stdin = _there(self.popen.stdin)
        stdin.write("go\n")
        stdin.flush()


def run_at_once(task: str, url: str, number: int) -> list[str]:
    """The line that each of some processes says when it has done its task."""
    with ExitStack() as stack:
        processes = [Process(task, url) for _ in range(number)]
        for process in processes:
            stack.enter_context(process.popen)
        assert [process.listen() for process in processes] == ["ready"] * number
        for process in processes:
            process.start()
        return [process.listen() for process in processes]


def killed_while(task: str, url: str, after_lines: int) -> list[str]:
    """Everything that a process said before it was killed, some lines into its task."""
    process = Process(task, url)
    with process.popen:
        assert process.listen() == "ready"
        process.start()
        said = [process.listen() for _ in range(after_lines)]
        process.popen.kill()
        return [*said, *_there(process.popen.stdout).read().split()]


def _there(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe
