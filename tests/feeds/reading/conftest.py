"""Fixtures: no test here asks a proxy."""

import pytest


@pytest.fixture(autouse=True)
def _directly(no_proxy: None) -> None:
    """See `no_proxy`."""
