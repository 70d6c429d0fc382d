"""Fixtures: the whole app in a workspace, with its endpoint for assistants."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

import pytest
from falcon import App

from bot.delivery.poster import Timing
from bot.playground.clock import MovableClock
from bot.playground.demo import start_demo
from bot.playground.seed import TEAM_ID
from bot.playground.server import Playground
from bot.settings import Settings
from bot.state.mcp_tokens import McpTokens
from bot.transport.http import build_service
from bot.world import World, build_world
from tests.conftest import begun_settings
from tests.mcp.asking import Endpoint

PUBLIC = "https://rolecall.example.org"


@dataclass(frozen=True)
class Town:
    """A workspace, and the endpoint of the app in it."""

    slack: Playground
    world: World
    mcp: Endpoint
    tokens: McpTokens


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A workspace with the real app in it, for all tests of a module."""
    yield from _town(tmp_path_factory.mktemp("town"))


@pytest.fixture
def own_town(tmp_path: Path) -> Iterator[Town]:
    """The same for one test alone."""
    yield from _town(tmp_path)


def _town(folder: Path) -> Iterator[Town]:
    made: list[tuple[World, App[Any, Any], Settings]] = []

    def wsgi(settings: Settings, clock: MovableClock) -> WSGIApplication:
        world = build_world(settings, clock=clock, timing=Timing(between_posts=0))
        app = build_service(settings, world)
        made.append((world, app, settings))
        return app

    settings = begun_settings(folder).model_copy(update={"rolecall_url": PUBLIC})
    demo = start_demo(settings, wsgi, port=0)
    world, app, used = made[0]
    assert used.slack_signing_secret is not None
    endpoint = Endpoint(app, used.slack_signing_secret.get_secret_value(), TEAM_ID)
    yield Town(demo.playground, world, endpoint, McpTokens(world.database))
    demo.stop()
