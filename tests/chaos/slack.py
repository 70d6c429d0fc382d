"""A local Slack on which no call can be relied."""

from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from random import Random

from bot.playground.faults import Chooser, Fault
from bot.playground.records import Channel
from bot.playground.server import Playground
from tests.not_slack import NOT_SLACK, RETRY_AFTER

Made = Callable[[Random], Fault]

ANSWERS_OF_OTHERS = tuple(NOT_SLACK.values())
SLOWED = tuple(raw for name, raw in RETRY_AFTER.items() if "999" not in name)
"""A time of many nines is one of an hour, which no run has."""


LATEST_LANDING = 1.2
"""Seconds after its call in which Slack does what it does late: well within `settle`."""


def another_answers(random: Random) -> Fault:
    """Slack never hears of the call."""
    return Fault.intercept(random.choice(ANSWERS_OF_OTHERS))


def garbled(random: Random) -> Fault:
    """Slack does what it was asked, and something else is what comes back."""
    return Fault.store_and_garble(random.choice(ANSWERS_OF_OTHERS))


def slowed(random: Random) -> Fault:
    """Slack refuses, and it cannot be told for how long."""
    return Fault.intercept(random.choice(SLOWED))


POSTING: Sequence[tuple[int, str, Made]] = (
    (7, "stored, answer dropped", lambda _: Fault.store_and_drop()),
    (5, "dropped", lambda _: Fault.drop()),
    (4, "landed late", lambda random: Fault.land_late(random.uniform(0.1, LATEST_LANDING))),
    (2, "fatal_error", lambda _: Fault.refuse("fatal_error")),
    (2, "internal_error", lambda _: Fault.refuse("internal_error", 500)),
    (2, "503", lambda _: Fault.refuse("service_unavailable", 503)),
    (4, "rate-limited", lambda _: Fault.rate_limit(1)),
    (4, "slow", lambda random: Fault.delay(random.uniform(0.05, 0.5))),
    (1, "answered too late", lambda random: Fault.delay(random.uniform(2.1, 2.6))),
    (4, "another answered", another_answers),
    (4, "answer garbled", garbled),
    (2, "slowed", slowed),
)
"""How many of a hundred calls of chat.postMessage meet which fault, with seconds of a quiet machine."""

LOOKING: Sequence[tuple[int, str, Made]] = (
    (8, "look rate-limited", lambda _: Fault.rate_limit(1)),
    (5, "look dropped", lambda _: Fault.drop()),
    (2, "look refused", lambda _: Fault.refuse("internal_error", 500)),
    (5, "look slow", lambda random: Fault.delay(random.uniform(0.05, 0.5))),
    (7, "another answered the look", another_answers),
    (3, "look slowed", slowed),
)
"""The same of conversations.history and conversations.replies."""

OPENING: Sequence[tuple[int, str, Made]] = (
    (5, "opening dropped", lambda _: Fault.drop()),
    (5, "opening refused", lambda _: Fault.refuse("internal_error", 500)),
    (25, "another answered the opening", another_answers),
    (10, "opening slowed", slowed),
)
"""The same of conversations.open."""

TOKEN = "xoxb-chaos"


class UnreliableSlack:
    """A workspace with channels that the bot is in; `befell` counts the faults by their names.

    `left` are the channels that it was thrown out of, if but for a while. `people` are their user ids
    with the channels of their direct messages.
    """

    def __init__(self, playground: Playground, channels: int, people: int) -> None:
        self.playground = playground
        self.workspace = playground.workspace
        self.befell: Counter[str] = Counter()
        self.left: set[str] = set()
        self.bot = self.workspace.installation.bot_user
        self.channels = tuple(f"C{number:05}" for number in range(channels))
        for id in self.channels:
            self.workspace.conversations.add(Channel(id, id.lower(), frozenset({self.bot})))
        self.people = self.add_people("", people)

    def add_people(self, name: str, number: int) -> Mapping[str, str]:
        """So many more, with the channels of their direct messages."""
        people = {f"U{name}{n:05}": f"D{name}{n:05}" for n in range(number)}
        for user, id in people.items():
            both = frozenset({user, self.bot})
            self.workspace.conversations.add(Channel(id, "rolecall", both, dm_with=user))
        return people

    def misbehave(self, random: Random, slowness: float) -> None:
        """Let faults befall the calls to come; what takes a while takes so many times longer."""
        faults = self.workspace.faults
        faults.choose("chat.postMessage", self._chooser(POSTING, random, slowness))
        faults.choose("conversations.history", self._chooser(LOOKING, random, slowness))
        faults.choose("conversations.replies", self._chooser(LOOKING, random, slowness))
        faults.choose("conversations.open", self._chooser(OPENING, random, slowness))

    def _chooser(
        self, odds: Sequence[tuple[int, str, Made]], random: Random, slowness: float
    ) -> Chooser:
        # Each befalls one of the first calls: which of them come at all is no matter of chance.
        first = random.sample(odds, len(odds))

        def drawn() -> tuple[int, str, Made] | None:
            if first:
                return first.pop()
            nothing = 100 - sum(of_hundred for of_hundred, _, _ in odds)
            weights = [*(of_hundred for of_hundred, _, _ in odds), nothing]
            return random.choices([*odds, None], weights)[0]

        def choose() -> Fault | None:
            one = drawn()
            if one is None:
                return None
            _, name, make = one
            self.befell[name] += 1
            fault = make(random)
            if fault.kind in ("delay", "land_late"):
                return replace(fault, seconds=fault.seconds * slowness)
            return fault

        return choose


@contextmanager
def unreliable_slack(channels: int, people: int) -> Generator[UnreliableSlack]:
    """A Slack of one's own; it behaves until it is told not to."""
    playground = Playground.start("no app listens", bot_token=TOKEN)
    try:
        yield UnreliableSlack(playground, channels, people)
    finally:
        playground.stop()
