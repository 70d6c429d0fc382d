"""Fixtures: knowledge to change."""

from tests.knowledge.conftest import content as content
