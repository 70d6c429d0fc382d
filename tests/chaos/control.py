"""How slow this machine is just now: what a run's workers need for the same thing undisturbed."""

import math
import time
from dataclasses import replace

from bot.state.database import Database
from tests.chaos.orders import Orders
from tests.chaos.slack import UnreliableSlack
from tests.chaos.subscribing import still_to_come, tell_people
from tests.chaos.workers import delivering

NOTICES = 60

SUITED = 2.0
"""Seconds for that many up to which the times of `NOMINAL` suit: a quiet machine needs fewer."""


PATIENCE = 600
"""Seconds after which they never come."""


def measure(orders: Orders, database: Database, slack: UnreliableSlack) -> float:
    """How many times longer than `NOMINAL` things have to be given here: at least 1, by halves.

    Nobody is killed, and Slack does as it is told; the notices are to people who get no others.
    """
    with delivering(replace(orders, kills_per_commit=0, commits_between_kills=None)):
        _bring(orders, database, slack, "FIRST", orders.workers)
        seconds = _bring(orders, database, slack, "MEASURED", NOTICES)
    return max(1.0, math.ceil(2 * seconds / SUITED) / 2)


def _bring(
    orders: Orders, database: Database, slack: UnreliableSlack, whose: str, notices: int
) -> float:
    """How many seconds it takes until so many notices are there."""
    people = slack.add_people(whose, notices)
    begun = time.monotonic()
    tell_people(database, people)
    while still_to_come(database, orders.now()):
        assert time.monotonic() - begun < PATIENCE, "undisturbed workers deliver nothing"
        time.sleep(0.02)
    return time.monotonic() - begun
