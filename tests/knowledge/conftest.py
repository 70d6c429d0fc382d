"""Fixtures: knowledge to change."""

from pathlib import Path

import pytest

from tests.knowledge.content_copy import ContentCopy, copy_content


@pytest.fixture
def content(tmp_path: Path) -> ContentCopy:
    """A copy of the knowledge that comes along."""
    return copy_content(tmp_path / "content")
