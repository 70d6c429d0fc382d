"""A bot over HTTP whose Slack takes its time, so that there is work under way when it is told to end."""

import json
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.playground.faults import Fault
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

    @property
    def is_done(self) -> bool:
        """Whether what was acknowledged has had its effect: Maya's Home tab."""
        return self.slack.workspace.home(MAYA) is not None

    def end(self, *signals: int) -> int:
        """Send signals a while apart, and wait for the end; gives the exit code."""
        for number in signals:
            self.bot.process.send_signal(number)
            time.sleep(0.3)
        return self.bot.process.wait(PATIENCE_SECONDS)

    @property
    def log(self) -> list[dict[str, Any]]:
        """Every line of the log."""
        lines = self.bot.log.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


@contextmanager
def acked(folder: Path, seconds: float, times: int = 1) -> Generator[Acked]:
    """A bot with work under way that takes so many seconds, for Slack does; so many pieces of it."""
    slack = Playground.start(SECRET, bot_token=TOKEN)
    slack.workspace.faults.set("users.info", Fault.delay(seconds))
    with serving(folder, SLACK_API_URL=slack.api_url) as bot:
        for number in range(times):
            body = json.dumps(HOME_OPENED | {"event_id": f"Ev{number}"}).encode()
            assert bot.post(body, signed(body, content_type=JSON)).status == 200
            assert slack.workspace.home(MAYA) is None, "the acknowledgement waited for Slack"
        # The work has to be under way, not merely waiting for a thread.
        until(lambda: "rolecall_background_running 0.0" not in bot.send("GET", "/metrics").body)
        yield Acked(bot, slack)
    slack.stop()
