"""The whole app with what was measured: asked as Slack asks, and clicked through in a workspace."""

from collections.abc import Iterator
from dataclasses import replace
from wsgiref.types import WSGIApplication

import pytest

from bot.delivery.poster import Timing
from bot.offline import offline_deps, open_loopback
from bot.playground.clock import MovableClock
from bot.playground.demo import start_demo
from bot.settings import CONTENT, Settings
from bot.transport.http import build_wsgi
from bot.world import World, build_world
from knowledge.documents import check_documents, read_documents
from knowledge.library import Library
from tests.conftest import TODAY, Reply, Slash, begun_settings
from tests.feeds.answers.measured import KeptAds, measured_documents
from tests.interaction.conftest import Town
from tests.payloads import assert_slack_takes


@pytest.fixture(scope="session")
def measured(library: Library) -> Library:
    """The knowledge that comes along, with what was measured; nobody changes it."""
    documents, unreadable = read_documents(CONTENT)
    _, knowledge, problems = check_documents({**documents, **measured_documents()}, unreadable)
    assert not problems
    return Library(knowledge, "measured", library)


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
def town(ads: KeptAds, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A workspace with the real app in it, which knows what was measured and lists these ads."""
    worlds: list[World] = []

    def wsgi(settings: Settings, clock: MovableClock) -> WSGIApplication:
        worlds.append(build_world(settings, clock=clock, timing=Timing(between_posts=0)))
        return build_wsgi(settings, replace(worlds[0].deps, ads=ads))

    demo = start_demo(begun_settings(tmp_path_factory.mktemp("data")), wsgi, port=0)
    (world,) = worlds
    checked = world.knowledge.check(measured_documents())
    assert world.knowledge.publish(checked, author="Rolecall", origin="feeds", reason="Measured")
    yield Town(demo.playground, world.delivery, world.teller, world.deps.curation, world)
    demo.stop()
