"""How far a thing travels: which of our files run for it, and how often control moves between them.

`make journeys` prints it; a test calls `journeys`.

The counting rule: a file of `bot/`, `handlers/` or `knowledge/` runs when a function, generator or
comprehension in it is entered; the playground does not count. A hop is an entry in another file than
the previous entry in the same thread, so a call into another file is one, and so is whatever is called
next back in the first file. All threads count until nothing runs anymore: what happens after the
acknowledgement belongs to the journey. Startup does not count: the app is running and has answered one
question and one click about another role, so that what is loaded when it is first needed is loaded. What
is built on first use of its kind does count, because every new revision builds it again.

Which files run is the same every time. Their order and the hops vary slightly: threads that poll may
come in between, and from Python 3.12 on a comprehension enters no function.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any
from wsgiref.types import WSGIApplication

from sqlalchemy import text

from bot.delivery.poster import Timing
from bot.playground.clock import MovableClock
from bot.playground.demo import start_demo
from bot.playground.people.acting import Outcome
from bot.playground.seed import TEAM_ID
from bot.playground.server import Playground
from bot.settings import Settings
from bot.transport.http import build_service
from bot.world import World, build_world
from tests.conftest import TODAY, begun_settings
from tests.knowledge.content_copy import JOBS, ContentCopy, copy_content

ROOT = Path(__file__).parent.parent
OURS = tuple(f"{ROOT / room}/" for room in ("bot", "handlers", "knowledge"))
NOT_COUNTED = f"{ROOT / 'bot' / 'playground'}/"

QUIET_SECONDS = 0.3
"""A journey has ended when its effect is there and none of our code has run for this long."""
PATIENCE_SECONDS = 30.0

MAYA, DATA_JOBS = "U0MAYA", "C0DATA"


@dataclass(frozen=True, slots=True)
class Journey:
    """What ran for one thing: its files in order of first run, and the hops between them."""

    name: str
    files: tuple[str, ...]
    hops: int


class Trace:
    """Records every entry into one of our files, in all threads started while it is set."""

    def __init__(self) -> None:
        self._entries: list[tuple[int, str]] = []
        self._recording = False

    def __call__(self, frame: FrameType, event: str, _argument: Any) -> None:
        """What `sys.setprofile` calls."""
        if self._recording and event == "call":
            name = frame.f_code.co_filename
            if name.startswith(OURS) and not name.startswith(NOT_COUNTED):
                self._entries.append((threading.get_ident(), name))

    def journey(self, name: str, act: Callable[[], object], done: Callable[[], bool]) -> Journey:
        """Do something, and follow it until its effect is there and nothing runs anymore."""
        self._entries.clear()
        self._recording = True
        sys.setprofile(self)
        try:
            act()
        finally:
            # This thread only waits from here on, and looking is not part of the journey.
            sys.setprofile(None)
        self._settle(name, done)
        self._recording = False
        files = dict.fromkeys(str(Path(file).relative_to(ROOT)) for _, file in self._entries)
        return Journey(name, tuple(files), self._hops())

    def _settle(self, name: str, done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        seen, since = -1, time.monotonic()
        while not done() or time.monotonic() - since < QUIET_SECONDS:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{name}: no end after {PATIENCE_SECONDS:.0f} s")
            if len(self._entries) != seen:
                seen, since = len(self._entries), time.monotonic()
            time.sleep(0.01)

    def _hops(self) -> int:
        by_thread: dict[int, list[str]] = {}
        for thread, file in self._entries:
            by_thread.setdefault(thread, []).append(file)
        return sum(
            before != after for files in by_thread.values() for before, after in pairwise(files)
        )


@dataclass(frozen=True, slots=True)
class Town:
    """The whole app with a local Slack in front of it, and the folder of its knowledge files."""

    slack: Playground
    world: World
    content: ContentCopy

    def asks(self, line: str) -> Outcome:
        """Type a command in a channel."""
        return self.slack.slash(MAYA, DATA_JOBS, line)

    def clicks(self, label: str) -> Outcome:
        """Click a button of the newest answer."""
        message = self.slack.workspace.messages(DATA_JOBS, MAYA)[-1]
        (button,) = [
            element
            for block in message.blocks
            for element in block.get("elements", ())
            if element["type"] == "button" and element["text"]["text"] == label
        ]
        return self.slack.click(MAYA, message, button["action_id"])

    def shows(self) -> tuple[object, ...]:
        """The channel's messages."""
        return self.slack.workspace.messages(DATA_JOBS, MAYA)

    def goes_to_the_slot(self) -> None:
        """Move the clock to when the channel's digest is due."""
        with self.world.database.begin() as connection:
            # A digest's choices are drawn from this id: with one of its own each run would differ.
            connection.execute(text("UPDATE subscriptions SET id = 'journeys'"))
        subscription = self.world.deps.digests.find(TEAM_ID, DATA_JOBS)
        assert subscription is not None
        moment = subscription.next_slot.at + timedelta(seconds=5)
        self.slack.workspace.clock.advance_to(moment.timestamp())


@contextmanager
def open_town(folder: Path) -> Generator[Town]:
    """The app as a service runs it, at noon on `TODAY`; without ticks, and not watching files yet."""
    content = copy_content(folder / "content")
    worlds: list[World] = []

    def wsgi(settings: Settings, clock: MovableClock) -> WSGIApplication:
        clock.run_on(datetime.combine(TODAY, time_of_day(12), UTC).timestamp)
        worlds.append(build_world(settings, clock=clock, timing=Timing(between_posts=0)))
        return build_service(settings, worlds[0])

    changes: dict[str, Any] = {"rolecall_content": content.root}
    settings = begun_settings(folder / "data").model_copy(update=changes)
    demo = start_demo(settings, wsgi, port=0)
    try:
        yield Town(demo.playground, worlds[0], content)
    finally:
        demo.stop()
        worlds[0].stop()


def journeys(folder: Path) -> list[Journey]:
    """Make every journey, with its data in an empty folder."""
    trace = Trace()
    threading.setprofile(trace)
    try:
        with open_town(folder) as town:
            return list(_made(town, trace))
    finally:
        threading.setprofile(None)


def _made(town: Town, trace: Trace) -> Generator[Journey]:
    def journey(name: str, act: Callable[[], object]) -> Journey:
        before = town.shows()
        return trace.journey(name, act, lambda: town.shows() != before)

    def asked(line: str, name: str = "") -> Journey:
        return journey(name or line, lambda: town.asks(line))

    town.asks("/role data engineer")
    journey("a first click", lambda: town.clicks("Salary"))
    yield asked("/salary mle senior sf")
    yield asked("/salary mle senior sf", "the same, asked before")
    town.asks("/role mle")
    yield journey("a click on Salary", lambda: town.clicks("Salary"))
    yield asked("/salary check $150k base senior mle austin")
    yield asked("/digest subscribe")
    town.goes_to_the_slot()
    yield journey("a digest, one round", town.world.delivery.round)
    yield _edited(town, trace)


def _edited(town: Town, trace: Trace) -> Journey:
    knowledge = town.world.knowledge
    before = knowledge.library().revision
    town.world.watch.start()
    trace.journey("a first look at the files", lambda: None, lambda: True)
    return trace.journey(
        "an edited file becomes a revision",
        lambda: town.content.change(JOBS, "low: 132000", "low: 141000"),
        lambda: knowledge.library().revision != before,
    )


def report(made: list[Journey]) -> str:
    """Each journey with its files, then all of them in a table."""
    width = max(len(one.name) for one in made)
    details = [
        "\n    ".join((f"{one.name}: {len(one.files)} files, {one.hops:,} hops", *one.files))
        for one in made
    ]
    rows = [f"{one.name:{width}}  {len(one.files):5}  {one.hops:5,}" for one in made]
    return "\n\n".join((*details, "\n".join((f"{'journey':{width}}  files   hops", *rows))))


def main() -> None:
    """Make every journey and print them."""
    with tempfile.TemporaryDirectory() as folder:
        print(report(journeys(Path(folder))))  # noqa: T201 — what the target is for


if __name__ == "__main__":
    main()
