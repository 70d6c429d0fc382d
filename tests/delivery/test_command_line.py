"""`rolecall digest …` for operators, on a state database that a running Rolecall left."""

import hashlib
import re
import sqlite3
import time
from collections.abc import Generator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery.poster import Timing
from bot.playground.faults import Fault
from bot.playground.seed import TEAM_ID
from bot.playground.server import Playground
from bot.world import World, build_world
from knowledge.digest.subscription import UNTIL_RESUMED, Focus, Schedule
from tests.bot.command_line import CommandLine
from tests.bot.served import SECRET, TOKEN
from tests.conftest import offline_settings
from tests.delivery.town import DATA_JOBS, MAYA, MAYAS_DM

DAY = 86_400
LATER = "C0LATER"


@pytest.fixture
def slack() -> Generator[Playground]:
    playground = Playground.start(SECRET, bot_token=TOKEN)
    yield playground
    playground.stop()


@pytest.fixture
def yesterday(tmp_path: Path) -> Generator[World]:
    """A Rolecall that ran a day ago, and left nothing but its data folder."""
    settings = offline_settings(tmp_path / ".rolecall")
    world = build_world(settings, clock=lambda: time.time() - DAY, timing=Timing())
    yield world
    world.stop()


@pytest.fixture
def rolecall(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def due_at(moment: datetime) -> Schedule:
    return Schedule(moment.weekday(), moment.time().replace(second=0, microsecond=0), "UTC")


@pytest.fixture
def subscribed(yesterday: World) -> World:
    """Two digests that are due by now, and one that is not for days."""
    now = datetime.now(UTC)
    digests = yesterday.deps.digests
    for channel in (DATA_JOBS, MAYAS_DM):
        digests.subscribe(TEAM_ID, channel, MAYA, due_at(now - timedelta(minutes=30)), Focus())
    schedule = Schedule((now + timedelta(days=3)).weekday(), now.time(), "Asia/Tokyo")
    digests.subscribe(TEAM_ID, LATER, MAYA, schedule, Focus())
    return yesterday


def test_due_lists_what_is_due_and_what_comes(rolecall: CommandLine, subscribed: World) -> None:
    ran = rolecall("digest", "due")
    assert (ran.code, ran.err) == (0, "")
    first, second, third = ran.out.splitlines()
    assert {first.split()[0], second.split()[0]} == {DATA_JOBS, MAYAS_DM}
    assert re.search(r"\w{3} \d{4}-\d\d-\d\d \d\d:\d\d UTC \(.+ UTC\)  due now$", first)
    slot = subscribed.deps.digests.every(TEAM_ID)[-1].next_slot.at
    assert third.startswith(LATER)
    assert "Asia/Tokyo" in third
    assert f"({slot:%Y-%m-%d %H:%M} UTC)" in third
    assert re.search(r"in \d days?, \d+:\d\d:\d\d$", third)


def test_due_says_what_keeps_a_digest(rolecall: CommandLine, subscribed: World) -> None:
    digests = subscribed.deps.digests
    one = digests.find(TEAM_ID, DATA_JOBS)
    assert one is not None
    digests.pause(one.id, UNTIL_RESUMED)
    digests.unreachable(TEAM_ID, LATER, "is_archived", tell=False)
    out = rolecall("digest", "due").out
    assert re.search(rf"^{DATA_JOBS} .* paused$", out, re.MULTILINE)
    assert re.search(rf"^{LATER} .* unreachable: is_archived$", out, re.MULTILINE)


def test_run_posts_what_is_due(rolecall: CommandLine, subscribed: World, slack: Playground) -> None:
    ran = rolecall(
        "digest", "run", SLACK_BOT_TOKEN=TOKEN, SLACK_API_URL=slack.api_url
    )  # fmt: skip
    assert (ran.code, ran.out) == (0, "Posted: 4\n")
    for channel in (DATA_JOBS, MAYAS_DM):
        assert [one.is_reply for one in slack.workspace.messages(channel) if one.bot] == [
            False,
            True,
        ]
    again = rolecall("digest", "run", SLACK_BOT_TOKEN=TOKEN, SLACK_API_URL=slack.api_url)
    assert (again.code, again.out) == (0, "Posted: 0\n")


def test_run_says_what_still_waits(
    rolecall: CommandLine, subscribed: World, slack: Playground
) -> None:
    slack.workspace.faults.set("chat.postMessage", Fault.refuse("token_revoked"))
    ran = rolecall("digest", "run", SLACK_BOT_TOKEN=TOKEN, SLACK_API_URL=slack.api_url)
    assert ran.code == 0
    assert ran.out.startswith("Posted: 0\n")
    assert ran.out.count("(token_revoked)") == 2
    assert TOKEN not in ran.out + ran.err


def test_a_dry_run_shows_all_and_writes_nothing(
    rolecall: CommandLine, subscribed: World, tmp_path: Path
) -> None:
    before = tables(tmp_path)
    ran = rolecall("digest", "run", "--dry-run")
    assert ran.code == 0
    assert ran.out.count(f"--- {DATA_JOBS}\n") == 1
    assert ran.out.count(f"--- {DATA_JOBS}, in its thread\n") == 1
    assert f"--- {MAYAS_DM}\n" in ran.out
    assert LATER not in ran.out
    assert "Roles, pay and trends" in ran.out
    assert "&amp;" not in ran.out
    assert tables(tmp_path) == before
    # What it showed is what comes.
    assert rolecall("digest", "run", "--dry-run").out == ran.out


def test_a_dry_run_with_nothing_due(rolecall: CommandLine, yesterday: World) -> None:
    ran = rolecall("digest", "run", "--dry-run")
    assert (ran.code, ran.out) == (0, "Nothing would be posted.\n")
    assert rolecall("digest", "due").out == "No one has subscribed to a digest.\n"


def test_a_preview_is_what_the_channel_gets(
    rolecall: CommandLine, subscribed: World, slack: Playground
) -> None:
    for channel in (DATA_JOBS, MAYAS_DM):
        ran = rolecall("digest", "preview", channel)
        assert ran.code == 0
        assert ran.out.startswith(f"{channel}: ")
        message, _, details = ran.out.partition("\n\nIn its thread:\n\n")
        title = next(line for line in message.splitlines()[2:] if line)
        assert title.startswith("Roles, pay and trends")
        assert len(details.splitlines()) > 5
        would = rolecall("digest", "run", "--dry-run").out
        assert details.strip() in would


def test_history_says_what_became_of_each_week(
    rolecall: CommandLine, subscribed: World, slack: Playground
) -> None:
    assert "none due yet" in rolecall("digest", "history", DATA_JOBS).out
    rolecall("digest", "run", SLACK_BOT_TOKEN=TOKEN, SLACK_API_URL=slack.api_url)
    (past,) = subscribed.deps.digests.history(subscription_id(subscribed), 5)
    subscribed.deps.digests.rate(past.id, MAYA, useful=True)
    one, week = rolecall("digest", "history", DATA_JOBS).out.splitlines()
    assert one == f"{DATA_JOBS}, set up by {MAYA}"
    assert past.slot.period in week
    assert re.search(r"posted, 0:3\d:\d\d late, useful 1, not useful 0$", week)
    everything = rolecall("digest", "history").out
    assert [channel in everything for channel in (DATA_JOBS, MAYAS_DM, LATER)] == [True] * 3


@pytest.mark.parametrize("command", ["preview", "history"])
def test_a_channel_without_a_digest_is_named(
    rolecall: CommandLine, subscribed: World, command: str
) -> None:
    ran = rolecall("digest", command, "C0NOWHERE")
    assert (ran.code, ran.out) == (1, "")
    assert "no digest goes to C0NOWHERE" in ran.err
    assert DATA_JOBS in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    "line", ["due", "run --dry-run", "preview C0DATA", "history"], ids=str
)  # fmt: skip
def test_without_a_database_it_is_said_and_none_is_made(
    rolecall: CommandLine, line: str, tmp_path: Path
) -> None:
    ran = rolecall("digest", *line.split())
    assert (ran.code, ran.out) == (1, "")
    assert "there is no state database at .rolecall/state.db yet" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there_is_said(rolecall: CommandLine) -> None:
    url = "postgres://me:hidden@127.0.0.1:9/nothing"
    ran = rolecall("digest", "due", DATABASE_URL=url)
    assert ran.code == 1
    assert "cannot open the state database" in ran.err
    assert "hidden" not in ran.err


def test_nothing_is_posted_without_a_token(rolecall: CommandLine, subscribed: World) -> None:
    ran = rolecall("digest", "run")
    assert (ran.code, ran.out) == (1, "")
    assert "SLACK_BOT_TOKEN" in ran.err
    assert "--dry-run" in ran.err


def subscription_id(world: World) -> str:
    one = world.deps.digests.find(TEAM_ID, DATA_JOBS)
    assert one is not None
    return one.id


def tables(folder: Path) -> str:
    """All that the database says, in short."""
    with closing(sqlite3.connect(folder / ".rolecall" / "state.db")) as connection:
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()
