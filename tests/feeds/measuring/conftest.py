"""Fixtures: feeds that are collected over a knowledge as small as a test needs it, on either database."""

from pathlib import Path

import pytest

from bot.state.database import Database
from knowledge.library import Library
from tests.feeds.measuring.measured_town import SMALL, MeasuredTown
from tests.knowledge.small_tables import library_of
from tests.state.conftest import database as database
from tests.state.conftest import new_postgres as new_postgres
from tests.state.conftest import opened as opened
from tests.state.conftest import spare_postgres as spare_postgres
from tests.state.conftest import sqlite_url as sqlite_url
from tests.state.conftest import url as url


@pytest.fixture(scope="session")
def small() -> Library:
    """The knowledge of the town."""
    return library_of(SMALL)


@pytest.fixture
def town(database: Database, tmp_path: Path) -> MeasuredTown:
    """Three feeds that were read once, and brought what they had of twenty weeks."""
    town = MeasuredTown(database, tmp_path)
    town.begin()
    return town
