"""Watches one target: keeps each kind of finding once, and the inputs that took longest."""

import hashlib
import json
import time
import traceback
from pathlib import Path

from tests.fuzz.target import Target

MOST_SLOW = 5
ALIKE = 12
"""Bytes at the beginning of an input."""

HERE = Path(__file__).parent.parent.parent


class TooSlowError(Exception):
    """An input took longer than it may."""


class Watch:
    """Gives inputs to a target. A finding does not end the run: the next may be another."""

    def __init__(self, target: Target, folder: Path) -> None:
        """`folder` is given the findings (`*.input`, `*.txt`) and `slowest.json`."""
        self._target = target
        self._folder = folder
        self._slowest: dict[bytes, tuple[float, str]] = {}

    def try_one(self, data: bytes) -> None:
        """Try one input; one that takes long again, for what is made on first use is made once."""
        seconds = self._seconds(data)
        if seconds > self._target.most_seconds:
            seconds = self._seconds(data)
        if seconds > self._target.most_seconds:
            self._keep(TooSlowError(f"{seconds:.2f} s for {len(data):,} bytes"), data)
        self._compare(seconds, data)

    def _seconds(self, data: bytes) -> float:
        """How long an input took, of the processor's time."""
        start = time.process_time()
        try:
            self._target.check(data)
        except Exception as error:  # noqa: BLE001 — whatever it is, it is a finding
            self._keep(error, data)
        return time.process_time() - start

    def _compare(self, seconds: float, data: bytes) -> None:
        """Note a slow input; of those that begin alike, the slowest stands for all."""
        begins = data[:ALIKE]
        if seconds <= self._slowest.get(begins, (0.0, ""))[0]:
            return
        found = {**self._slowest, begins: (seconds, repr(data))}
        kept = dict(sorted(found.items(), key=lambda one: -one[1][0])[:MOST_SLOW])
        if kept != self._slowest:
            self._slowest = kept
            told = json.dumps(list(kept.values()))
            (self._folder / "slowest.json").write_text(told, encoding="utf-8")

    def _keep(self, error: Exception, data: bytes) -> None:
        """Keep a finding under its kind of error and the last steps of ours that led to it."""
        ours = [
            f"{frame.filename}:{frame.lineno}"
            for frame in traceback.extract_tb(error.__traceback__)
            if frame.filename.startswith(str(HERE)) and ".venv" not in frame.filename
        ]
        kind = type(error).__name__
        name = f"{kind}-{hashlib.sha256(' '.join(ours[-3:]).encode()).hexdigest()[:12]}"
        kept = self._folder / f"{name}.input"
        if kept.exists() and len(kept.read_bytes()) <= len(data):
            return
        kept.write_bytes(data)
        told = "".join(traceback.format_exception(error))
        kept.with_suffix(".txt").write_text(f"{data!r}\n\n{told}", encoding="utf-8")
