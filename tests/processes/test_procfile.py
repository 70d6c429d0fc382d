"""The Procfile under a process manager: it starts on the port it is given, answers, and ends."""

import json
import signal
import subprocess
import sys
from pathlib import Path

from tests.bot.served import (
    PATIENCE,
    SECRET,
    TOKEN,
    Served,
    environment,
    free_port,
    wait_until_it_answers,
)
from tests.bot.slack_socket import until
from tests.processes.test_ending import children, runs

ROOT = Path(__file__).parents[2]

PATIENT = f"""
from honcho import command, manager
manager.KILL_WAIT = {PATIENCE}
command.main()
"""
"""Honcho itself, which else kills after five seconds what has not ended: that is few on a slow machine."""


def descendants(pid: int) -> list[int]:
    """The processes below a process."""
    below = children(pid)
    return below + [lower for each in below for lower in descendants(each)]


def test_honcho_starts_and_ends_it(tmp_path: Path) -> None:
    port = free_port()
    beside = str(Path(sys.executable).parent)
    kept = environment(
        SLACK_SIGNING_SECRET=SECRET, SLACK_BOT_TOKEN=TOKEN, HOST="127.0.0.1", PORT=str(port),
        ROLECALL_DATA=str(tmp_path / "data"),
    )  # fmt: skip
    honcho = [sys.executable, "-c", PATIENT]
    log = tmp_path / "output"
    with log.open("wb") as output:
        manager = subprocess.Popen(
            [*honcho, "-f", str(ROOT / "Procfile"), "-d", str(tmp_path), "start"],
            env=kept | {"PATH": f"{beside}:{kept['PATH']}"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    bot = Served(manager, port, log)
    try:
        wait_until_it_answers(bot)
        answer = bot.ask("/salary mle senior")
        assert json.loads(answer.body)["text"].startswith("Machine Learning Engineer")
        processes = descendants(manager.pid)
        # The manager's own for it, perhaps a shell, the command, and the command's worker.
        assert len(processes) > 2
        manager.send_signal(signal.SIGTERM)
        assert manager.wait(PATIENCE) in (0, 128 + signal.SIGTERM)
        until(lambda: not any(map(runs, processes)))
        said = log.read_text(encoding="utf-8")
        assert "everything that was started is finished" in said
        assert "SIGKILL" not in said
    finally:
        manager.kill()
        manager.wait(PATIENCE)
