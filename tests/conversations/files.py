"""The conversations that are written down, each file read once, and all that official tables have."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.library import Library
from knowledge.official import OccupationPay, occupation_by_place, occupation_pay

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


def every_row(library: Library, occupation: str) -> Iterator[OccupationPay]:
    """All rows of an occupation: of every place, and of every sector of the whole country."""
    yield from occupation_by_place(library, occupation)
    for sector in library.terms("industries"):
        if sector.classification:
            yield from occupation_pay(library, occupation, "united-states", sector.id)
