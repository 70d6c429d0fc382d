"""Fixtures: what a backup is made of, on either kind of database."""

from pathlib import Path

import pytest

from bot.state.database import Database
from tests.bot.conftest import rolecall as rolecall
from tests.delivery.conftest import new_town as new_town
from tests.delivery.conftest import town as town
from tests.revisions.conftest import machine as machine
from tests.revisions.conftest import new_machine as new_machine
from tests.revisions.conftest import restart as restart
from tests.state.conftest import NewPostgres, Open
from tests.state.conftest import clock as clock
from tests.state.conftest import database as database
from tests.state.conftest import new_postgres as new_postgres
from tests.state.conftest import opened as opened
from tests.state.conftest import spare_postgres as spare_postgres
from tests.state.conftest import sqlite_url as sqlite_url
from tests.state.conftest import url as url


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(
    request: pytest.FixtureRequest, opened: Open, tmp_path: Path, new_postgres: NewPostgres
) -> Database:
    """An empty database of either kind, to restore into."""
    if request.param == "sqlite":
        return opened(f"sqlite:///{tmp_path / 'elsewhere.db'}")
    return opened(new_postgres())
