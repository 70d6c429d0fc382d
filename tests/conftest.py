"""Fixtures: the real knowledge behind the real app, asked as Slack asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from bot.loopback import Loopback, open_loopback
from bot.offline import offline_deps
from bot.settings import CONTENT, Settings
from knowledge.library import Library
from knowledge.serving import open_library
from knowledge.store import KnowledgeStore
from tests.payloads import assert_slack_takes, shown_text

TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Reply:
    """What a member gets for one line."""

    payload: dict[str, Any]

    @property
    def heading(self) -> str:
        """The message's title."""
        return unescape(self.payload["blocks"][0]["text"]["text"])

    @property
    def text(self) -> str:
        """The plain text that notifications and screen readers use."""
        return unescape(self.payload["text"])

    @property
    def shown(self) -> str:
        """Everything that the blocks show."""
        return unescape(shown_text(self.payload["blocks"]))


Slash = Callable[[str], Reply]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The knowledge that comes along."""
    opened = open_library(CONTENT, KnowledgeStore(tmp_path_factory.mktemp("store") / "k.json"))
    assert opened.library is not None, opened.problems
    return opened.library


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings that read neither this machine's environment nor its `.env`."""
    return offline_settings(tmp_path_factory.mktemp("data"))


def offline_settings(data: Path) -> Settings:
    """Settings with a data folder of their own and nothing from the environment."""
    return Settings.model_construct(
        slack_signing_secret=None,
        slack_bot_token=None,
        slack_api_url="http://127.0.0.1:9/",
        port=3000,
        host="127.0.0.1",
        rolecall_content=CONTENT,
        rolecall_data=data,
    )


@pytest.fixture(scope="session")
def loopback(settings: Settings, library: Library) -> Loopback:
    """The whole app, its signature check included."""
    return open_loopback(settings, offline_deps(lambda: library, lambda: TODAY))


@pytest.fixture(scope="session")
def slash(loopback: Loopback) -> Slash:
    """Type a line; every answer is checked against Slack's limits on the way."""

    def ask(line: str) -> Reply:
        payload = loopback.ask(line)
        assert_slack_takes(payload)
        return Reply(payload)

    return ask
