"""A program that has processes publish and kills them, round after round.

`python -m tests.publishing.killing <database's URL> <folder> <rounds> <seed>` gives one line of JSON:
what was killed where, and what was wrong afterwards. Whether a kill that comes whenever is in time is
a matter of chance: it goes on for more rounds until one of each way was.
"""

import json
import logging
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from bot.state.database import open_database
from knowledge.revisions import Applied, Proposal, revision_label
from knowledge.store import KnowledgeStore
from tests.publishing.forks import Fork, Say, asked
from tests.publishing.steps import Steps
from tests.revisions.machine import ALEX, Machine, open_machine, write
from tests.revisions.small_content import ANALYST, PAY, SMALL, pay, role

FIRST = 100_000
MOST = 10
"""Times the rounds that are asked for, at the most."""

WAYS, WHENEVER = ("file", "slack"), "whenever"
MARK = re.compile(r"(?:low|things): ?(\d{6})")


def main(url: str, folder: Path, rounds: int, seed: str) -> dict[str, Any]:
    """All rounds."""
    return Rounds(url, folder, Random(seed)).run(rounds)


def marked(mark: int) -> dict[str, str]:
    """Two documents with three places that tell the revision that they are of."""
    return {PAY: pay(mark), ANALYST: role(f"Looks into things: {mark}.")}


class Rounds:
    """A machine whose processes are killed, and what was seen after each."""

    def __init__(self, url: str, folder: Path, random: Random) -> None:
        self._url = url
        self._folder = folder
        self._random = random
        self._killed: Counter[str] = Counter()
        self._served: Counter[str] = Counter()
        self._wrong: list[str] = []
        self._steps: dict[str, list[str]] = {}
        self._seconds: dict[str, float] = {}

    def run(self, rounds: int) -> dict[str, Any]:
        """Kill so often, and tell."""
        write(self._folder / "content", {**SMALL, **marked(FIRST)})
        asked(lambda: bool(self._open().sync.sync()))
        marks = count(FIRST + 1)
        for way in WAYS:
            self._dry_run(way, next(marks), next(marks))
        begun = asked(self._look)
        number, mark = begun["number"], begun["marks"][0]
        living = Living(self._look_on)
        at = Counter[str]()
        for turn in range(MOST * rounds):
            if turn >= rounds and all(self._killed[f"{way}, {WHENEVER}"] for way in WAYS):
                break
            way = WAYS[turn % 2]
            new = next(marks)
            # Two of three are killed at the next step, the third whenever.
            by_step = turn % 6 < 4
            at[way] += by_step
            step = (at[way] - 1) % len(self._steps[way]) + 1 if by_step else None
            said = self._kill(way, new, step)
            for who, seen in (("fresh", asked(self._look)), ("living", living.look())):
                self._judge(f"{turn} {way} {step} {who}", seen, (number, mark), new, said)
            # The next start finds an edited file again; what Slack had not applied waits as a draft.
            after = asked(self._recover)
            if way == "file" and after["marks"] != [new]:
                self._wrong.append(f"{turn}: the file's edit is lost: {after}")
            number, mark = after["number"], after["marks"][0]
        living.end()
        return {
            "rounds": self._killed.total(), "killed": self._killed, "served": self._served,
            "wrong": self._wrong, "steps": self._steps, "revisions": number,
        }  # fmt: skip

    def _open(self) -> Machine:
        return open_machine(
            open_database(self._url), self._folder / "content", self._folder / "data"
        )

    def _dry_run(self, way: str, first: int, second: int) -> None:
        """Find the steps of a publish, and how long it takes."""

        def publish() -> tuple[list[str], float]:
            steps = Steps()
            machine = self._open()
            self._edit(way, first)
            begun = time.monotonic()
            self._publish(machine, way, first)
            machine.knowledge.settle()
            took = time.monotonic() - begun
            self._edit(way, second)
            steps.count()
            self._publish(machine, way, second)
            machine.knowledge.settle()
            sys.setprofile(None)
            return steps.names, took

        self._steps[way], self._seconds[way] = asked(publish)
        asked(lambda: bool(self._open().sync.pull()))

    def _edit(self, way: str, mark: int) -> None:
        if way == "file":
            write(self._folder / "content", marked(mark))

    def _publish(self, machine: Machine, way: str, mark: int) -> int | None:
        if way == "file":
            return machine.sync.sync().published
        proposal = machine.desk.propose(ALEX, marked(mark), "Newer")
        assert isinstance(proposal, Proposal), proposal
        applied = machine.desk.apply(proposal.draft.id, ALEX)
        assert isinstance(applied, Applied), applied
        return applied.revision.number

    def _kill(self, way: str, mark: int, step: int | None) -> int | None:
        """Have a process publish, and kill it; gives the number that it had said by then."""

        def publish(say: Say) -> None:
            steps = Steps() if step is not None else None
            machine = self._open()
            machine.knowledge.settle()
            say("ready")
            if steps is not None:
                steps.count(step)
            number = self._publish(machine, way, mark)
            say(number)
            machine.knowledge.settle()

        self._edit(way, mark)
        fork = Fork(publish)
        assert fork.hear() == "ready"
        if step is None:
            time.sleep(self._random.uniform(0, 1.2 * self._seconds[way]))
            fork.kill()
        said = fork.hear()
        killed = fork.end() != 0
        name = WHENEVER if step is None else self._steps[way][step - 1]
        self._killed[f"{way}, {name}" if killed else f"{way}, not killed"] += 1
        return said

    def _look(self) -> dict[str, Any]:
        return seen_by(self._open(), self._folder)

    def _look_on(self, say: Say, is_asked: Callable[[], bool]) -> None:
        machine = self._open()
        while is_asked():
            machine.knowledge.refresh()
            say(seen_by(machine, None))

    def _recover(self) -> dict[str, Any]:
        machine = self._open()
        machine.sync.sync()
        machine.sync.pull()
        return seen_by(machine, self._folder)

    def _judge(
        self, what: str, seen: Mapping[str, Any], old: tuple[int, int], new: int, said: int | None
    ) -> None:
        number, mark = old
        if seen["wrong"]:
            self._wrong.append(f"{what}: {seen['wrong']}")
        match seen["number"], seen["marks"]:
            case n, [m] if (n, m) == (number, mark) and said is None:
                self._served["old"] += 1
            case n, [m] if (n, m) == (number + 1, new):
                self._served["new"] += 1
            case _:
                self._wrong.append(f"{what}: {seen}, not {old} or {new}; it had said {said}")


class Living:
    """A process that lives through all rounds, and looks when it is asked."""

    def __init__(self, work: Callable[[Say, Callable[[], bool]], None]) -> None:
        reading, self._writing = os.pipe()
        self._fork = Fork(lambda say: work(say, lambda: os.read(reading, 1) == b"?"))

    def look(self) -> dict[str, Any]:
        """What it sees now."""
        os.write(self._writing, b"?")
        return self._fork.hear()

    def end(self) -> None:
        """Let it go."""
        os.write(self._writing, b".")
        assert self._fork.end() == 0


def seen_by(machine: Machine, folder: Path | None) -> dict[str, Any]:
    """What a process serves, and whether database and store say the same."""
    standing = machine.knowledge.standing
    texts = machine.knowledge.texts()
    marks = set(machine.lows())
    marks |= {int(role.summary[-7:-1]) for role in standing.library.roles.values()}
    wrong: list[str] = []
    if {int(mark) for text in texts.values() for mark in MARK.findall(text)} != marks:
        wrong.append("the database has other figures than are served")
    if [one.number for one in machine.desk.history(10_000)] != list(range(standing.number, 0, -1)):
        wrong.append("the history has gaps")
    if folder is not None:
        machine.knowledge.settle()
        label = revision_label(standing.number, standing.tree)
        published = KnowledgeStore(folder / "data" / "knowledge.json").load()
        if published is None or published.revision != label != standing.library.revision:
            wrong.append("the store holds another revision")
        elif {int(one) for one in re.findall(r"(?<!\d)\d{6}(?!\d)", str(published.documents))} - {
            mark + add for mark in marks for add in (0, 20_000)
        }:
            wrong.append("the store has other figures than are served")
    return {"number": standing.number, "marks": sorted(marks), "wrong": wrong}


if __name__ == "__main__":
    logging.disable()
    told = main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    sys.stdout.write(json.dumps(told))
