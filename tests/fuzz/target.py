"""What is fuzzed: where it begins, what it is made of, and the property that has to hold."""

from collections.abc import Callable
from dataclasses import dataclass

TARGETS = (
    "grammar",
    "yaml",
    "uploads",
    "workbook",
    "spreadsheet",
    "reading",
    "pay",
    "boards",
    "urls",
    "payloads",
    "signature",
    "assistants",
)
"""Each is a module of `tests.fuzz.targets` with a `TARGET`."""


@dataclass(frozen=True)
class Target:
    """`check` is given any bytes, and raises where the property does not hold for them."""

    check: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    """Inputs that are known to reach far."""

    words: Callable[[], list[str]]
    """What inputs are made of, for the fuzzer to put in."""

    most_bytes: int
    most_seconds: float = 1.0
    """Of this process's own time for one input, with the instruments in the way."""
