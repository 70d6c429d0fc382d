"""The command line: in this process, which is quicker, or as the process that people start."""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
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
    """Runs commands in a folder of their own, with no settings but what is given."""

    folder: Path

    def __call__(self, *arguments: str | bytes, stdin: str | bytes = "", **variables: str) -> Ran:
        """Run one command to its end; what it does not catch itself is raised."""
        nothing = dict.fromkeys(name.upper() for name in Settings.model_fields)
        with (
            chdir(self.folder),
            pytest.MonkeyPatch.context() as patch,
            CliRunner().isolation(stdin, {**nothing, **variables}) as (out, err, _),
            logging_of_its_own(),
        ):
            patch.setattr(sys, "argv", ["rolecall", *map(os.fsdecode, arguments)])
            with pytest.raises(SystemExit) as ended:
                main()
            sys.stdout.flush()
            sys.stderr.flush()
            code = ended.value.code
            assert isinstance(code, int | None), code
            return Ran(code or 0, out.getvalue().decode(), err.getvalue().decode())


@contextmanager
def logging_of_its_own() -> Generator[None]:
    """What a command does to this process's logging is undone at its end."""
    root, alembic = logging.getLogger(), logging.getLogger("alembic")
    levels = [(logger, logger.level) for logger in (root, alembic)]
    hooks = sys.excepthook, threading.excepthook
    # Set aside: a command closes those that it finds.
    kept, root.handlers = root.handlers, []
    try:
        yield
    finally:
        root.handlers = kept
        for logger, level in levels:
            logger.setLevel(level)
        logging.captureWarnings(capture=False)
        sys.excepthook, threading.excepthook = hooks


@dataclass(frozen=True)
class OwnProcess:
    """The same as a process of its own, with nothing of this machine's environment but its programs."""

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
