"""Hundreds of histories for the state machine that every run of the tests tries a few of."""

import pytest

from bot.state.database import Database
from knowledge.library import Library
from tests.long.delivery.test_state_machine import hold
from tests.state.conftest import database as database
from tests.state.conftest import new_postgres as new_postgres
from tests.state.conftest import opened as opened
from tests.state.conftest import spare_postgres as spare_postgres
from tests.state.conftest import sqlite_url as sqlite_url
from tests.state.conftest import url as url

HISTORIES = {"sqlite": 200, "postgresql": 50}
SHORT = {"sqlite": 20, "postgresql": 5}


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_at_most_once_a_week_and_once_after_recovery(
    database: Database, library: Library, url: str, request: pytest.FixtureRequest
) -> None:
    kind = "sqlite" if url.startswith("sqlite") else "postgresql"
    hold(database, library, (SHORT if request.config.getoption("--short") else HISTORIES)[kind])
