"""What listeners need from the world; `bot/` implements it and hands it in."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from knowledge.library import Library


class CurrentLibrary(Protocol):
    """The library of the newest revision."""

    def __call__(self) -> Library:
        """The snapshot to answer from; it never changes while an answer is made."""
        ...


class Today(Protocol):
    """The clock, as far as answers need one."""

    def __call__(self) -> date:
        """The date of today."""
        ...


@dataclass(frozen=True, slots=True)
class Deps:
    """Everything that listeners are given."""

    library: CurrentLibrary
    today: Today
