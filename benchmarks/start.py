"""From the start of a process to its first answer, against what importing slack_bolt takes.

The peer imports slack_bolt and answers a signed hello in its own process. We answer `/salary mle` in two
ways: on the command line (`rolecall ask`), and over HTTP, from `rolecall run` to the first answer to
a signed request. Both find what an earlier start left: the database and the store. What is compared is the
CPU time of all processes of a command, in turns, so that it makes no difference what else the machine
does. Ends with 1 where we take more than `MOST`.
"""

import os
import platform
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.machine import cpu_seconds, megabytes, processor, with_children
from benchmarks.speed import environment, free_port
from benchmarks.traffic import PATIENCE, answer_to, signed_request

ROUNDS = 9
QUESTION = ("salary", "mle")
HELLO = Path(__file__).with_name("peers") / "first_hello.py"

PEER, ASK, RUN = "slack_bolt, a hello", "rolecall ask", "rolecall run, over HTTP"
MOST = {ASK: 2.5, RUN: 4.3}
"""How many times the peer's CPU time ours may be."""

MOST_MEGABYTES = 115
SETTLED = 5.0
"""Seconds after which a server has loaded what it loads beside its first answers."""


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds of CPU and of the clock to the first answer; of a server, its memory a moment later."""

    cpu: float
    seconds: float
    megabytes: float = 0


def main() -> None:
    """Print the medians, and each one's ratio to the hello."""
    found: dict[str, list[Start]] = defaultdict(list)
    with TemporaryDirectory() as data:
        for number in range(ROUNDS + 1):
            taken = {
                PEER: command([sys.executable, str(HELLO)], data),
                ASK: command([sys.executable, "-m", "bot", "ask", "/" + " ".join(QUESTION)], data),
                RUN: server(data),
            }
            for name, start in taken.items():
                if number:  # the first one makes the database and the store
                    found[name].append(start)
    print(f"{processor()}; Python {platform.python_version()}; median of {ROUNDS}, in turns\n")
    print(f"{'':<28}{'CPU s':>9}{'to the hello':>14}{'wanted':>9}{'by the clock':>15}")
    short = [name for name, starts in found.items() if not told(name, starts, found[PEER])]
    memory = median(start.megabytes for start in found[RUN])
    print(f"\nmemory of both processes, {SETTLED:g} s later: {memory:.0f} MB, ", end="")
    print(f"wanted: at most {MOST_MEGABYTES}")
    sys.exit(1 if short or memory > MOST_MEGABYTES else 0)


def told(name: str, starts: Sequence[Start], hellos: Sequence[Start]) -> bool:
    """Print a line; whether it is as wanted."""
    # Each round's own ratio: what slowed the machine down slowed both.
    ratio = median(one.cpu / hello.cpu for one, hello in zip(starts, hellos, strict=True))
    most = MOST.get(name)
    wanted = "" if most is None else f"{most:g}×"
    seconds = median(start.seconds for start in starts)
    print(f"{name:<28}{median(start.cpu for start in starts):>9.3f}{ratio:>13.2f}×", end="")
    print(f"{wanted:>9}{seconds:>13.2f} s")
    return most is None or ratio <= most


def command(line: Sequence[str], data: str) -> Start:
    """What a process takes from its start to its end."""
    begun = time.perf_counter()
    surroundings = dict(environment(free_port(), data))
    process = subprocess.Popen(line, env=surroundings, stdout=subprocess.DEVNULL)  # noqa: S603
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{line} ended with {process.returncode}")
    return Start(used.ru_utime + used.ru_stime, time.perf_counter() - begun)


def server(data: str) -> Start:
    """What the server takes from its start to its first answer."""
    port = free_port()
    request = signed_request(QUESTION)
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        env=dict(environment(port, data)),
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            while time.perf_counter() - begun < PATIENCE:
                try:
                    answer_to(port, request)
                except OSError:
                    time.sleep(0.002)
                else:
                    seconds = time.perf_counter() - begun
                    processes = [*with_children(process.pid)]
                    cpu = cpu_seconds(processes)
                    time.sleep(SETTLED)
                    return Start(cpu, seconds, megabytes(processes))
        finally:
            process.terminate()
    raise RuntimeError("the server did not answer")


if __name__ == "__main__":
    main()
