"""Fixtures: a playground that starts on a Saturday, and its server of feeds and boards."""

from collections.abc import Iterator

import pytest

from bot.playground.server import Playground
from tests.feeds.playground.reading import SATURDAY, get


@pytest.fixture(scope="module")
def playground() -> Iterator[Playground]:
    """A playground whose clock stands still until a test moves it on."""
    playground = Playground.start("secret")
    playground.workspace.clock = SATURDAY.timestamp
    get(playground, "/feeds/monday-rows")
    yield playground
    playground.stop()
