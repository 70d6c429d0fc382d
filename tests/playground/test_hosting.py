"""Serving on loopback, and the demo."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bot.playground.clock import MovableClock
from bot.playground.demo import start_demo
from bot.playground.server import Playground, PortTakenError
from bot.settings import Settings
from bot.transport.http import build_wsgi
from bot.world import build_world
from tests.playground.page import Page
from tests.playground.sample import SECRET


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
