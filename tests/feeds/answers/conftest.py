"""The whole app with what was measured: asked as Slack asks, and clicked through in a workspace."""

from collections.abc import Iterator
from dataclasses import replace
from wsgiref.types import WSGIApplication

import pytest

from bot.delivery.poster import Timing
from bot.offline import offline_deps, open_loopback
from bot.playground.clock import MovableClock
from bot.playground.demo import start_demo
from bot.settings import Settings
from bot.transport.http import build_wsgi
from bot.world import World, build_world
from knowledge.library import Library
from tests.conftest import TODAY, Reply, Slash, offline_settings
from tests.feeds.answers.measured import KeptAds, measured_content
from tests.interaction.conftest import Town
from tests.knowledge.content_copy import ContentCopy
from tests.payloads import assert_slack_takes


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> ContentCopy:
    """The knowledge that comes along, with what was measured; nobody changes it."""
    return measured_content(tmp_path_factory.mktemp("measured") / "content")


@pytest.fixture(scope="session")
def measured(content: ContentCopy) -> Library:
    """The library of it."""
    knowledge, problems = content.checked()
    assert not problems
    return Library(knowledge, "measured")


@pytest.fixture(scope="session")
def slash(measured: Library, settings: Settings) -> Slash:
    """Type a line, where there is no workspace and no list of ads."""
    loopback = open_loopback(settings, offline_deps(lambda: measured, lambda: TODAY))

    def ask(line: str) -> Reply:
        payload = loopback.ask(line)
        assert_slack_takes(payload)
        return Reply(payload)

    return ask


@pytest.fixture(scope="module")
def ads() -> KeptAds:
    """The ads that are listed: none, unless a module says so."""
    return KeptAds(())


@pytest.fixture(scope="module")
def town(
    content: ContentCopy, ads: KeptAds, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    """A workspace with the real app in it, which knows what was measured and lists these ads."""
    worlds: list[World] = []

    def wsgi(settings: Settings, clock: MovableClock) -> WSGIApplication:
        worlds.append(build_world(settings, clock=clock, timing=Timing(between_posts=0)))
        return build_wsgi(settings, replace(worlds[0].deps, ads=ads))

    settings = offline_settings(tmp_path_factory.mktemp("data"))
    settings = settings.model_copy(update={"rolecall_content": content.root})
    demo = start_demo(settings, wsgi, port=0)
    (world,) = worlds
    yield Town(demo.playground, world.delivery, world.teller, world.deps.curation, world)
    demo.stop()
