"""Fixtures: the whole app, with a Slack that takes everything."""

from collections.abc import Iterator

import pytest

from tests.handlers.heard import App, opened


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app by itself."""
    with opened(tmp_path_factory.mktemp("app")) as (one,):
        yield one
