"""Fixtures: a site that stands for the web, which no proxy is asked for."""

from collections.abc import Iterator

import pytest

from tests.bot.recording_proxy import VARIABLES
from tests.bot.web import OUTER, Site, site


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine's environment says."""
    for name in (*VARIABLES, "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def outer() -> Iterator[Site]:
    """The web."""
    with site(OUTER) as outer:
        yield outer
