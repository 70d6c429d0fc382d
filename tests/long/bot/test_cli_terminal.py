"""Processes in terminals that know few letters, and under people whom the machine does not know."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.served import PATIENCE, environment


def run(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(**variables),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.mark.parametrize(
    ("variables", "encoding"),
    [
        ({"PYTHONIOENCODING": "cp437"}, "cp437"),
        # An encoding of ASCII alone is taken for a mistake, as click does.
        ({"PYTHONIOENCODING": "ascii"}, "utf-8"),
        ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, "utf-8"),
    ],
    ids=["cp437", "ascii", "C"],
)
def test_the_command_line_speaks_to_a_narrow_terminal(
    tmp_path: Path, variables: dict[str, str], encoding: str
) -> None:
    ran = run(tmp_path, "ask", "/salary mle senior", **variables)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode(encoding).startswith("Machine Learning Engineer ")
    assert b"?" not in ran.stdout.splitlines()[0]


def test_somebody_without_a_name_here_may_push(tmp_path: Path) -> None:
    """A container may run under any number: nobody of that number need be known."""
    ran = subprocess.run(
        [*unknown(), sys.executable, "-m", "bot", "push"],
        cwd=tmp_path,
        env=environment(ROLECALL_DATA=str(tmp_path), HOME="/"),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert b"Traceback" not in ran.stderr
    assert ran.returncode == 0
    assert ran.stdout == b"Nothing to publish: no file was edited.\n"


def unknown() -> list[str]:
    """What lets root run something as user 54321, with root's rights to files."""
    if os.geteuid() != 0:
        pytest.skip("only root may become somebody else")
    keep = ("--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override")
    return ["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups", *keep]
