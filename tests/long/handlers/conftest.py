"""Fixtures: those of the handlers' tests."""

from tests.handlers.conftest import app as app
