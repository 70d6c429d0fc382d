"""Signed commands as Slack sends them, and a client that asks them over a few connections at once."""

import json
import re
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from benchmarks.questions import Question

SECRET = "8f742231b10e8888abcd99aabbcc85a5"
PATIENCE = 30.0
"""Seconds until a server that does not answer counts as broken."""

_LENGTH = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of asking for a while."""

    seconds: float
    latencies: Sequence[float] = field(repr=False)
    """Seconds from the first byte sent to the last received, one an answer."""

    @property
    def per_second(self) -> float:
        """Answers a second, over all connections together."""
        return len(self.latencies) / self.seconds


def signed_request(question: Question, number: int = 0) -> bytes:
    """A command as the bytes that Slack sends; `number` makes its trigger one of its own."""
    command, text = question
    body = urlencode({
        "token": "deprecated", "team_id": "T0BENCH", "team_domain": "bench",
        "channel_id": "C0BENCH", "channel_name": "data-jobs", "user_id": "U0BENCH",
        "user_name": "member", "command": f"/{command}", "text": text, "api_app_id": "A0BENCH",
        "is_enterprise_install": "false",
        "response_url": f"https://hooks.slack.com/commands/T0BENCH/{number}/none",
        "trigger_id": f"{number}.0.bench",
    })  # fmt: skip
    timestamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=body)
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Slackbot 1.0\r\n"
        "Accept: application/json,*/*\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {timestamp}\r\nX-Slack-Signature: {signature}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


def answer_to(port: int, request: bytes) -> object:
    """The JSON, or the text, that comes back for one request on a connection of its own."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(request)
        received = b""
        while not _is_whole(received):
            received += _more(connection)
    body = received.partition(b"\r\n\r\n")[2].decode()
    return json.loads(body) if body.startswith("{") else body


def ask_for(seconds: float, port: int, requests: Sequence[bytes], connections: int) -> Sent:
    """Ask the requests in turn, on each connection the next when its last was answered.

    A server that closes its connections, as HTTP/1.0 does, is connected to anew: that is its way of
    serving. Raises RuntimeError where an answer is not 200.
    """
    turns = cycle(requests)
    with selectors.DefaultSelector() as selector:
        begun = time.perf_counter()
        for _ in range(connections):
            connection, waiting = _connected(port), _Waiting()
            selector.register(connection, selectors.EVENT_READ, waiting)
            _send(connection, waiting, turns)
        latencies: list[float] = []
        while time.perf_counter() - begun < seconds:
            for key, _ in selector.select(PATIENCE):
                latency = _receive(selector, key, port, turns)
                if latency is not None:
                    latencies.append(latency)
        taken = time.perf_counter() - begun
        for key in list(selector.get_map().values()):
            _socket(key.fileobj).close()
    return Sent(taken, latencies)


@dataclass(slots=True)
class _Waiting:
    sent: float = 0.0
    received: bytes = b""


def _receive(
    selector: selectors.BaseSelector, key: selectors.SelectorKey, port: int, turns: Iterator[bytes]
) -> float | None:
    """Take what came on a connection; the latency where an answer is whole, and the next is asked."""
    connection, waiting = _socket(key.fileobj), key.data
    data = connection.recv(262_144)
    waiting.received += data
    if data and not _is_whole(waiting.received):
        return None
    latency = time.perf_counter() - waiting.sent
    if not _is_ok(waiting.received):
        raise RuntimeError(f"an answer failed: {waiting.received[:200]!r}")
    if not data or waiting.received.startswith(b"HTTP/1.0"):
        selector.unregister(connection)
        connection.close()
        connection = _connected(port)
        selector.register(connection, selectors.EVENT_READ, waiting)
    _send(connection, waiting, turns)
    return latency


def _send(connection: object, waiting: _Waiting, turns: Iterator[bytes]) -> None:
    waiting.received = b""
    waiting.sent = time.perf_counter()
    _socket(connection).sendall(next(turns))


def _is_whole(received: bytes) -> bool:
    head, end, body = received.partition(b"\r\n\r\n")
    if (length := _LENGTH.search(head)) is not None:
        return bool(end) and len(body) >= int(length[1])
    return body.endswith(b"0\r\n\r\n")  # in chunks, as Node.js sends


def _is_ok(received: bytes) -> bool:
    return received.split(b" ", 2)[1:2] == [b"200"]


def _connected(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _socket(found: object) -> socket.socket:
    if not isinstance(found, socket.socket):
        raise TypeError(found)
    return found


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(262_144)
    if not data:
        raise RuntimeError("the connection ended before the answer")
    return data
