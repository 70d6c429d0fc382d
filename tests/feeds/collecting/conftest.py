"""Fixtures: a town of feeds over an empty database of either kind."""

import pytest

from bot.state.database import Database
from tests.feeds.collecting.town import Town, feed
from tests.state.conftest import database as database
from tests.state.conftest import new_postgres as new_postgres
from tests.state.conftest import opened as opened
from tests.state.conftest import spare_postgres as spare_postgres
from tests.state.conftest import sqlite_url as sqlite_url
from tests.state.conftest import url as url


@pytest.fixture
def town(database: Database) -> Town:
    """One feed, which was never read."""
    town = Town(database)
    town.add(feed())
    return town
