"""What is measured of one size of knowledge, each step in a process of its own: see `growth.py`.

`… <step> <folder> [<roles> <figures a role>]` prints a line of JSON.
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
from typing import Any, cast

from benchmarks.answers import milliseconds
from benchmarks.generated import documents_of
from benchmarks.questions import MIX, made_new
from bot.offline import Loopback, offline_deps, open_loopback
from bot.revisions.base import KnowledgeBase
from bot.settings import CONTENT, Settings
from bot.state import revisions
from bot.state.database import Database, open_database
from knowledge.documents import read_documents
from knowledge.files import Document, text_digest
from knowledge.library import Library
from knowledge.revisions import revision_label
from knowledge.store import KnowledgeStore, check_folder

BEGUN = time.monotonic()
ROUNDS = 60
WARM_UP_ROUNDS = 5
PUBLISHES = 5
MANY = 0.03
"""The share of the sources that a large revision changes: more than the store may be behind."""

AT = datetime(2026, 11, 21, tzinfo=UTC)
AMOUNT = re.compile(r'(?<=low": )\d+|(?<=low: )\d+')
SETTINGS = Settings.model_construct(slack_api_url="http://127.0.0.1:9/")


def prepare(folder: Path, roles: int, figures: int) -> dict[str, Any]:
    """A database with a first revision, and the store that a process has left of it."""
    real, _ = read_documents(CONTENT)
    texts: dict[str, str] = {}
    documents: list[Document] = []
    for document in documents_of(roles, figures):
        # JSON is YAML too.
        text = real.get(document.path) or json.dumps(document.content, ensure_ascii=False)
        texts[document.path] = text
        documents.append(Document(document.path, document.content, digest=text_digest(text)))
    with database_in(folder).begin() as connection:
        revisions.add(
            connection, 0, texts, at=AT, author="files", origin="files", reason="The first"
        )
    label = revision_label(1, {document.path: document.digest for document in documents})
    KnowledgeStore(folder / "knowledge.json").publish(documents, label)
    figures = sum(
        len(cast("list[object]", document.content.get("figures", ()))) for document in documents
    )
    return {
        "roles": sum(document.folder == "roles" for document in documents),
        "figures": figures,
        "megabytes": (folder / "knowledge.json").stat().st_size / 1e6,
    }


def read(folder: Path) -> dict[str, Any]:
    """Everything from its texts, as where there is no store: read, typed, checked, served."""
    (folder / "knowledge.json").unlink()
    opened(database_in(folder), folder)
    return {"seconds": time.monotonic() - BEGUN, "megabytes": peak()}


def follow(folder: Path) -> dict[str, Any]:
    """The time that another process takes to serve a new revision, once it looks for one."""
    knowledge = opened(database_in(folder), folder)
    print("ready", flush=True)
    sys.stdin.readline()
    begun = time.perf_counter()
    if not knowledge.refresh():
        raise RuntimeError("nothing to follow")
    return {"seconds": time.perf_counter() - begun}


def serve(folder: Path) -> dict[str, Any]:
    """Start from the store; answer; publish one document, and many, while answers go on."""
    knowledge = opened(database_in(folder), folder)
    many = rolecall(knowledge.library)
    many.ask("/salary mle")
    told: dict[str, Any] = {"start": time.monotonic() - BEGUN, "megabytes at start": peak()}
    small = Library(check_folder(CONTENT)[1], "the real set")
    told |= answers(rolecall(lambda: small), many)
    sources = sorted(path for path in knowledge.standing.tree if path.startswith("sources/"))
    turns = cycle(sources)
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


def database_in(folder: Path) -> Database:
    return open_database(folder / "state.db")


def opened(database: Database, folder: Path) -> KnowledgeBase:
    knowledge = KnowledgeBase(
        database, KnowledgeStore(folder / "knowledge.json"), lambda: datetime.now(UTC)
    )
    if not knowledge.refresh():
        raise RuntimeError("there is no revision")
    return knowledge


def rolecall(library: Callable[[], Library]) -> Loopback:
    return open_loopback(SETTINGS, offline_deps(library, lambda: date(2026, 11, 21)))


def answers(few: Loopback, many: Loopback) -> dict[str, Any]:
    """Milliseconds of the mix's answers, asked again and never asked before, in turns."""
    times: dict[str, list[float]] = {}
    unheard = [made_new(question) for question in MIX]
    turns = [("few", few), ("many", many)]
    for number in range(WARM_UP_ROUNDS + ROUNDS):
        turns.reverse()
        for warm, new in zip(MIX, unheard, strict=True):
            for kind, question in (("warm", warm), ("new", next(new))):
                for size, app in turns:
                    taken = milliseconds(app, question)
                    if number >= WARM_UP_ROUNDS:
                        times.setdefault(f"{size} {kind}", []).append(taken)
    return {name: median(taken) for name, taken in times.items()}


def publish(knowledge: KnowledgeBase, paths: Sequence[str]) -> float:
    """Change an amount in each of some sources; seconds from the texts to what is served."""
    changes = {
        path: AMOUNT.sub(_lowered, knowledge.standing.text(path) or "", count=1) for path in paths
    }
    begun = time.perf_counter()
    checked = knowledge.check(changes)
    number = knowledge.publish(checked, author="admin", origin="slack", reason="Lower")
    if number is None or knowledge.standing.number != number:
        raise RuntimeError(f"not published: {checked.problems[:3]}")
    return time.perf_counter() - begun


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
    "read": read,
    "follow": follow,
    "serve": serve,
}

if __name__ == "__main__":
    step, where, *numbers = sys.argv[1:]
    print(json.dumps(STEPS[step](Path(where), *map(int, numbers))))
