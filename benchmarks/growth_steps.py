"""What is measured of one size of knowledge, each step in a process of its own: see `growth.py`.

`… <step> <folder> [<roles> <figures a role> <rows>]` prints a line of JSON.
"""

import json
import re
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.answers import milliseconds
from benchmarks.generated import texts_of, without_tables
from benchmarks.questions import MIX, made_new
from bot.offline import Loopback, offline_deps, open_loopback
from bot.revisions.base import KnowledgeBase
from bot.settings import Settings
from bot.state.database import open_database
from knowledge.files import is_table
from knowledge.library import Library
from knowledge.store import KnowledgeStore

BEGUN, BEGUN_CPU = time.monotonic(), time.process_time()
ROUNDS = 60
WARM_UP_ROUNDS = 5
PUBLISHES = 5
MANY = 0.03
"""The share of the sources that a large revision changes: more than the store may be behind."""

AMOUNT = re.compile(r'(?<=low": )\d+|(?<=low: )\d+')
SETTINGS = Settings.model_construct(slack_api_url="http://127.0.0.1:9/")


def prepare(folder: Path, roles: int, figures: int, rows: int) -> dict[str, Any]:
    """A database with a first revision, and the store that a process leaves of it."""
    texts = texts_of(roles, figures, rows)
    begun = time.process_time()
    knowledge = base_in(folder)
    problems = knowledge.begin(texts, ())
    if problems:
        raise RuntimeError(problems[0])
    knowledge.settle()
    library = knowledge.library()
    return {
        "roles": len(library.roles),
        "figures": sum(map(library.number_of_figures_in, library.sources)),
        "megabytes": (folder / "knowledge.json").stat().st_size / 1e6,
        "read": time.process_time() - begun,
    }


def follow(folder: Path) -> dict[str, Any]:
    """The time that another process takes to serve a new revision, once it looks for one."""
    knowledge = opened(folder)
    print("ready", flush=True)
    sys.stdin.readline()
    begun = time.perf_counter()
    if not knowledge.refresh():
        raise RuntimeError("nothing to follow")
    return {"seconds": time.perf_counter() - begun}


def serve(folder: Path) -> dict[str, Any]:
    """Start from the store; answer; publish one document, and many, while answers go on."""
    knowledge = opened(folder)
    many = rolecall(knowledge.library)
    many.ask("/salary mle")
    told: dict[str, Any] = {"start": time.monotonic() - BEGUN, "megabytes at start": peak()}
    told["start CPU"] = time.process_time() - BEGUN_CPU
    few = without_tables()
    told |= answers(rolecall(lambda: few), many)
    sources = sorted(path for path in knowledge.standing.tree if is_changeable(path, knowledge))
    turns = cycle(sources)
    told["publish role"] = publish(knowledge, ["roles/data-scientist.yaml"])
    told["publish"] = [publish(knowledge, [next(turns)]) for _ in range(PUBLISHES)]
    told["follow"] = followed(folder, lambda: publish(knowledge, [next(turns)]))
    with asking(many) as taken:
        time.sleep(1)
    told["longest alone"] = max(taken)
    with asking(many) as taken:
        told["publish while asked"] = [publish(knowledge, [next(turns)]) for _ in range(PUBLISHES)]
    told["longest in a publish"] = max(taken)
    some = sources[: max(1, int(MANY * len(sources)))]
    with asking(many) as taken:
        told["publish many"] = publish(knowledge, some)
        begun = time.perf_counter()
        knowledge.settle()
        told["store"] = time.perf_counter() - begun
    told["longest in a large publish"] = max(taken)
    return told | {"many": len(some), "end": peak()}


def is_changeable(path: str, knowledge: KnowledgeBase) -> bool:
    """Whether it is a source with an amount of its own."""
    is_source = path.startswith("sources/") and not is_table(path)
    return is_source and AMOUNT.search(knowledge.standing.text(path) or "") is not None


def base_in(folder: Path) -> KnowledgeBase:
    store = KnowledgeStore(folder / "knowledge.json")
    return KnowledgeBase(open_database(folder / "state.db"), store, lambda: datetime.now(UTC))


def opened(folder: Path) -> KnowledgeBase:
    knowledge = base_in(folder)
    if not knowledge.refresh():
        raise RuntimeError("there is no revision")
    return knowledge


def rolecall(library: Callable[[], Library]) -> Loopback:
    return open_loopback(SETTINGS, offline_deps(library, lambda: date(2026, 11, 21)))


def answers(few: Loopback, many: Loopback) -> dict[str, Any]:
    """Milliseconds of CPU of the mix's answers, asked again and never asked before, in turns."""
    times: dict[str, list[float]] = {}
    unheard = [made_new(question) for question in MIX]
    turns = [("few", few), ("many", many)]
    for number in range(WARM_UP_ROUNDS + ROUNDS):
        turns.reverse()
        for warm, new in zip(MIX, unheard, strict=True):
            for kind, question in (("warm", warm), ("new", next(new))):
                for size, app in turns:
                    begun = time.process_time()
                    app.ask(f"/{question[0]} {question[1]}")
                    taken = (time.process_time() - begun) * 1_000
                    if number >= WARM_UP_ROUNDS:
                        times.setdefault(f"{size} {kind}", []).append(taken)
    return {name: median(taken) for name, taken in times.items()}


def publish(knowledge: KnowledgeBase, paths: Sequence[str]) -> float:
    """Change an amount in each of some sources, a word in a role; seconds from the texts to what is served."""
    changes = {path: _changed(path, knowledge.standing.text(path) or "") for path in paths}
    begun = time.perf_counter()
    checked = knowledge.check(changes)
    number = knowledge.publish(checked, author="admin", origin="slack", reason="Lower")
    if number is None or knowledge.standing.number != number:
        raise RuntimeError(f"not published: {checked.problems[:3]}")
    return time.perf_counter() - begun


def _changed(path: str, text: str) -> str:
    if path.startswith("roles/"):
        return text.replace("Turns questions into evidence", "Makes evidence of questions")
    return AMOUNT.sub(_lowered, text, count=1)


def _lowered(amount: re.Match[str]) -> str:
    return str(int(amount[0]) - 1)


def followed(folder: Path, publish: Callable[[], float]) -> float:
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "benchmarks.growth_steps", "follow", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    if process.stdin is None or process.stdout is None or not process.stdout.readline():
        raise RuntimeError("the other process has ended")
    publish()
    told, _ = process.communicate("go\n")
    return float(json.loads(told)["seconds"])


@contextmanager
def asking(app: Loopback) -> Generator[list[float]]:
    """Ask the mix, one question after the other, in a thread beside; seconds of each answer."""
    taken: list[float] = []
    stop = threading.Event()

    def ask() -> None:
        for question in cycle(MIX):
            if stop.is_set():
                return
            taken.append(milliseconds(app, question) / 1_000)
            time.sleep(0.002)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield taken
    finally:
        stop.set()
        thread.join()


def peak() -> float:
    """The most memory that this process ever had, in megabytes."""
    # Linux gives kilobytes, macOS bytes.
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 if sys.platform == "linux" else 1024**2)


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "prepare": prepare,
    "follow": follow,
    "serve": serve,
}

if __name__ == "__main__":
    step, where, *numbers = sys.argv[1:]
    print(json.dumps(STEPS[step](Path(where), *map(int, numbers))))
