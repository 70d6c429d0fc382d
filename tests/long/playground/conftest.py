"""Fixtures: those of the playground tests."""

from tests.playground.conftest import client as client
from tests.playground.conftest import playground as playground
