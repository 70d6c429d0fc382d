"""From the start of a process to its first answer, against what importing slack_bolt takes.

The peer imports slack_bolt and answers a signed hello in its own process. We answer `/salary mle` in two
ways: on the command line (`rolecall ask`), and over HTTP, from `rolecall run` to the first answer to
a signed request. Both find what an earlier start left: the database and the store.
"""

import platform
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.machine import processor
from benchmarks.speed import environment, free_port
from benchmarks.traffic import PATIENCE, answer_to, signed_request

ROUNDS = 9
QUESTION = ("salary", "mle")
HELLO = Path(__file__).with_name("peers") / "first_hello.py"
WANTED = 2.0
"""How many times the peer's seconds ours may be."""


def main() -> None:
    """Print the medians, and each one's ratio to the hello."""
    found: dict[str, list[float]] = defaultdict(list)
    with TemporaryDirectory() as data:
        for number in range(ROUNDS + 1):
            taken = {
                "slack_bolt, a hello": seconds_of([sys.executable, str(HELLO)], data),
                "rolecall ask": seconds_of(
                    [sys.executable, "-m", "bot", "ask", "/" + " ".join(QUESTION)], data
                ),
                "rolecall run, over HTTP": seconds_to_first_answer(data),
            }
            for name, seconds in taken.items():
                if number:  # the first one makes the database and the store
                    found[name].append(seconds)
    print(f"{processor()}; Python {platform.python_version()}; median of {ROUNDS}\n")
    hello = median(found["slack_bolt, a hello"])
    for name, times in found.items():
        print(f"{name:<28}{median(times):>8.3f} s{median(times) / hello:>8.2f}×")
    print(f"\nwanted: {WANTED:g}× at the most")


def seconds_of(command: list[str], data: str) -> float:
    """How long a process takes from its start to its end."""
    begun = time.perf_counter()
    surroundings = dict(environment(free_port(), data))
    subprocess.run(command, check=True, env=surroundings, stdout=subprocess.DEVNULL)  # noqa: S603
    return time.perf_counter() - begun


def seconds_to_first_answer(data: str) -> float:
    """How long it takes from the start of the server to its first answer."""
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
                    return time.perf_counter() - begun
        finally:
            process.terminate()
    raise RuntimeError("the server did not answer")


if __name__ == "__main__":
    main()
