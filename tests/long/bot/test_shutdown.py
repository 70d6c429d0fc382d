"""The end of a process: bounded, and with an exit code that says whether all was finished."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.served import PATIENCE, environment

ENDING = """
import sys, time
from pathlib import Path
from bot.logs import configure_logging
from bot.world import finish
from bot.world import build_world
from tests.conftest import begun_settings

configure_logging(as_service=True)
world = build_world(begun_settings(Path(sys.argv[1])))
world.start()
def work():
    time.sleep(float(sys.argv[2]))
    print("done", flush=True)
world.deps.background(work, print)
finish(world, seconds=float(sys.argv[3]))
print("end", flush=True)
"""


@pytest.mark.parametrize(
    ("seconds", "within", "code", "printed"),
    [(0.3, 60, 0, ["done", "end"]), (3_600, 1, 1, [])],
    ids=["short", "hanging"],
)
def test_work_is_finished_or_given_up(
    tmp_path: Path, seconds: float, within: float, code: int, printed: list[str]
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", ENDING, str(tmp_path / "data"), str(seconds), str(within)],
        env=environment(PYTHONPATH=str(Path(__file__).parents[3])),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        text=True,
    )
    assert (ran.returncode, ran.stdout.split()) == (code, printed), ran.stderr
    assert ("not everything was finished in 1 s" in ran.stderr) is bool(code)
    assert "Traceback" not in ran.stderr
