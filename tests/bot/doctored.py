"""A workspace with a bot that is well, and a doctor that never says a secret."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.doctor import examine
from bot.doctor.finding import Finding
from bot.playground.server import Playground
from bot.settings import Settings
from tests.bot.slack_socket import SlackSocket, slack_socket
from tests.conftest import offline_settings

SECRET = "8f742231b10e8888abcd99aabbcc85a5"
BOT_TOKEN, APP_TOKEN = "xoxb-not-a-real-token", "xapp-1-not-a-real-token"


@dataclass(frozen=True)
class Town:
    """A workspace, its Slack, and a bot that is well."""

    playground: Playground
    slack: SlackSocket
    well: Settings

    def diagnosis(self, **changed: object) -> dict[str, Finding]:
        """What the doctor finds, by what was looked at, when some settings are changed."""
        return {finding.check: finding for finding in self.findings(**changed)}

    def finding(self, check: str, **changed: object) -> Finding:
        """What the doctor says of one thing."""
        return next(finding for finding in self.findings(**changed) if finding.check == check)

    def findings(self, **changed: object) -> Iterator[Finding]:
        """What the doctor finds, as it finds it; never a secret."""
        for finding in examine(self.well.model_copy(update=changed)):
            for private in (SECRET, BOT_TOKEN, APP_TOKEN):
                assert private not in f"{finding}"
            yield finding


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A bot in Socket Mode that needs no doctor."""
    playground = Playground.start(SECRET, bot_token=BOT_TOKEN)
    with slack_socket(web_api=playground.api_url) as slack:
        well = offline_settings(tmp_path).model_copy(
            update={
                "slack_bot_token": SecretStr(BOT_TOKEN),
                "slack_app_token": SecretStr(APP_TOKEN),
                "slack_api_url": slack.api_url,
            }
        )
        yield Town(playground, slack, well)
    playground.stop()
