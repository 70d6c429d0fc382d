"""Whole answers over HTTP against hellos of bare Bolt: CPU time, requests a second, the slowest of them.

Every server has the same one core, the client another one; they are asked in turns over 8
connections. What is compared is the CPU time that a server's processes take for an answer, for that is
the same whatever else the machine does; requests a second and p99 are by the clock. Ours answers `/salary`, `/role` and `/compare` as the tests know them; its peers say hello.
"""

import argparse
import os
import platform
import random
import shutil
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from benchmarks.machine import cpu_seconds, processor, with_children
from benchmarks.questions import MIX, Question, made_new
from benchmarks.traffic import PATIENCE, SECRET, Sent, answer_to, ask_for, signed_request
from bot.library import load_library
from bot.offline import offline_deps, open_loopback
from bot.settings import CONTENT, Settings

CONNECTIONS = 8
NO_SLACK = "http://127.0.0.1:9/api/"
ASKED = ("salary", "role", "compare")
PEERS = Path(__file__).with_name("peers")
FLOORS = {"Bolt for JavaScript": 1.45, "Bolt for Python": 6.0}
"""How many answers we have to give in the CPU time of one of a peer's."""

SLOWEST = {"Bolt for JavaScript": 0.7}
"""How many times a peer's p99 ours may be; it is told, for it is by the clock."""

OURS, OURS_NEW = "Rolecall, asked before", "Rolecall, never asked"


def main() -> None:
    """Print a table of every server; ends with 1 where we fall short of `FLOORS`."""
    options = _options()
    server_core, client_core = cores()
    questions = [question for question in MIX if question[0] in ASKED]
    with TemporaryDirectory() as folder, ExitStack() as running:
        commands = _commands(Path(folder), peers=not options.alone)
        servers = {
            name: running.enter_context(serving(command, server_core))
            for name, command in commands.items()
        }
        if client_core is not None:
            os.sched_setaffinity(0, {client_core})
        _compare_with_the_app(servers[OURS].port, questions)
        found = _measure(servers, questions, options.rounds, options.seconds)
    print(f"{processor()}; Python {platform.python_version()}; {_node()}")
    print(f"one core a server, {CONNECTIONS} connections, {options.rounds} rounds of ", end="")
    print(f"{options.seconds:g} s each, in turns\n")
    sys.exit(0 if _print(found) else 1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--alone", action="store_true", help="without the peers: to profile")
    return parser.parse_args()


def cores() -> tuple[int | None, int | None]:
    """One for the servers and one for the client, where the system lets a process choose."""
    if not hasattr(os, "sched_getaffinity"):
        return None, None
    cores = sorted(os.sched_getaffinity(0))
    return cores[0], cores[-1]


def _commands(folder: Path, *, peers: bool) -> dict[str, list[str]]:
    """The command line of each server, without its port at the end."""
    ours = {OURS: [sys.executable, "-m", "bot", "run"]}
    if not peers:
        return ours
    return {
        **ours,
        **_javascript(folder),
        "Bolt for Python": [sys.executable, str(PEERS / "hello.py")],
    }


def _javascript(folder: Path) -> dict[str, list[str]]:
    """Bolt for JavaScript from the npm registry; nothing where there is no npm."""
    if shutil.which("npm") is None:
        print("Bolt for JavaScript is not measured: there is no npm here", file=sys.stderr)
        return {}
    for name in ("package.json", "hello.js"):
        shutil.copy(PEERS / name, folder)
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"]
    subprocess.run(install, cwd=folder, check=True)  # noqa: S603
    return {"Bolt for JavaScript": ["node", str(folder / "hello.js")]}


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that runs: where it listens, and the id of its process."""

    port: int
    process: int


@contextmanager
def serving(command: Sequence[str], core: int | None, slack: str = NO_SLACK) -> Generator[Serving]:
    """A server on a port of its own, that ends with the block; `slack` is the address of Slack's API."""
    port = free_port()
    ours = "bot" in command
    with TemporaryDirectory() as data:
        process = subprocess.Popen(  # noqa: S603
            command if ours else [*command, str(port)],
            env={**environment(port, data), "SLACK_API_URL": slack},
            cwd=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if core is not None:
            # Threads and workers that it starts later stay where it is.
            os.sched_setaffinity(process.pid, {core})
        try:
            _wait_for(port, process)
            yield Serving(port, process.pid)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def environment(port: int, data: str) -> Mapping[str, str]:
    """What a server is told: where to listen, and where its state is."""
    return {
        **os.environ,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_BOT_TOKEN": "xoxb-benchmark",
        "SLACK_API_URL": NO_SLACK,
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "ROLECALL_DATA": data,
        "NODE_ENV": "production",
    }


def free_port() -> int:
    """A port that the system has just given out, and that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=PATIENCE).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("a server did not start")


def _compare_with_the_app(port: int, questions: Sequence[Question]) -> None:
    """What is measured is the whole answer: over HTTP comes what the app in this process says."""
    with TemporaryDirectory() as data:
        settings = Settings.model_construct(
            slack_api_url="http://127.0.0.1:9/", rolecall_content=CONTENT, rolecall_data=Path(data)
        )
        library = load_library(settings)
    app = open_loopback(settings, offline_deps(lambda: library))
    for question in questions:
        line = f"/{question[0]} {question[1]}"
        if answer_to(port, signed_request(question)) != app.ask(line):
            raise RuntimeError(f"another answer than the app's: {line}")


@dataclass(frozen=True, slots=True)
class Round:
    """What a server did while it was asked, and the CPU time that all its processes took."""

    sent: Sent
    cpu: float

    @property
    def cpu_each(self) -> float:
        """Microseconds of CPU an answer."""
        return 1e6 * self.cpu / len(self.sent.latencies)


def _measure(
    servers: Mapping[str, Serving], questions: Sequence[Question], rounds: int, seconds: float
) -> dict[str, list[Round]]:
    """What each server did in each round, after one to warm up; the order changes all the time."""
    found: dict[str, list[Round]] = defaultdict(list)
    chance, numbers = random.Random(1), count()  # noqa: S311
    never_asked = [made_new(question) for question in questions]
    turns = [*servers, OURS_NEW]
    for number in range(rounds + 1):
        chance.shuffle(turns)
        for name in turns:
            asked = [*questions] * 20
            if name == OURS_NEW:
                asked = [q for each in never_asked for q in islice(each, int(100 * seconds))]
                chance.shuffle(asked)
            requests = [signed_request(question, next(numbers)) for question in asked]
            server = servers.get(name, servers[OURS])
            processes = [*with_children(server.process)]
            before = cpu_seconds(processes)
            sent = ask_for(seconds, server.port, requests, CONNECTIONS)
            if number:
                found[name].append(Round(sent, cpu_seconds(processes) - before))
    return found


def _print(found: Mapping[str, Sequence[Round]]) -> bool:
    """The table; whether we are as fast as we want to be."""
    good = True
    heads = ("CPU us", "ours to it", "wanted", "requests/s", "p99 ms", "our p99 to it", "wanted")
    print(f"{'':<26}" + "".join(f"{head:>14}" for head in heads))
    for name, rounds in found.items():
        # Each round's own ratio: what slowed the machine down slowed both.
        pairs = [*zip(found[OURS], rounds, strict=True)]
        ratio = median(theirs.cpu_each / ours.cpu_each for ours, theirs in pairs)
        slowest = median(_p99(ours) / _p99(theirs) for ours, theirs in pairs)
        floor, most = FLOORS.get(name), SLOWEST.get(name)
        cells = (
            f"{median(one.cpu_each for one in rounds):,.0f}",
            f"{ratio:.2f}×",
            f"{floor:g}×" if floor else "",
            f"{median(one.sent.per_second for one in rounds):,.0f}",
            f"{median(map(_p99, rounds)) * 1_000:.2f}",
            f"{slowest:.2f}×",
            f"{most:g}×" if most else "",
        )
        print(f"{name:<26}" + "".join(f"{cell:>14}" for cell in cells))
        good = good and (floor is None or ratio >= floor)
    return good


def _p99(one: Round) -> float:
    return quantiles(one.sent.latencies, n=100)[-1]


def _node() -> str:
    if shutil.which("node") is None:
        return "no Node.js"
    told = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)  # noqa: S607
    return f"Node.js {told.stdout.strip()}"


if __name__ == "__main__":
    main()
