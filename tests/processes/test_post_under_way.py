"""A process is told to end while it posts a digest: that post is finished, and the rest left to others."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.delivery.poster import Timing
from bot.playground.seed import TEAM_ID
from bot.playground.server import Playground
from bot.world import build_world
from knowledge.digest.subscription import Focus, Schedule
from tests.bot.served import SECRET, TOKEN, serving
from tests.bot.slack_socket import until
from tests.conftest import begun_settings
from tests.delivery.town import DATA_JOBS, MAYA
from tests.processes.slow_slack import hanging, listens

DAY = 86_400
STOPPING = 5
"""Seconds after which even a slow machine's delivery knows that it is to end; Slack has ten."""


def subscribe(data: Path) -> None:
    """A digest that has been due for half an hour."""
    moment = datetime.now(UTC) - timedelta(minutes=30)
    schedule = Schedule(moment.weekday(), moment.time().replace(second=0, microsecond=0), "UTC")
    yesterday = build_world(
        begun_settings(data), clock=lambda: time.time() - DAY, timing=Timing()
    )  # fmt: skip
    yesterday.deps.digests.subscribe(TEAM_ID, DATA_JOBS, MAYA, schedule, Focus())
    yesterday.stop()


def test_it_is_finished_and_nothing_comes_twice(tmp_path: Path) -> None:
    data = tmp_path / "data"
    subscribe(data)
    slack = Playground.start(SECRET, bot_token=TOKEN)

    def posted() -> list[bool]:
        return [one.is_reply for one in slack.workspace.messages(DATA_JOBS) if one.bot]

    variables = {"SLACK_API_URL": slack.api_url, "ROLECALL_DATA": str(data)}
    with (
        hanging(slack, "chat.postMessage") as (called, go_on),
        serving(tmp_path, **variables) as bot,
    ):
        until(called.is_set)
        bot.process.terminate()
        until(lambda: not listens(bot.port))
        # Nothing tells when delivery is told; what listens to the files ends before it, in a second.
        time.sleep(STOPPING)
        go_on.set()
        assert bot.end() == 0
        said = bot.log.read_text(encoding="utf-8")
    assert posted() == [False]
    assert "unknown whether it arrived" not in said
    assert "sent (digest" in said
    slack.workspace.faults.clear()
    with serving(tmp_path, **variables) as bot:
        until(lambda: len(posted()) > 1)
        assert bot.end() == 0
    assert posted() == [False, True]
    slack.stop()
