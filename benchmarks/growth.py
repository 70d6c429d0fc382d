"""What grows with the knowledge, and what does not: from the real set to a table of a million rows.

Each size has processes of its own: one reads every text, one starts from the store, answers and publishes,
and another follows what it publishes. `--short` leaves out the largest size. Ends with 1 where an answer out of
the real set takes more than 1.2 times the CPU time that it takes without its tables, in turns in one process.
"""

import json
import platform
import subprocess
import sys
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.machine import processor

SIZES = ((0, 0, 0), (1_000, 100, 0), (600, 10, 1_000_000))
"""(roles, figures a role in YAML, rows in a table); the first is the real set alone."""

MOST_GROWTH = 1.2

Told = dict[str, Any]


def main(*, short: bool) -> int:
    print(f"{processor()}; Python {platform.python_version()}\n")
    sizes = [size_of(*size) for size in (SIZES[:-1] if short else SIZES)]
    for name, values in rows(sizes):
        print(f"{name:<58}" + "".join(f"{value:>14}" for value in values))
    real = sizes[0]
    return any(real[f"many {kind}"] > MOST_GROWTH * real[f"few {kind}"] for kind in ("warm", "new"))


def size_of(roles: int, figures: int, rows: int) -> Told:
    with TemporaryDirectory() as folder:
        return step("prepare", folder, roles, figures, rows) | step("serve", folder)


def step(name: str, folder: str, *numbers: int) -> Told:
    """One step in a process of its own: a child's memory is counted from what its parent has."""
    program = [sys.executable, "-m", "benchmarks.growth_steps"]
    command = [*program, name, folder, *map(str, numbers)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return json.loads(done.stdout)


def rows(sizes: list[Told]) -> list[tuple[str, list[str]]]:
    """The table: a name, and a cell for each size."""
    more = [
        max(1.0, size["figures"] - sizes[0]["figures"]) / 1_000 if size is not sizes[0] else None
        for size in sizes
    ]

    def line(name: str, form: str, *keys: str) -> tuple[str, list[str]]:
        return name, [format(_at(size, *keys), form) for size in sizes]

    def for_a_thousand(name: str, unit: float, key: str) -> tuple[str, list[str]]:
        """How much each 1,000 figures beyond the real set add."""
        return name, [
            "–" if figures is None else f"{unit * (size[key] - sizes[0][key]) / figures:,.2f}"
            for size, figures in zip(sizes, more, strict=True)
        ]

    return [
        line("roles", ",", "roles"),
        line("figures", ",", "figures"),
        line("read and checked for the first time: s of CPU", ".2f", "read"),
        line("the same question again: ms of CPU", ".3f", "many warm"),
        ("  times that without tables, in the same process", _times(sizes, "warm")),
        line("a new question: ms of CPU", ".3f", "many new"),
        ("  times that without tables, in the same process", _times(sizes, "new")),
        line("start from the store to the first answer, imports apart: s", ".2f", "start"),
        line("  of CPU", ".2f", "start CPU"),
        for_a_thousand("  ms more for each 1,000 figures more", 1_000, "start"),
        line("  memory at the most: MB", ",.0f", "megabytes at start"),
        for_a_thousand("  MB more for each 1,000 figures more", 1, "megabytes at start"),
        line("  memory after all of what follows: MB", ",.0f", "end"),
        line("publish a changed role: s", ".3f", "publish role"),
        line("publish a changed source, first: s", ".3f", "publish", "first"),
        line("publish a changed source, median: s", ".3f", "publish", "median"),
        line("  of which another process follows in: s", ".3f", "follow"),
        line("  while questions are asked: s", ".3f", "publish while asked", "median"),
        line("longest answer, nothing else going on: s", ".3f", "longest alone"),
        line("  during these publishes: s", ".3f", "longest in a publish"),
        line("publish many changed documents at once: documents", ",", "many"),
        line("  seconds while questions are asked", ".2f", "publish many"),
        line("  until the store has them as well, beside it: s", ".2f", "store"),
        line("  longest answer during both: s", ".3f", "longest in a large publish"),
    ]


def _at(size: Told, *keys: str) -> Any:
    value: Any = size
    for key in keys:
        if key == "median":
            value = median(value)
        elif key == "first":
            value = value[0]
        else:
            value = value[key]
    return value


def _times(sizes: list[Told], kind: str) -> list[str]:
    return [f"{size[f'many {kind}'] / size[f'few {kind}']:.2f}" for size in sizes]


if __name__ == "__main__":
    sys.exit(main(short="--short" in sys.argv))
