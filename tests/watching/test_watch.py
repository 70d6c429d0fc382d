"""While running: what changes in files or on other machines is served soon, without a look by plan."""

import os
import shutil
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from bot.delivery.notices import Notices
from bot.revisions.folder import ToldProblems
from bot.revisions.watch import Teller, Watch
from bot.state.reports import Reports
from tests.revisions.conftest import NewMachine
from tests.revisions.machine import ALEX, Machine
from tests.revisions.small_content import ANALYST, JOBS, PAY, SMALL, pay, role

WITHIN = 20.0
"""Seconds: on a quiet machine it takes less than five, and a look that nothing called for comes after 30."""

Start = Callable[[Machine], None]


@pytest.fixture
def start(clock: Callable[[], datetime]) -> Generator[Start]:
    """Have a machine's process watch until the test ends."""
    with ExitStack() as stack:

        def begin(machine: Machine) -> None:
            notices = Notices(machine.database, clock, lambda: None)
            reports = Reports(machine.database, clock, notices)
            told = ToldProblems(machine.data / "told.json")
            teller = Teller(machine.knowledge, notices, reports, lambda: (ALEX,), clock, told)
            watch = Watch(machine.content, machine.knowledge, machine.sync, teller)
            watch.start()
            stack.callback(watch.stop)

        yield begin


@pytest.fixture
def watching(new_machine: NewMachine, start: Start) -> tuple[Machine, Machine]:
    """Two machines on one database that have been watching for a moment."""
    machines = new_machine(SMALL), new_machine(SMALL)
    for machine in machines:
        start(machine)
    time.sleep(1.5)
    return machines


@contextmanager
def served_within(
    seconds: float, text: str | None, path: str, *machines: Machine
) -> Generator[None]:
    """What is done in the block is served soon after, whole, by every machine."""
    yield
    deadline = time.monotonic() + seconds
    for machine in machines:
        while machine.knowledge.texts().get(path) != text:
            assert time.monotonic() < deadline, machine.knowledge.standing.number
            time.sleep(0.02)


def replace(path: Path, text: str) -> None:
    """Write beside and rename over, as most editors do."""
    beside = path.with_name("4913")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def move_away_first(path: Path, text: str) -> None:
    """Keep a backup, write anew, as vim does."""
    backup = path.with_name(f"{path.name}~")
    path.replace(backup)
    path.write_text(text, encoding="utf-8")
    backup.unlink()


def with_a_lock(path: Path, text: str) -> None:
    """Lock, write in place, unlock, as Emacs does."""
    lock = path.with_name(f".#{path.name}")
    lock.symlink_to("alex@laptop.4711:1763700000")
    time.sleep(0.3)
    path.write_text(text, encoding="utf-8")
    time.sleep(0.3)
    lock.unlink()


def in_two_parts(path: Path, text: str) -> None:
    """Write in place with a pause; what is half is not knowledge."""
    with path.open("w", encoding="utf-8") as file:
        for part in (text[: len(text) - 60], text[len(text) - 60 :]):
            file.write(part)
            file.flush()
            time.sleep(0.01)


@pytest.mark.parametrize("save", [replace, move_away_first, with_a_lock, in_two_parts])
def test_an_edit_is_served_here_and_there(
    watching: tuple[Machine, Machine], save: Callable[[Path, str], None]
) -> None:
    here, there = watching
    with served_within(WITHIN, pay(105_000), PAY, here, there):
        save(here.content / PAY, pay(105_000))
    assert here.lows() == there.lows() == [105_000, 105_000]
    assert here.sync.problems == ()


def test_edits_there_and_in_slack_are_served_here(watching: tuple[Machine, Machine]) -> None:
    here, there = watching
    with served_within(WITHIN, pay(105_000), PAY, here, there):
        there.edit(PAY, pay(105_000))
    with served_within(WITHIN, role("Looks deep into things."), ANALYST, here, there):
        there.change_in_slack(ANALYST, role("Looks deep into things."))
    with served_within(WITHIN, pay(90_000, id="Jobs"), JOBS, here, there):
        here.edit(JOBS, pay(90_000, id="Jobs"))
    with served_within(WITHIN, None, JOBS, here, there):
        here.edit(JOBS, None)
    assert here.serves() == there.serves()
    time.sleep(2)
    assert here.knowledge.standing.number == 5


def test_a_bad_edit_is_not_served_and_mended(watching: tuple[Machine, Machine]) -> None:
    here, _ = watching
    here.edit(PAY, "title: [")
    deadline = time.monotonic() + WITHIN
    while not here.sync.problems:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert here.knowledge.texts() == SMALL
    with served_within(WITHIN, pay(105_000), PAY, here):
        here.edit(PAY, pay(105_000))


def test_a_folder_that_vanishes_and_comes_back(watching: tuple[Machine, Machine]) -> None:
    here, there = watching
    aside = here.content.with_name("aside")
    shutil.copytree(here.content, aside)
    shutil.rmtree(here.content)
    time.sleep(1.5)
    assert here.knowledge.texts() == SMALL
    aside.rename(here.content)
    time.sleep(1.5)
    with served_within(WITHIN, pay(105_000), PAY, here, there):
        here.edit(PAY, pay(105_000))


def test_a_folder_that_is_replaced_with_another(watching: tuple[Machine, Machine]) -> None:
    """As a checkout beside it, renamed into its place."""
    here, there = watching
    beside, old = here.content.with_name("beside"), here.content.with_name("old")
    shutil.copytree(here.content, beside)
    (beside / PAY).write_text(pay(105_000), encoding="utf-8")
    with served_within(WITHIN, pay(105_000), PAY, here, there):
        here.content.rename(old)
        beside.rename(here.content)
    with served_within(WITHIN, pay(106_000), PAY, here, there):
        here.edit(PAY, pay(106_000))


def test_a_link_that_is_pointed_elsewhere(
    new_machine: NewMachine, start: Start, tmp_path: Path
) -> None:
    """As a mounted volume is updated."""
    here = new_machine(SMALL)
    one, other = here.content.with_name("one"), here.content.with_name("other")
    here.content.rename(one)
    shutil.copytree(one, other)
    here.content.symlink_to(one)
    (other / PAY).write_text(pay(105_000), encoding="utf-8")
    start(here)
    time.sleep(1.5)
    with served_within(WITHIN, pay(105_000), PAY, here):
        link = here.content.with_name("link")
        link.symlink_to(other)
        os.replace(link, here.content)  # noqa: PTH105 — as it is done there
