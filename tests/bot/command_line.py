"""`python -m bot …` as a process of its own."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bot.served import PATIENCE, environment


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class CommandLine:
    """Runs commands in a folder of their own, with no environment but what is given."""

    folder: Path

    def __call__(self, *arguments: str | bytes, stdin: str | bytes = "", **variables: str) -> Ran:
        """Run one command to its end."""
        ran = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.folder,
            env=environment(**variables),
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())
