"""A program that asks the real app as fast as it answers, while revision after revision is published.

`python -m tests.publishing.readers <database's URL> <folder> <revisions> <seed>` gives one line of JSON.

Readers are processes of the app, as the HTTP server has: each dispatches signed slash commands through
the whole app to the real knowledge, and follows the revisions by its own watch. One more process
publishes, each time with two figures of one role whose last digits are the revision's own; an answer
that shows the digits of two revisions is torn.
"""

import json
import logging
import os
import re
import signal
import sys
import time
from datetime import date
from itertools import cycle
from pathlib import Path
from threading import Event, Thread
from types import FrameType
from typing import Any

from bot.offline import Loopback, offline_deps, open_loopback
from bot.settings import CONTENT
from bot.state.database import open_database
from knowledge.documents import read_documents
from tests.conftest import offline_settings
from tests.publishing.forks import Fork, Say
from tests.revisions.machine import ALEX, Machine, open_machine

JOBS = "sources/ml-engineer-jobs.yaml"
ONE, OTHER = 500_000, 700_000
MARK = re.compile(r"\$([57])00,(\d{3})\b")
LINES = (
    "/salary mle all", "/role mle", "/salary data engineer", "/compare mle vs de", "/trends mlops",
    "/salary mle senior sf",
)  # fmt: skip
ALONE = 50
"""How often each line is asked before anything is published: what a core answers undisturbed."""

BETWEEN = 0.25
"""Seconds between two revisions."""

FOLLOWING = 0.1
"""Seconds between two looks for a newer one: much shorter than in earnest, to meet most of them."""


def main(url: str, folder: Path, revisions: int) -> dict[str, Any]:
    """Publish so many while readers ask."""
    readers = [Fork(lambda say, n=n: read(url, folder / f"reader-{n}", say)) for n in range(2)]
    assert [reader.hear() for reader in readers] == ["ready", "ready"]
    begun = time.monotonic()
    publisher = Fork(lambda say: publish(url, folder / "publisher", revisions, say))
    published = publisher.hear()
    assert publisher.end() == 0
    for reader in readers:
        os.kill(reader.id, signal.SIGUSR1)
    told = [reader.hear() for reader in readers]
    assert [reader.end() for reader in readers] == [0, 0]
    seconds = time.monotonic() - begun
    answers = sum(one["answers"] for one in told)
    return {
        "published": published, "seconds": round(seconds, 1), "answers": answers,
        "a second": round(sum(one["answers"] / one["seconds"] for one in told)),
        "a second of a core": round(answers / sum(one["core_seconds"] for one in told)),
        "undisturbed": round(2 * ALONE * len(LINES) / sum(one["alone"] for one in told)),
        "failed": sum(one["failed"] for one in told), "torn": [t for one in told for t in one["torn"]],
        "with both figures": sum(one["marked"] for one in told),
        "revisions seen": [one["seen"] for one in told],
        "slowest milliseconds": [one["slowest"] for one in told],
    }  # fmt: skip


def marked(number: int, text: str) -> str:
    """The source with one figure at one amount, and one more at another."""
    more = f"""\
  - section: "Marked"
    role: ml-engineer
    statistic: mean
    low: {OTHER + number}
    high: {OTHER + number}
    currency: USD
    period: year
    place: united-states
    year: 2023
"""
    text = text.replace("low: 132000", f"low: {ONE + number}", 1)
    text = text.replace("high: 180000", f"high: {ONE + number}", 1)
    return text.replace("figures:\n", f"figures:\n{more}", 1)


def open_app(url: str, data: Path) -> tuple[Machine, Loopback]:
    """The app of one process, with what it needs of the world."""
    machine = open_machine(open_database(url), CONTENT, data)
    deps = offline_deps(machine.knowledge.library, lambda: date(2026, 11, 21))
    return machine, open_loopback(offline_settings(data), deps)


def read(url: str, data: Path, say: Say) -> None:
    """Ask and ask until told to end."""
    machine, app = open_app(url, data)
    over = Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        over.set()

    signal.signal(signal.SIGUSR1, end)

    def follow() -> None:
        while not over.wait(FOLLOWING):
            machine.knowledge.refresh()

    following = Thread(target=follow)
    following.start()
    for line in LINES:
        app.ask(line)
    core = time.process_time()
    for line in ALONE * LINES:
        app.ask(line)
    alone = time.process_time() - core
    say("ready")
    failed, with_both, answers, slowest = 0, 0, 0, 0.0
    torn, seen = list[str](), set[str]()
    begun, core = time.monotonic(), time.process_time()
    for line in cycle(LINES):
        if over.is_set():
            break
        asked = time.monotonic()
        payload = app.ask(line)
        slowest = max(slowest, time.monotonic() - asked)
        answers += 1
        text = json.dumps(payload)
        failed += not payload.get("blocks")
        marks = set(MARK.findall(text))
        revisions = {revision for _, revision in marks}
        with_both += len({figure for figure, _ in marks}) == 2
        seen |= revisions
        if len(revisions) > 1:
            torn.append(f"{line}: {sorted(marks)}")
    core_seconds = time.process_time() - core
    seconds = time.monotonic() - begun
    following.join()
    say({
        "answers": answers, "seconds": seconds, "failed": failed, "torn": torn[:5],
        "marked": with_both, "core_seconds": core_seconds, "alone": alone, "seen": len(seen),
        "slowest": round(slowest * 1_000, 1),
    })  # fmt: skip


def publish(url: str, data: Path, revisions: int, say: Say) -> None:
    """Publish one revision after the other."""
    machine = open_machine(open_database(url), CONTENT, data)
    text = read_documents(CONTENT)[0][JOBS]
    for number in range(revisions):
        machine.change_in_slack(JOBS, marked(number, text), ALEX)
        time.sleep(BETWEEN)
    time.sleep(5 * FOLLOWING)
    say(machine.number - 1)


if __name__ == "__main__":
    logging.disable()
    sys.stdout.write(json.dumps(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
