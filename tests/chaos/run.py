"""One run: so many channels, a seed, four workers, and what became of it all."""

import time
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from bot.playground.records import Message
from bot.playground.seed import TEAM_ID
from bot.state.database import Database, open_database
from knowledge.library import Library
from tests.chaos.control import measure
from tests.chaos.kicks import SECONDS_OUT, kicking
from tests.chaos.orders import ALEX, Orders
from tests.chaos.slack import UnreliableSlack, unreliable_slack
from tests.chaos.subscribing import (
    MONDAY,
    still_to_come,
    subscribe,
    subscriptions_of,
    tell_people,
)
from tests.chaos.verdict import Verdict, judge
from tests.chaos.workers import delivering

PATIENCE = 600
"""Seconds in which a run has to come to its end on a quiet machine."""

TWO_WEEKS = 20
"""Every twentieth channel is brought two weeks."""

NOTICES = 5
"""To five channels there is a person who is told something, in a conversation that has to begin."""


@dataclass(frozen=True)
class Run:
    """A run that has come to its end; `to_admin` are the direct messages that the admin got.

    `left` are the channels that the bot was thrown out of.
    """

    verdict: Verdict
    digests: int
    happened: Counter[str]
    befell: Counter[str]
    left: frozenset[str]
    to_admin: tuple[Message, ...]
    seconds: float
    slowness: float

    @property
    def told(self) -> str:
        """What happened, for people."""
        verdict = self.verdict
        wrong = {
            "lost": verdict.lost,
            "doubled": verdict.doubled,
            "out of order": verdict.out_of_order,
            "given up": verdict.given_up,
        }
        lines = [
            f"{self.digests:,} digests in {self.seconds:.0f} s, all times × {self.slowness:g}",
            *(
                ", ".join(f"{times} {what}" for what, times in counted)
                for counted in (
                    [(word, len(posts)) for word, posts in wrong.items()],
                    sorted(self.happened.items()),
                    sorted(self.befell.items()),
                )
            ),
        ]
        return "\n".join(f"    {line}" for line in lines)


def deliver(orders: Orders, channels: int, *, with_kicks: bool = False) -> Run:
    """Bring every channel its digests, and judge.

    The orders' clock and Slack are yet to be set, and how slow this machine is.
    """
    database = open_database(orders.url)
    with unreliable_slack(channels, channels // NOTICES) as slack:
        ahead = MONDAY.timestamp() - time.time()
        orders = replace(orders, api_url=slack.playground.api_url, ahead=ahead)
        orders = replace(orders, slowness=measure(orders, database, slack))
        library = orders.library()
        weeks = subscribe(database, library, slack.channels, channels // TWO_WEEKS)
        notices = tell_people(database, slack.people)
        slack.misbehave(orders.random("slack"), orders.slowness)
        begun = time.monotonic()
        kicks = _kicks(slack, database, library, orders) if with_kicks else nullcontext()
        with delivering(orders) as happened:
            with kicks:
                _wait(database, orders, most_left=channels // 10 if with_kicks else 0)
            _wait(database, orders, most_left=0)
        seconds = time.monotonic() - begun
        # What is still under way arrives: it would be one too many.
        time.sleep(orders.timing.look_after)
        verdict = judge(slack.workspace, database, weeks, notices)
        admin = slack.workspace.conversations.dm(ALEX)
        told = slack.workspace.messages(admin.id) if admin else ()
    database.close()
    digests = sum(map(len, weeks.values()))
    left = frozenset(slack.left)
    return Run(verdict, digests, happened, slack.befell, left, told, seconds, orders.slowness)


def _kicks(
    slack: UnreliableSlack, database: Database, library: Library, orders: Orders
) -> AbstractContextManager[None]:
    digests, _ = subscriptions_of(database, library, orders.now)

    def came_back(channel: str) -> None:
        digests.reachable(TEAM_ID, channel)

    seconds = SECONDS_OUT * orders.slowness
    return kicking(slack, orders.random("kicks"), came_back, seconds)


def _wait(database: Database, orders: Orders, most_left: int) -> None:
    deadline = time.monotonic() + PATIENCE * orders.slowness
    while (left := still_to_come(database, orders.now())) > most_left:
        assert time.monotonic() < deadline, f"{left} still to come"
        time.sleep(0.2)
