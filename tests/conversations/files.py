"""The conversations that are written down, each file read once."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same loader in C, where PyYAML has it: ten times as fast."""


def load_yaml(path: Path) -> Any:
    """What a file holds."""
    return yaml.load(path.read_text(encoding="utf-8"), LOADER)  # noqa: S506 — both are safe


@cache
def conversations(name: str) -> Any:
    """What `<name>.yaml` holds."""
    return load_yaml(FOLDER / f"{name}.yaml")
