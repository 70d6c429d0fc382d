"""Where a benchmark ran, and what processes took there: CPU time, and memory."""

import platform
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path


def processor() -> str:
    """The processor's name, as far as the system tells it."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def with_children(process: int) -> Iterator[int]:
    """The ids of a process and of all that it has begun and that still run (Linux)."""
    yield process
    for thread in Path(f"/proc/{process}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from with_children(int(child))


def cpu_seconds(processes: Sequence[int]) -> float:
    """What processes have used so far of a core, in nanoseconds' resolution, whoever else uses it (Linux)."""
    # clock_getcpuclockid(3): how Linux names the clock of a process.
    return sum(time.clock_gettime(~process << 3 | 2) for process in processes)


def megabytes(processes: Sequence[int]) -> float:
    """The memory of processes, what they share counted once (Linux: PSS)."""
    return sum(map(_pss, processes)) / 1024


def _pss(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
