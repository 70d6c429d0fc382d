"""The demo as a process."""

import signal
import subprocess
import sys
from pathlib import Path

from tests.bot.served import PATIENCE
from tests.playground.page import Page

DEMO = """
import sys
from pathlib import Path
from bot.world import build_world
from bot.playground.demo import run_demo
from bot.settings import Settings
from bot.transport.http import build_wsgi

settings = Settings(rolecall_data=Path(sys.argv[1]))
run_demo(settings, lambda s, _clock: build_wsgi(s, build_world(s).deps), port=0, with_browser=False)
print("stopped", flush=True)
"""


def test_control_c_ends_the_demo(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", DEMO, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        line = process.stdout.readline().decode()
        assert line.startswith("Rolecall's playground is at http://127.0.0.1:")
        assert Page(line.split()[-1]).read("state")["connected"] is True
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
        assert process.stdout.read().endswith(b"stopped\n")
        assert process.stderr.read() == b""
