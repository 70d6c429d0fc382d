"""The command line: `python -m bot …` as a process of its own, or in this one, which is quicker."""

import subprocess
import sys
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from bot.cli import rolecall
from bot.settings import Settings
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


@dataclass(frozen=True)
class InProcess:
    """The same in this process, where an interpreter of its own is not the point."""

    folder: Path

    def __call__(self, *arguments: str, **variables: str) -> Ran:
        """Run one command to its end; what it does not catch itself is raised."""
        nothing = dict.fromkeys(name.upper() for name in Settings.model_fields)
        with chdir(self.folder):
            ran = CliRunner().invoke(
                rolecall, arguments, env={**nothing, **variables}, catch_exceptions=False
            )
        return Ran(ran.exit_code, ran.stdout, ran.stderr)
