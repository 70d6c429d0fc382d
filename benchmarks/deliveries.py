"""How long 10,000 digests take that are due at the same minute, at Slack's rate limits.

The app is the real one on SQLite, ticking as ever, in this process; the local Slack has a process of
its own. A digest is two messages: itself, and its details in the thread.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from datetime import time as time_of_day
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from pydantic import SecretStr
from sqlalchemy import func, select

from benchmarks.slow_slack import TOKEN, Arrived, burst, channel_ids
from bot.settings import Settings
from bot.state.database import Database, open_database
from bot.state.outbox import OPEN
from bot.state.tables import DIGESTS, POSTS, SUBSCRIPTIONS
from bot.world import World, build_world
from knowledge.digest.subscription import Focus, Schedule

SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
SCHEDULE = Schedule(0, time_of_day(9), "UTC")
SECONDS_BETWEEN_LOOKS = 0.5

MOST_CPU = 34.0
"""Seconds of CPU that 10,000 digests may take."""


class Clock:
    """Real time from a moment on that is set."""

    def __init__(self, moment: datetime) -> None:
        self.set(moment)

    def set(self, moment: datetime) -> None:
        """Go on from a moment."""
        self._ahead = moment.timestamp() - time.time()

    def __call__(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._ahead


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subscriptions", type=int, default=10_000)
    parser.add_argument(
        "--per-minute", type=int, default=3_000, help="messages that Slack takes over the workspace"
    )
    given = parser.parse_args()
    measure(given.subscriptions, given.per_minute)


def measure(subscriptions: int, per_minute: int) -> None:
    with TemporaryDirectory() as folder, slow_slack(subscriptions, per_minute) as slack:
        settings = Settings.model_construct(
            slack_bot_token=SecretStr(TOKEN),
            slack_api_url=slack.api_url,
            rolecall_data=Path(folder),
        )
        clock = Clock(SATURDAY)
        world = build_world(settings, clock=clock)
        for channel in channel_ids(subscriptions):
            world.deps.digests.subscribe("T0TEAM", channel, "U0MAYA", SCHEDULE, Focus())
        megabytes_before = peak_megabytes()
        database = open_database(settings.state)
        cpu_before = time.process_time()
        begun = deliver(world, database, clock)
        cpu = time.process_time() - cpu_before
        seconds, arrived = time.time() - begun, slack.count()
        print_times(arrived, arrived.last - begun, per_minute, 2 * subscriptions)
        print(f"{'until the outbox was empty':<44}{seconds:>10.1f} s")
        wanted = MOST_CPU * subscriptions / 10_000
        print(f"{'CPU of this process, wanted at most':<44}{cpu:>10.1f} s{wanted:>9.1f} s")
        print_lateness(database)
        print(f"{'peak memory, before anything was due':<44}{megabytes_before:>10.0f} MB")
        print(f"{'peak memory':<44}{peak_megabytes():>10.0f} MB")
        print(f"{'lost, doubled':<44}{arrived.lost:>6}, {arrived.doubled}")
        database.close()


def deliver(world: World, database: Database, clock: Clock) -> float:
    """Let the app tick from the minute on in which all are due; gives the real time of that."""
    clock.set(MONDAY)
    begun = time.time()
    world.delivery.start()
    while still_to_come(database):
        time.sleep(SECONDS_BETWEEN_LOOKS)
    world.delivery.stop()
    return begun


def still_to_come(database: Database) -> bool:
    due = select(SUBSCRIPTIONS.c.id).where(SUBSCRIPTIONS.c.next_at <= MONDAY).limit(1)
    unposted = select(POSTS.c.id).where(POSTS.c.state.in_(OPEN)).limit(1)
    with database.connect() as connection:
        return any(connection.execute(asked).first() for asked in (due, unposted))


def print_times(arrived: Arrived, seconds: float, per_minute: int, messages: int) -> None:
    allowed = max(1.0, (messages - burst(per_minute)) * 60 / per_minute)
    print(f"{'messages that arrived':<44}{arrived.messages:>10,}")
    print(f"{'until the last one':<44}{seconds:>10.1f} s")
    print(f"{f'what {per_minute:,} a minute allow':<44}{allowed:>10.1f} s")
    print(f"{'ratio':<44}{seconds / allowed:>10.2f}")


def print_lateness(database: Database) -> None:
    asked = select(DIGESTS.c.slot_at, POSTS.c.sent_at).join(POSTS, POSTS.c.id == DIGESTS.c.post_id)
    with database.connect() as connection:
        late = [(sent - slot).total_seconds() for slot, sent in connection.execute(asked)]
        more = select(func.sum(POSTS.c.attempts)).select_from(POSTS)
        attempts = connection.execute(more).scalar_one()
    hundredths = quantiles(late, n=100)
    print(
        f"{'lateness of a digest, p50 and p99':<44}{hundredths[49]:>10.1f} s{hundredths[98]:>9.1f} s"
    )
    print(f"{'calls of chat.postMessage':<44}{attempts:>10,}")


def peak_megabytes() -> float:
    """The most memory that this process has had so far; Linux gives kilobytes, macOS bytes."""
    kilobyte = 1024 if sys.platform == "linux" else 1024**2
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / kilobyte


class SlowSlack:
    """The other process."""

    def __init__(self, api_url: str, say: Callable[[], str]) -> None:
        self.api_url = api_url
        self._say = say

    def count(self) -> Arrived:
        """What arrived so far."""
        return Arrived(**json.loads(self._say()))


@contextmanager
def slow_slack(channels: int, per_minute: int) -> Generator[SlowSlack]:
    """A local Slack at its rate limits."""
    with subprocess.Popen(  # noqa: S603 — our own script
        [sys.executable, "-m", "benchmarks.slow_slack", str(channels), str(per_minute)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        stdin, stdout = process.stdin, process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("no way to talk to the local Slack")

        def say() -> str:
            stdin.write("count\n")
            stdin.flush()
            return stdout.readline()

        try:
            yield SlowSlack(stdout.readline().strip(), say)
        finally:
            process.kill()


if __name__ == "__main__":
    main()
