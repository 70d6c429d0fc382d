"""Fixtures: a playground of one's own for each test, an app in it, and a client of its Web API."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground.server import Playground
from tests.playground.sample import MANIFEST, SECRET, TOKEN, Heard, served


@pytest.fixture
def playground() -> Iterator[Playground]:
    """A playground with the sample app installed, and nobody behind it yet."""
    playground = Playground.start(SECRET, manifest=MANIFEST)
    yield playground
    playground.stop()


@pytest.fixture
def app(playground: Playground) -> Iterator[Heard]:
    """The sample app, connected; what it hears."""
    with served(playground) as heard:
        yield heard


@pytest.fixture
def client(playground: Playground) -> Any:
    """slack_sdk's own client, which repeats nothing; it leaves its types open."""
    return WebClient(token=TOKEN, base_url=playground.api_url, retry_handlers=[])
