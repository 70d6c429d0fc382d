"""Socket Mode in a process of its own: `rolecall run`."""

import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.playground.faults import Fault
from bot.playground.server import Playground
from tests.bot.command_line import OwnProcess
from tests.bot.served import PATIENCE, SECRET, environment
from tests.bot.slack_socket import HOME_OPENED, SlackSocket, slack_socket
from tests.bot.test_socket_mode import slack as slack

APP_TOKEN, BOT_TOKEN = "xapp-1-not-a-real-token", "xoxb-playground"


@dataclass(frozen=True)
class Running:
    """A bot as a process."""

    process: subprocess.Popen[bytes]
    log: Path

    def end(self, number: int) -> int:
        """Tell it to end; gives its exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    @property
    def said(self) -> str:
        """What it printed and logged."""
        return self.log.read_text(encoding="utf-8")


@contextmanager
def running(folder: Path, slack: SlackSocket, **more: str) -> Generator[Running]:
    """`rolecall run` with an app token."""
    log = folder / "output"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=folder,
            env=environment(
                SLACK_APP_TOKEN=APP_TOKEN,
                SLACK_BOT_TOKEN=BOT_TOKEN,
                SLACK_API_URL=slack.api_url,
                **more,
            ),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Running(process, log)
    finally:
        process.kill()
        process.wait(PATIENCE)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_told(slack: SlackSocket, tmp_path: Path, number: int) -> None:
    with running(tmp_path, slack, SLACK_SIGNING_SECRET=SECRET) as bot:
        slack.next_line().command("/role zanzibarian")
        assert bot.end(number) == 0
        said = bot.said
    assert "through Socket Mode" in said
    assert "SLACK_SIGNING_SECRET is for HTTP" in said
    for private in (APP_TOKEN, BOT_TOKEN, SECRET, "zanzibarian", "Traceback"):
        assert private not in said


def test_what_was_acknowledged_is_finished(tmp_path: Path) -> None:
    playground = Playground.start(SECRET, bot_token=BOT_TOKEN)
    playground.workspace.faults.set("users.info", Fault.delay(0.5))
    with (
        slack_socket(web_api=playground.api_url) as slack,
        running(tmp_path, slack) as bot,
    ):
        line = slack.next_line()
        line.answer(line.envelope("events_api", HOME_OPENED))
        assert bot.end(signal.SIGTERM) == 0
        assert "Traceback" not in bot.said
    assert playground.workspace.home("U0MAYA") is not None
    playground.stop()


def test_it_says_when_slack_does_not_take_the_app_token(slack: SlackSocket, tmp_path: Path) -> None:
    slack.refusals += ["not_allowed_token_type"]
    ran = OwnProcess(tmp_path)(
        "run",
        SLACK_APP_TOKEN=APP_TOKEN,
        SLACK_BOT_TOKEN=BOT_TOKEN,
        SLACK_API_URL=slack.api_url,
    )
    assert ran.code == 1
    assert "rejects SLACK_APP_TOKEN: not_allowed_token_type" in ran.err
    assert "rolecall doctor" in ran.err
    assert "Traceback" not in ran.err
