"""Fixtures: the real knowledge behind the real app, asked as Slack asks."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from bot.loading import loading
from bot.offline import Loopback, offline_deps, open_loopback
from bot.settings import CONTENT, Settings
from bot.state.database import open_database
from bot.world import open_knowledge
from knowledge.check import Examined
from knowledge.library import Library
from knowledge.store import KnowledgeStore, check_folder, open_library
from tests.bot.recording_proxy import VARIABLES
from tests.bot.web import OUTER, Site, site
from tests.payloads import assert_slack_takes, shown_text
from tests.state.postgres import running_postgres

# Tests speak to this machine alone, whatever proxy it has: their own clients ask the environment.
for _name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
    os.environ.pop(_name, None)
    os.environ.pop(_name.lower(), None)

TODAY = date(2026, 11, 28)

# Whether a change passes must not be a matter of luck: the same examples each time, and few of them
# here. `make sweep` tries a hundred of each, or thirty-five in its short form; others at every run unless it
# judges a change. How long any of them takes is no matter either.
for _name, _examples, _derandomize in (
    ("thorough", 100, "CI" in os.environ),
    ("fewer", 35, "CI" in os.environ),
    ("brisk", 25, True),
):
    hypothesis_settings.register_profile(
        _name,
        max_examples=_examples,
        deadline=None,
        derandomize=_derandomize,
        suppress_health_check=[HealthCheck.too_slow],
    )
hypothesis_settings.load_profile("brisk")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--rewrite` writes the files of `tests/golden` as payloads are now."""
    parser.addoption("--rewrite", action="store_true", help="write the golden payloads anew")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of tests stay to the end: none of them is garbage."""
    with loading():
        return (yield)


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


@pytest.fixture(scope="session", autouse=True)
def _held() -> list[Examined]:  # pyright: ignore[reportUnusedFunction] — pytest calls it
    """The knowledge that comes along, as it was read: while it is held, no test reads it again."""
    examined, _, _ = check_folder(CONTENT)
    return examined


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The knowledge that comes along."""
    opened = open_library(CONTENT, KnowledgeStore(tmp_path_factory.mktemp("store") / "k.json"))
    assert opened.library is not None, opened.problems
    return opened.library


@pytest.fixture(scope="session")
def postgres() -> Generator[Path]:
    """A PostgreSQL server, one for all tests of a process; gives the folder of its socket."""
    with running_postgres() as folder:
        yield folder


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


@cache
def _begun() -> Path:
    """A data folder in which the first revision is served: made once for all tests."""
    folder = Path(tempfile.mkdtemp(prefix="rolecall-begun-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = offline_settings(folder)
    database = open_database(settings.state)
    # The store is written beside: it is copied when it is whole.
    knowledge = open_knowledge(settings, database, lambda: datetime.now(UTC))
    knowledge.settle()
    database.close()
    return folder


def begun_settings(data: Path) -> Settings:
    """The same, with a data folder that need not be begun: reading every file takes its time."""
    shutil.copytree(_begun(), data, dirs_exist_ok=True)
    return offline_settings(data)


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


@pytest.fixture
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine's environment says, sites are asked directly."""
    for name in (*VARIABLES, "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def outer(no_proxy: None) -> Iterator[Site]:
    """A site that stands for the web."""
    with site(OUTER) as outer:
        yield outer
