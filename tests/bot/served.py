"""The bot as a process of its own, listening on a free port of this machine."""

import atexit
import http.client
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

SECRET = "8f742231b10e8888abcd99aabbcc85a5"
TOKEN = "xoxb-not-a-real-token"
FORM = "application/x-www-form-urlencoded"
PATIENCE = 120
"""Seconds to wait for what always comes, if the machine is slow."""


@dataclass(frozen=True)
class Answer:
    """What came back over HTTP."""

    status: int
    body: str


@dataclass(frozen=True)
class Served:
    """A running bot."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def send(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str | bytes] = {}
    ) -> Answer:  # fmt: skip
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, dict(headers))
            response = connection.getresponse()
            return Answer(response.status, response.read().decode())
        finally:
            connection.close()

    def post(self, body: bytes, headers: Mapping[str, str | bytes]) -> Answer:
        """What Slack does."""
        return self.send("POST", "/slack/events", body, headers)

    def ask(self, line: str) -> Answer:
        """A genuine command."""
        body = form(line)
        return self.post(body, signed(body))

    def end(self) -> int:
        """Ask the process to end, as a platform does; gives its exit code."""
        self.process.terminate()
        return self.process.wait(PATIENCE)


def form(line: str) -> bytes:
    """A command as Slack writes it."""
    command, _, text = line.partition(" ")
    return urlencode({"command": command, "text": text, "team_id": "T1", "user_id": "U1"}).encode()


def signed(
    body: bytes, at: str | None = None, secret: str = SECRET, content_type: str = FORM
) -> dict[str, str | bytes]:
    """Headers that are right for a body at a moment: now, unless told."""
    timestamp = seconds_ago(0) if at is None else at
    signature = SignatureVerifier(secret).generate_signature(
        timestamp=timestamp, body=body.decode(errors="replace")
    )
    assert signature is not None
    return {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": timestamp.encode(),
        "X-Slack-Signature": signature,
    }


def seconds_ago(seconds: int) -> str:
    """A moment as Slack writes it."""
    return str(int(time.time()) - seconds)


_TAKEN: list[socket.socket] = []
"""One for each port that was given out here, to the end of this process."""


@atexit.register
def give_back() -> None:
    """Close them in order: at its end Python says of each one left that nobody did."""
    for mark in _TAKEN:
        mark.close()


def free_port() -> int:
    """A port that nobody listens on, and that no other test is given.

    It is none that systems give out by themselves: until the bot has it, which takes seconds, another
    test's connection or server would get it. What is bound here is its namesake for datagrams, so that
    whoever else draws the same number, in whatever process, draws another one.
    """
    while True:
        port = 20_000 + secrets.randbelow(10_000)
        mark = socket.socket(type=socket.SOCK_DGRAM)
        try:
            mark.bind(("127.0.0.1", port))
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
        except OSError:
            mark.close()
        else:
            _TAKEN.append(mark)
            return port


def environment(**variables: str) -> dict[str, str]:
    """Nothing of this machine's environment but the way to programs and to this code."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {**kept, **variables}


@contextmanager
def serving(folder: Path, **variables: str) -> Generator[Served]:
    """A bot that is ready to answer, and that is gone afterwards."""
    port = free_port()
    usual = {"SLACK_SIGNING_SECRET": SECRET, "SLACK_BOT_TOKEN": TOKEN, "HOST": "127.0.0.1"}
    log = folder / "output"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=folder,
            env=environment(**{**usual, "PORT": str(port), **variables}),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    with ready(Served(process, port, log)) as served:
        yield served


@contextmanager
def ready(served: Served) -> Generator[Served]:
    """A bot that was started, from when it answers until it is gone."""
    try:
        wait_until_it_answers(served)
        yield served
    finally:
        # Killed at once, it would leave its worker behind.
        served.process.terminate()
        served.process.wait(PATIENCE)


def wait_until_it_answers(served: Served) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert served.process.poll() is None, served.log.read_text(encoding="utf-8")
        try:
            served.send("GET", "/healthz")
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(served.log.read_text(encoding="utf-8"))
