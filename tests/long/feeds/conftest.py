"""Fixtures: either database."""

import pytest

from knowledge.library import Library
from tests.feeds.measuring.measured_town import SMALL
from tests.knowledge.small_tables import library_of
from tests.state.conftest import database as database
from tests.state.conftest import new_postgres as new_postgres
from tests.state.conftest import opened as opened
from tests.state.conftest import spare_postgres as spare_postgres
from tests.state.conftest import sqlite_url as sqlite_url
from tests.state.conftest import url as url


@pytest.fixture
def small() -> Library:
    """The knowledge of the town that is measured."""
    return library_of(SMALL)
