"""Subscribes channels whose slot has just come, beside a bot that runs: `… <data folder>`.

Each line of input is a number: so many channels more. It is a process of its own on the bot's database,
whose clock is some minutes slow: the slot that it sets is due at once.
"""

import json
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from benchmarks.load.stand_in import DIGEST_CHANNEL
from bot.background import ThreadBackground
from bot.playground.seed import MAYA, TEAM_ID
from bot.settings import Settings
from bot.world import build_world
from knowledge.digest.subscription import Focus, Schedule

AGO = timedelta(minutes=5)
"""Well before the slot, which is up to two minutes ago: to subscribe so many takes its time, too."""


def main(data: Path) -> None:
    os.nice(10)
    settings = Settings.model_construct(rolecall_data=data, slack_api_url="http://127.0.0.1:9/")
    world = build_world(settings, ThreadBackground(), lambda: time.time() - AGO.total_seconds())
    numbers = count()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        due = datetime.now(UTC) - timedelta(minutes=1)
        schedule = Schedule(due.weekday(), due.time().replace(second=0, microsecond=0), "UTC")
        for _ in range(int(json.loads(line)["more"])):
            channel = f"{DIGEST_CHANNEL}{next(numbers):05}"
            world.deps.digests.subscribe(TEAM_ID, channel, MAYA.id, schedule, Focus())
        print(json.dumps({"subscribed": True}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
