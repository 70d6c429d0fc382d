"""A bot over HTTP whose Slack lets it wait, so that there is work under way when it is told to end."""

import json
import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.playground.server import Playground
from tests.bot.served import SECRET, TOKEN, Served, serving, signed
from tests.bot.slack_socket import HOME_OPENED, until

JSON = "application/json"
MAYA = "U0MAYA"
PATIENCE_SECONDS = 90
"""For an end that comes by itself, if the machine is slow."""


@dataclass(frozen=True)
class Acked:
    """A bot that has acknowledged something that it has not done yet."""

    bot: Served
    slack: Playground
    let_go: Callable[[], object]
    """Have Slack answer, at last."""

    @property
    def is_done(self) -> bool:
        """Whether what was acknowledged has had its effect: Maya's Home tab."""
        return self.slack.workspace.home(MAYA) is not None

    def tell(self, *signals: int) -> None:
        """Send signals, each when the one before it was heeded."""
        for number in signals:
            self.bot.process.send_signal(number)
            until(lambda: not listens(self.bot.port))

    def end(self, *signals: int) -> int:
        """The same; then let the work be done, and wait for the end. Gives the exit code."""
        self.tell(*signals)
        self.let_go()
        return self.bot.process.wait(PATIENCE_SECONDS)

    @property
    def log(self) -> list[dict[str, Any]]:
        """Every line of the log."""
        lines = self.bot.log.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


def listens(port: int) -> bool:
    """Whether anybody takes connections on a port of this machine."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS).close()
    except ConnectionError:
        return False
    return True


@contextmanager
def hanging(slack: Playground, method: str) -> Generator[tuple[threading.Event, threading.Event]]:
    """Slack hangs in a method: gives what is set when that is called, and what lets it go on."""
    called, go_on = threading.Event(), threading.Event()

    def hang() -> None:
        called.set()
        go_on.wait()

    slack.workspace.faults.choose(method, hang)
    try:
        yield called, go_on
    finally:
        go_on.set()


@contextmanager
def acked(folder: Path, times: int = 1) -> Generator[Acked]:
    """A bot with so many pieces of work under way, which wait for Slack until it is let go."""
    slack = Playground.start(SECRET, bot_token=TOKEN)
    with (
        hanging(slack, "users.info") as (_, go_on),
        serving(folder, SLACK_API_URL=slack.api_url) as bot,
    ):
        for number in range(times):
            body = json.dumps(HOME_OPENED | {"event_id": f"Ev{number}"}).encode()
            assert bot.post(body, signed(body, content_type=JSON)).status == 200
            assert slack.workspace.home(MAYA) is None, "the acknowledgement waited for Slack"
        # The work has to be under way, not merely waiting for a thread.
        until(lambda: "rolecall_background_running 0.0" not in bot.send("GET", "/metrics").body)
        yield Acked(bot, slack, go_on.set)
    slack.stop()
