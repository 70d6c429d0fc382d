"""Fixtures: those of the delivery tests."""

from tests.delivery.conftest import database as database
from tests.delivery.conftest import new_postgres as new_postgres
from tests.delivery.conftest import new_town as new_town
from tests.delivery.conftest import opened as opened
from tests.delivery.conftest import spare_postgres as spare_postgres
from tests.delivery.conftest import sqlite_url as sqlite_url
from tests.delivery.conftest import url as url
