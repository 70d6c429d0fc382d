"""The real knowledge files, to be spoilt."""

import shutil
from pathlib import Path

import pytest

from bot.settings import CONTENT


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The real knowledge files, to be spoilt."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def spoil(file: Path, right: str, wrong: str) -> None:
    """Replace the first occurrence of something in a file."""
    text = file.read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
