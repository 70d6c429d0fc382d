"""A bot over HTTP is told to end: what it acknowledged is finished, in bounded time."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.background import FINISHED_WITHIN
from bot.world import LET_GO
from tests.bot.served import SECRET, TOKEN, environment, form, free_port, serving
from tests.bot.slack_socket import until
from tests.processes.slow_slack import PATIENCE_SECONDS, Acked, acked

KILLED_AFTER = 30
"""Seconds after which platforms kill what they told to end."""


def children(pid: int) -> list[int]:
    """The processes that a process has begun."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(pid) for pid in listed.split()]


def runs(pid: int) -> bool:
    """Whether a process has not ended; where nobody has asked after its end, it is a zombie."""
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return False


def assert_all_gone(pids: list[int]) -> None:
    """No process is left behind."""
    assert pids
    until(lambda: not any(map(runs, pids)))


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Acked]:
    """A bot with work under way."""
    with acked(tmp_path) as running:
        yield running


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_was_acknowledged_is_finished(bot: Acked, number: int) -> None:
    workers = children(bot.bot.process.pid)
    bot.tell(number)
    assert not bot.is_done
    assert bot.end() == 0, bot.log
    assert bot.is_done
    assert_all_gone(workers)
    assert bot.log[-1]["level"] == "INFO"
    assert any(line["message"] == "everything that was started is finished" for line in bot.log)


def test_nothing_new_is_taken_meanwhile(bot: Acked) -> None:
    bot.tell(signal.SIGTERM)
    with pytest.raises(OSError, match=r"refused|reset"):
        bot.bot.ask("/salary mle")
    assert not bot.is_done
    assert bot.end() == 0
    assert bot.is_done


def test_sigterm_may_come_to_all_processes_and_twice(bot: Acked) -> None:
    for pid in (*children(bot.bot.process.pid), bot.bot.process.pid):
        os.kill(pid, signal.SIGTERM)
    assert bot.end(signal.SIGTERM, signal.SIGTERM) == 0, bot.log
    assert bot.is_done


def test_ctrl_c_twice_ends_at_once(tmp_path: Path) -> None:
    with acked(tmp_path) as bot:
        workers = children(bot.bot.process.pid)
        bot.tell(signal.SIGINT, signal.SIGINT)
        assert bot.bot.process.wait(PATIENCE_SECONDS) != 0
        assert not bot.is_done
        # It did not wait until it would have given up.
        assert not any(line["message"].startswith("not everything") for line in bot.log)
        assert_all_gone(workers)


def test_what_hangs_is_given_up_and_said(tmp_path: Path) -> None:
    assert FINISHED_WITHIN + LET_GO < KILLED_AFTER
    # More than all threads can do in that time, where each call takes longer than it may.
    with acked(tmp_path, times=200) as bot:
        workers = children(bot.bot.process.pid)
        bot.tell(signal.SIGTERM)
        assert bot.bot.process.wait(PATIENCE_SECONDS) == 1
        assert_all_gone(workers)
        said = [line["message"] for line in bot.log if line["level"] == "ERROR"]
        assert re.fullmatch(r"background: \d+ pieces of work are not finished", said[-2])
        assert said[-1] == "not everything was finished in 25 s; stopping anyway"


def test_an_idle_connection_holds_nothing_up(bot: Acked) -> None:
    with closing(socket.create_connection(("127.0.0.1", bot.bot.port))) as idle:
        idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"200" in idle.recv(65_536)
        # It would be kept open for ever.
        assert bot.end(signal.SIGTERM) == 0, bot.log
    assert bot.is_done


def test_a_request_that_never_comes_whole_holds_it_up_no_longer_than_it_may(tmp_path: Path) -> None:
    with (
        serving(tmp_path) as bot,
        closing(socket.create_connection(("127.0.0.1", bot.port))) as slow,
    ):
        body = form("/salary mle")
        slow.sendall(
            b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n" + body
        )
        time.sleep(0.3)
        # It never comes: the process ends by itself all the same.
        bot.process.terminate()
        bot.process.wait(PATIENCE_SECONDS)


def test_it_ends_when_told_while_it_starts(tmp_path: Path) -> None:
    for wait in (0.8, 1.4, 2.0, 2.6):
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=tmp_path,
            env=environment(
                SLACK_SIGNING_SECRET=SECRET, SLACK_BOT_TOKEN=TOKEN, HOST="127.0.0.1",
                PORT=str(free_port()),
            ),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(wait)
        workers = children(process.pid)
        process.terminate()
        assert process.wait(PATIENCE_SECONDS) in (0, -signal.SIGTERM)
        until(lambda workers=workers: not any(map(runs, workers)))
