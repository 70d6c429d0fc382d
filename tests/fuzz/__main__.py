"""Fuzz for a while, and say what came of it: `python -m tests.fuzz grammar --seconds 900`.

As many targets at once as there are cores, each in a process of its own.

Ends with 1 where anything was found. Each run begins with what was found before, and goes on from
the corpus that it has by then; both stand in a folder of the checkout.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.target import TARGETS

FOLDER = Path(".fuzz")
SHOWN = 100


@dataclass(frozen=True)
class Outcome:
    """What one target's run came to."""

    target: str
    executions: int
    edges: int
    features: int
    code: int
    findings: tuple[Path, ...]
    slowest: tuple[tuple[float, str], ...]

    @property
    def good(self) -> bool:
        """Nothing was found, and the fuzzer itself came to its end."""
        return not self.findings and self.code == 0 and self.executions > 0

    def told(self) -> str:
        """A few lines for people."""
        counts = f"{self.executions:,} executions, {self.edges:,} edges, {self.features:,} features"
        lines = [f"{self.target}: {counts}, {len(self.findings)} findings"]
        if self.code:
            lines.append(f"  the fuzzer ended with {self.code}")
        lines += [f"  {seconds:.3f} s for {data[:SHOWN]}" for seconds, data in self.slowest]
        lines += [f"  {finding}" for finding in self.findings]
        return "\n".join(lines)


def run(target: str, folder: Path, seconds: int) -> Outcome:
    """Fuzz one target in a process of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "findings").mkdir(exist_ok=True)
    (folder / "findings" / "slowest.json").unlink(missing_ok=True)
    log = folder / "log"
    with log.open("wb") as output:
        code = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.child", target, str(folder), str(seconds)],
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        ).returncode
    said = log.read_text(encoding="utf-8", errors="replace")
    slowest = folder / "findings" / "slowest.json"
    return Outcome(
        target=target,
        executions=_last(r"number_of_executed_units: (\d+)", said),
        edges=_last(r"\bcov: (\d+)", said),
        features=_last(r"\bft: (\d+)", said),
        code=code,
        findings=tuple(
            sorted({*folder.glob("findings/*.input"), *folder.glob("findings/ended-*")})
        ),
        slowest=tuple(map(tuple, json.loads(slowest.read_bytes()))) if slowest.exists() else (),
    )


def _last(pattern: str, said: str) -> int:
    return int(([*re.findall(pattern, said)] or [0])[-1])


def main() -> None:
    """Fuzz every target that is named, and tell of each as it is done."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="target", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=20, help="for each target")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="for findings and the corpus")
    asked = parser.parse_args()
    targets: list[str] = asked.targets or list(TARGETS)
    unknown = sorted(set(targets) - set(TARGETS))
    if unknown:
        parser.error(f"no such target: {', '.join(unknown)}")

    def fuzzed(target: str) -> Outcome:
        return run(target, asked.folder / target, asked.seconds)

    outcomes: list[Outcome] = []
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        for outcome in cores.map(fuzzed, targets):
            outcomes.append(outcome)
            sys.stdout.write(outcome.told() + "\n")
            sys.stdout.flush()
    sys.exit(0 if all(outcome.good for outcome in outcomes) else 1)


if __name__ == "__main__":
    main()
