"""Fixtures: machines that look after their folders while a test waits. It waits for minutes in all."""

from tests.revisions.conftest import clock as clock
from tests.revisions.conftest import database as database
from tests.revisions.conftest import machine as machine
from tests.revisions.conftest import new_machine as new_machine
from tests.revisions.conftest import new_postgres as new_postgres
from tests.revisions.conftest import opened as opened
from tests.revisions.conftest import spare_postgres as spare_postgres
from tests.revisions.conftest import sqlite_url as sqlite_url
from tests.revisions.conftest import url as url
