"""One process of those that `writers` lets loose."""

import json
import logging
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from bot.delivery.notices import Notices
from bot.revisions.folder import ToldProblems
from bot.revisions.watch import REFRESH_SECONDS, Teller, Watch
from bot.state.database import open_database
from bot.state.reports import Reports
from knowledge.revisions import Applied, Moved, Proposal
from tests.revisions.machine import Machine, open_machine
from tests.revisions.small_content import ANALYST, FAMILIES, PAY

WRITTEN = "written\n"
"""Said when all changes are made; the number of the revision to be served is the answer."""

PATIENCE = 120.0
"""Seconds after which something never happens, however slow the machine is."""

DOCUMENTS = (PAY, ANALYST, FAMILIES)


@dataclass
class Writer:
    """Makes changes, and remembers what became of each."""

    role: str
    machine: Machine
    random: Random
    accepted: list[str] = field(default_factory=list[str])
    moved: int = 0
    made: list[tuple[float, int]] = field(default_factory=list[tuple[float, int]])
    served: list[tuple[float, int]] = field(default_factory=list[tuple[float, int]])
    _turn: int = 0

    def next_change(self) -> tuple[str, str]:
        """A document and a line that nobody else adds."""
        self._turn += 1
        return self.random.choice(DOCUMENTS), f"{self.role} {self._turn}"

    def in_slack(self) -> None:
        """As an admin does: look, propose, see the difference, apply."""
        path, line = self.next_change()
        desk = self.machine.desk
        seen = desk.current().number
        text = self.machine.knowledge.standing.text(path)
        proposal = desk.propose(self.role, {path: f"{text}# {line}\n"}, line)
        assert isinstance(proposal, Proposal), proposal
        time.sleep(self.random.uniform(0, 0.05))
        if proposal.draft.base != seen:
            # The difference would show what others did meanwhile as undone.
            desk.discard(proposal.draft.id, self.role)
            return
        outcome = desk.apply(proposal.draft.id, self.role)
        match outcome:
            case Applied(revision):
                self.accepted.append(line)
                self.made.append((time.monotonic(), revision.number))
            case Moved(Proposal() as again):
                self.moved += 1
                desk.discard(again.draft.id, self.role)
            case _:
                raise AssertionError(outcome)

    def by_hand(self) -> None:
        """Bring the files up to date, edit one, publish it."""
        path, line = self.next_change()
        self._edit(path, line)
        published = self.machine.sync.sync().published
        if published is not None:
            self.made.append((time.monotonic(), published))
        self._what_became(path, line)

    def watched(self) -> None:
        """Edit a file, and wait for what comes of it."""
        self._edit(*(change := self.next_change()))
        self._what_became(*change)

    def _edit(self, path: str, line: str) -> None:
        self.machine.sync.pull()
        file = self.machine.content / path
        beside = file.with_name("4913")
        beside.write_text(f"{file.read_text(encoding='utf-8')}# {line}\n", encoding="utf-8")
        beside.replace(file)

    def _what_became(self, path: str, line: str) -> None:
        """Published, or told as a conflict: then what Slack says is kept, and the edit is redone."""
        deadline = time.monotonic() + PATIENCE
        while True:
            if f"# {line}\n" in self.machine.serves()[path]:
                self.accepted.append(line)
                return
            for conflict in self.machine.desk.conflicts():
                if f"# {line}\n" in (conflict.file_text or ""):
                    self._take_back(conflict.id, line)
                    return
            assert time.monotonic() < deadline, f"nobody knows of {line}"
            time.sleep(0.05)

    def _take_back(self, conflict: str, line: str) -> None:
        self.moved += 1
        mine = [conflict]
        while mine:
            for id in mine:
                self.machine.desk.settle(id, "current", self.role)
            self.machine.sync.sync()
            conflicts = self.machine.desk.conflicts()
            mine = [one.id for one in conflicts if f"# {line}\n" in (one.file_text or "")]
        self.machine.sync.sync()

    def serve(self, number: int) -> None:
        """Wait until a revision is served that others made, or a newer one."""
        deadline = time.monotonic() + PATIENCE
        while not any(seen >= number for _, seen in self.served):
            assert time.monotonic() < deadline, f"revision {number} is not served"
            time.sleep(0.05)

    def look(self, over: threading.Event) -> None:
        """Note when a newer revision is served."""
        number = 0
        while not over.wait(0.005):
            newer = self.machine.knowledge.standing.number
            if newer != number:
                number = newer
                self.served.append((time.monotonic(), number))


ROLES: dict[str, Callable[[Writer], None]] = {
    "admin": Writer.in_slack,
    "another": Writer.in_slack,
    "by hand": Writer.by_hand,
    "watched": Writer.watched,
}


PAUSES = {
    "admin": (0.0, 0.1),
    "another": (0.0, 0.1),
    # Files publish in no time: without a pause no admin would ever be the first.
    "by hand": (0.1, 0.4),
    "watched": (0.1, 0.4),
}
"""Seconds between one's changes."""


def main(role: str, url: str, folder: Path, seconds: float, seed: str) -> dict[str, Any]:
    """Write for so long, and then read until the newest is served."""
    database = open_database(url)
    machine = open_machine(database, folder / "content", folder / "data")
    machine.sync.sync()
    writer = Writer(role, machine, Random(f"{seed} {role}"))
    notices = Notices(database, lambda: datetime.now(UTC), lambda: None)
    reports = Reports(database, lambda: datetime.now(UTC), notices)
    told = ToldProblems(folder / "data" / "told.json")
    teller = Teller(
        machine.knowledge, notices, reports, lambda: (), lambda: datetime.now(UTC), told
    )
    over = threading.Event()
    looking = threading.Thread(target=writer.look, args=(over,))
    looking.start()
    if role == "by hand":
        # Its files are published by its own hand alone; it reads as every other process does.
        reading = threading.Thread(target=_refresh, args=(machine, over))
        reading.start()
        stop: Callable[[], None] = reading.join
    else:
        watch = Watch(machine.content, machine.knowledge, machine.sync, teller)
        watch.start()
        stop = watch.stop
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ROLES[role](writer)
        time.sleep(writer.random.uniform(*PAUSES[role]))
    sys.stdout.write(WRITTEN)
    sys.stdout.flush()
    writer.serve(int(sys.stdin.readline()))
    over.set()
    stop()
    looking.join()
    return {
        "accepted": writer.accepted, "moved": writer.moved, "made": writer.made,
        "served": writer.served,
    }  # fmt: skip


def _refresh(machine: Machine, over: threading.Event) -> None:
    while not over.wait(REFRESH_SECONDS):
        machine.knowledge.refresh()


if __name__ == "__main__":
    logging.disable()
    arguments = sys.argv[1:]
    told = main(arguments[0], arguments[1], Path(arguments[2]), float(arguments[3]), arguments[4])
    sys.stdout.write(json.dumps(told))
