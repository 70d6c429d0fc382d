"""Somebody who takes the bot out of channels, and lets it in again."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from random import Random

from tests.chaos.slack import UnreliableSlack

SECONDS_OUT = 1.5
OF_ALL = 0.05


@contextmanager
def kicking(
    slack: UnreliableSlack,
    random: Random,
    came_back: Callable[[str], object],
    seconds_out: float,
) -> Generator[None]:
    """Within the block some channels are always without the bot for a while; after it, none.

    `came_back` is called with every second channel that has it back: of the others the app does not
    hear, as when it was down.
    """
    stopping = threading.Event()

    def kick() -> None:
        while not stopping.is_set():
            out = random.sample(slack.channels, max(1, int(len(slack.channels) * OF_ALL)))
            for channel in out:
                slack.workspace.conversations.leave(channel, slack.bot)
            slack.befell["kicked out"] += len(out)
            slack.left.update(out)
            stopping.wait(seconds_out)
            for number, channel in enumerate(out):
                slack.workspace.conversations.join(channel, slack.bot)
                if number % 2:
                    came_back(channel)

    thread = threading.Thread(target=kick)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()
