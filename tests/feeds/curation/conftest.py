"""Fixtures: a workspace whose feeds are read out of memory."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.world import World
from handlers.deps import Deps
from tests.feeds.curation.in_memory import MemoryFeeds
from tests.interaction.conftest import admins as admins
from tests.interaction.conftest import is_agent as is_agent
from tests.interaction.conftest import networks as networks
from tests.interaction.conftest import town as town
from tests.interaction.conftest import way as way


@pytest.fixture
def feeds() -> MemoryFeeds:
    """What feeds hold, and how they are doing."""
    return MemoryFeeds()


@pytest.fixture
def deps_of(feeds: MemoryFeeds) -> Callable[[World], Deps]:
    """The world as it is, but for its feeds."""
    return lambda world: replace(world.deps, feeds=feeds)
