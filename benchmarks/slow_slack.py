"""A local Slack at its rate limits, a process of its own: `slow_slack.py <channels> <per minute>`.

It says at which address its Web API is, and at a line of input what arrived, as JSON; see `Arrived`.
"""

import json
import sys
from collections import Counter
from dataclasses import asdict, dataclass

from bot.playground.faults import RateLimits
from bot.playground.records import Channel
from bot.playground.server import Playground

TOKEN = "xoxb-benchmark"


@dataclass(frozen=True, slots=True)
class Arrived:
    """What Slack's own messages say: of the digests and of their details in the thread.

    `lost` and `doubled` count messages; `first` and `last` are when one came, in seconds since 1970.
    """

    messages: int
    lost: int
    doubled: int
    first: float
    last: float


def channel_ids(channels: int) -> list[str]:
    """The ids of the channels that there are."""
    return [f"C{number:06}" for number in range(channels)]


def burst(per_minute: int) -> int:
    """How many messages may come at once after a rest: what a second allows.

    Slack grants "generous burst behavior" and gives no number.
    """
    return max(1, per_minute // 60)


def main(channels: int, per_minute: int) -> None:
    playground = Playground.start("no app listens", bot_token=TOKEN)
    workspace = playground.workspace
    for id in channel_ids(channels):
        members = frozenset({workspace.installation.bot_user})
        workspace.conversations.add(Channel(id, id.lower(), members))
    workspace.limits = RateLimits(
        per_workspace_per_minute=per_minute, workspace_burst=burst(per_minute)
    )
    print(playground.api_url, flush=True)
    sys.stdin.readline()
    print(json.dumps(asdict(arrived(playground, channels))), flush=True)
    playground.stop()


def arrived(playground: Playground, channels: int) -> Arrived:
    """Count: every channel is to have one digest, and one message in its thread."""
    lost = doubled = 0
    times: list[float] = []
    for id in channel_ids(channels):
        messages = playground.workspace.messages(id)
        times += [float(message.ts) for message in messages]
        digests = [message.ts for message in messages if not message.is_reply]
        threads = Counter(message.thread_ts for message in messages if message.is_reply)
        lost += not digests
        doubled += max(0, len(digests) - 1)
        lost += max(1, len(digests)) - len(threads)
        doubled += threads.total() - len(threads)
    return Arrived(len(times), lost, doubled, min(times, default=0), max(times, default=0))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
