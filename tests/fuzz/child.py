"""The process that fuzzes: `python -m tests.fuzz.child TARGET FOLDER SECONDS`.

libFuzzer ends its process when the time is up, so the campaign runs each target in one of its own.
"""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from tests.fuzz.target import Target
from tests.fuzz.watch import Watch

HANGS_AFTER = 30
"""Seconds; a hung input ends the process, and libFuzzer keeps it."""

MOST_MEGABYTES = 2_048

SEED = ["-seed=1"] if "CI" in os.environ else []
"""What judges a change makes up the same inputs each time, as far as it gets."""


def instrumented(name: str) -> Target:
    """A target, with every branch and comparison of ours that it may take counted."""
    # Not imported by name: atheris has no types, and is only there where one fuzzes.
    atheris = cast("Any", import_module("atheris"))
    with atheris.instrument_imports(
        include=["bot", "handlers", "knowledge"], exclude=["bot.playground"]
    ):
        return import_module(f"tests.fuzz.targets.{name}").TARGET


def quoted(word: str) -> str:
    """A word as libFuzzer's dictionaries write it."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word.encode(errors="replace")) + '"'


def fuzz(name: str, folder: Path, seconds: int) -> None:
    """Fuzz until the time is up; does not return."""
    target = instrumented(name)
    corpus, seeds, findings = (folder / part for part in ("corpus", "seeds", "findings"))
    for part in (corpus, seeds, findings):
        part.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (seeds / f"{number:04}").write_bytes(seed[: target.most_bytes])
    # What was found before is tried first: it is found again, unless it has been mended.
    for found in (*findings.glob("*.input"), *findings.glob("ended-by-*")):
        found.rename(seeds / f"found-{found.name}")
    for described in findings.glob("*.txt"):
        described.unlink()
    words = folder / "words.dict"
    lines = [quoted(word) for word in dict.fromkeys(target.words()) if 0 < len(word.encode()) <= 60]
    words.write_text("\n".join(lines) + "\n", encoding="ascii")
    atheris = cast("Any", import_module("atheris"))
    atheris.Setup(
        [
            "fuzz", f"-dict={words}", f"-max_len={target.most_bytes}", f"-max_total_time={seconds}",
            f"-timeout={HANGS_AFTER}", f"-rss_limit_mb={MOST_MEGABYTES}", "-print_final_stats=1",
            f"-artifact_prefix={findings}/ended-by-", *SEED, str(corpus), str(seeds),
        ],
        Watch(target, findings).try_one,
    )  # fmt: skip
    atheris.Fuzz()


if __name__ == "__main__":
    fuzz(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
