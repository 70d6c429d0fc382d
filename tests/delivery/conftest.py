"""Fixtures: a workspace with digests in it, on a clock that is moved by hand."""

import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

import pytest
from pydantic import SecretStr

from bot.delivery.poster import Timing
from bot.playground.clock import MovableClock
from bot.playground.demo import start_demo
from bot.settings import Settings
from bot.transport.http import build_service
from bot.world import World, build_world
from tests.conftest import begun_settings
from tests.delivery.hand_clock import START
from tests.delivery.town import ALEX, Town
from tests.state.conftest import database as database
from tests.state.conftest import new_postgres as new_postgres
from tests.state.conftest import opened as opened
from tests.state.conftest import spare_postgres as spare_postgres
from tests.state.conftest import sqlite_url as sqlite_url
from tests.state.conftest import url as url

OpenTown = Callable[[str | None], Town]
"""A workspace whose app has its state in SQLite, or at a URL."""


@contextmanager
def open_town(folder: Path, database_url: str | None) -> Generator[Town]:
    """A workspace with the real app in it, on the Monday of `START`."""
    changes: dict[str, Any] = {
        "rolecall_admins": frozenset({ALEX}),
        "database_url": SecretStr(database_url) if database_url else None,
    }
    begun: list[tuple[Settings, MovableClock, World, WSGIApplication]] = []

    def wsgi(settings: Settings, clock: MovableClock) -> WSGIApplication:
        started = time.monotonic()
        clock.run_on(lambda: START.timestamp() + time.monotonic() - started)
        world = build_world(settings, clock=clock, timing=Timing(between_posts=0))
        begun.append((settings, clock, world, build_service(settings, world)))
        return begun[-1][-1]

    demo = start_demo(begun_settings(folder).model_copy(update=changes), wsgi, port=0)
    settings, _, world, app = begun[0]
    town = Town(demo.playground, settings, world, app)
    yield town
    demo.stop()
    town.close()


@pytest.fixture
def new_town(tmp_path: Path) -> Generator[OpenTown]:
    """Open a workspace that is closed when the test ends."""
    with ExitStack() as stack:
        yield lambda url: stack.enter_context(open_town(tmp_path / "data", url))


@pytest.fixture
def town(new_town: OpenTown) -> Town:
    """A workspace whose data channel gets its digest on Mondays at 9:00 in Berlin, from now on."""
    town = new_town(None)
    town.subscribe()
    town.pass_time(timedelta(minutes=1))
    return town
