"""Serving on loopback, and the demo."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.playground.clock import MovableClock
from bot.playground.demo import start_demo
from bot.playground.hosting import PortTakenError
from bot.playground.server import Playground
from bot.settings import Settings
from bot.transport.http import build_wsgi
from bot.world import build_world
from tests.playground.page import Page
from tests.playground.sample import SECRET

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


@dataclass(frozen=True)
class Listener:
    """Another program's port."""

    port: int


@pytest.fixture
def taken() -> Iterator[Listener]:
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield Listener(listener.getsockname()[1])


def test_a_taken_port_is_told(taken: Listener) -> None:
    with pytest.raises(PortTakenError, match=f"port {taken.port} on 127.0.0.1 is taken"):
        Playground.start(SECRET, port=taken.port)


def test_a_port_is_free_again_after_the_stop() -> None:
    first = Playground.start(SECRET)
    port = int(first.url.rpartition(":")[2])
    first.stop()
    second = Playground.start(SECRET, port=port)
    second.stop()
    assert second.url == first.url


def test_the_demo_answers(settings: Settings) -> None:
    demo = start_demo(settings, lambda s, _clock: build_wsgi(s, build_world(s).deps), port=0)
    try:
        page = Page(demo.playground.url)
        assert page.act("say", channel="C0GENERAL", text="/salary mle senior") == {"ok": True}
        answer = page.read("messages", channel="C0GENERAL")["messages"][-1]
        assert answer["text"].startswith("Machine Learning Engineer · Senior")
    finally:
        demo.stop()


def test_a_demo_that_cannot_start_leaves_nothing_behind(
    settings: Settings, taken: Listener
) -> None:
    def fail(_settings: Settings, _clock: MovableClock) -> None:
        raise RuntimeError("no app")

    with pytest.raises(PortTakenError):
        start_demo(settings, lambda s, _clock: build_wsgi(s, build_world(s).deps), port=taken.port)
    with pytest.raises(RuntimeError, match="no app"):
        start_demo(settings, fail, port=0)  # pyright: ignore[reportArgumentType]


def test_control_c_ends_the_demo(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", DEMO, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        line = process.stdout.readline().decode()
        assert line.startswith("Rolecall's playground is at http://127.0.0.1:")
        assert Page(line.split()[-1]).read("state")["connected"] is True
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        assert process.stdout.read().endswith(b"stopped\n")
        assert process.stderr.read() == b""
