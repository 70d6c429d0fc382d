"""Fixtures: a bot to attack, and enough open files for a thousand connections."""

import resource
from collections.abc import Iterator

import pytest

from tests.bot.served import Served, serving


@pytest.fixture(scope="session", autouse=True)
def _many_files() -> None:  # pyright: ignore[reportUnusedFunction] — pytest calls it
    """The bot inherits the limit, as it would from a service manager."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8_192), hard))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A bot that all attacks of one kind are made upon."""
    with serving(tmp_path_factory.mktemp("attacked")) as running:
        yield running
