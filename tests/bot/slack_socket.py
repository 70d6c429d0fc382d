"""Slack's side of Socket Mode on loopback: where to connect, and the WebSocket (RFC 6455) there."""

import base64
import hashlib
import http.client
import itertools
import json
import queue
import socket
import struct
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.bot.served import PATIENCE

Json = dict[str, Any]

MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
HOME_OPENED = {
    "type": "event_callback",
    "event_id": "Ev1",
    "team_id": "T0PLAYGROUND",
    "event": {"type": "app_home_opened", "user": "U0MAYA", "tab": "home", "channel": "D0MAYA"},
}
"""An event that Rolecall answers by calling Slack."""

MORE, TEXT, CLOSE, PING, PONG = 0x0, 0x1, 0x8, 0x9, 0xA
LAST = 0x80
"""The bit of the last frame of a message."""


class Line:
    """One WebSocket connection to the bot."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._sending = threading.Lock()
        self._answers: queue.Queue[Json] = queue.Queue()
        self._numbers = itertools.count(1)
        self.answers_pings = True
        self.pings = 0
        self.pongs = 0
        self.closed = threading.Event()

    def send(self, message: Json) -> None:
        """Send a message."""
        self._frame(TEXT, json.dumps(message).encode())

    def send_in_frames(self, message: Json, size: int) -> None:
        """Send a message in frames of so many bytes, with a ping between them."""
        data = json.dumps(message, ensure_ascii=False).encode()
        pieces = [data[at : at + size] for at in range(0, len(data), size)]
        for number, piece in enumerate(pieces):
            last = LAST if number == len(pieces) - 1 else 0
            self._frame(MORE if number else TEXT, piece, last)
            if not last:
                self.ping()

    def send_haltingly(self, message: Json, seconds: float) -> None:
        """Send a message whose bytes come in three parts, with a while between them."""
        data = _framed(TEXT, json.dumps(message).encode(), LAST)
        # A pong in the midst of them would be taken for bytes of theirs.
        with self._sending:
            for part in (data[:3], data[3:50], data[50:]):
                self._connection.sendall(part)
                time.sleep(seconds)

    def ping(self) -> None:
        """Ask whether the bot is there, without a word."""
        self._frame(PING, b"")

    def envelope(self, kind: str, payload: Json, **more: Any) -> str:
        """Send something for the bot to acknowledge; gives the envelope's id."""
        id = f"{self._connection.fileno()}-{next(self._numbers)}"
        payload_taken = kind != "events_api"
        self.send(
            {
                "type": kind,
                "envelope_id": id,
                "payload": payload,
                "accepts_response_payload": payload_taken,
                **more,
            }
        )
        return id

    def command(self, line: str) -> Json:
        """Send a slash command and wait for the payload of its answer."""
        command, _, text = line.partition(" ")
        form = {"command": command, "text": text, "team_id": "T1", "user_id": "U1"}
        return self.answer(self.envelope("slash_commands", form))["payload"]

    def answer(self, id: str) -> Json:
        """Wait for the answer to an envelope."""
        answer = self.any_answer()
        assert answer["envelope_id"] == id
        return answer

    def any_answer(self) -> Json:
        """Wait for the next answer, whatever it answers."""
        return self._answers.get(timeout=PATIENCE)

    def hang_up(self) -> None:
        """End the connection without a word."""
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)

    def say_goodbye(self) -> None:
        """End the connection as the protocol wants it."""
        self._frame(CLOSE, struct.pack("!H", 1000))

    def talk(self, read: Callable[[int], bytes]) -> None:
        """Take what the bot sends until the connection ends."""
        self.send({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}})
        with suppress(OSError, EOFError):
            while True:
                kind, data = _read_frame(read)
                if kind == TEXT:
                    self._answers.put(json.loads(data))
                elif kind == PING:
                    self.pings += 1
                    if self.answers_pings:
                        self._frame(PONG, data)
                elif kind == PONG:
                    self.pongs += 1
        self.closed.set()

    def _frame(self, kind: int, data: bytes, last: int = LAST) -> None:
        with self._sending, suppress(OSError):
            self._connection.sendall(_framed(kind, data, last))


def _framed(kind: int, data: bytes, last: int) -> bytes:
    length = len(data)
    if length < 126:
        return struct.pack("!BB", last | kind, length) + data
    if length < 1 << 16:
        return struct.pack("!BBH", last | kind, 126, length) + data
    return struct.pack("!BBQ", last | kind, 127, length) + data


def _read_frame(read: Callable[[int], bytes]) -> tuple[int, bytes]:
    head, length = _exactly(read, 2)
    if length & 0x7F == 126:
        (size,) = struct.unpack("!H", _exactly(read, 2))
    elif length & 0x7F == 127:
        (size,) = struct.unpack("!Q", _exactly(read, 8))
    else:
        size = length & 0x7F
    assert length & 0x80, "what a client sends is masked"
    mask = _exactly(read, 4)
    data = _exactly(read, size)
    return head & 0x0F, bytes(byte ^ mask[n % 4] for n, byte in enumerate(data))


def _exactly(read: Callable[[int], bytes], number: int) -> bytes:
    data = read(number)
    if len(data) < number:
        raise EOFError
    return data


@dataclass
class SlackSocket:
    """Slack as a bot in Socket Mode knows it; what it does not answer itself goes to `web_api`."""

    port: int = 0
    web_api: str = ""
    refusals: list[str] = field(default_factory=list[str])
    """Errors with which the next bots that ask where to connect are refused."""
    asked: int = 0
    clock_ahead: float = 0
    """By how many seconds its clock is ahead of ours."""
    _lines: queue.Queue[Line] = field(default_factory=queue.Queue[Line])
    _open: list[Line] = field(default_factory=list[Line])

    @property
    def api_url(self) -> str:
        """What the bot has as SLACK_API_URL."""
        return f"http://127.0.0.1:{self.port}/api/"

    def next_line(self) -> Line:
        """Wait for the bot to connect."""
        return self._lines.get(timeout=PATIENCE)

    def open_url(self) -> Json:
        """apps.connections.open."""
        self.asked += 1
        if self.refusals:
            return {"ok": False, "error": self.refusals.pop(0)}
        return {"ok": True, "url": f"ws://127.0.0.1:{self.port}/link/?ticket={self.asked}"}

    def welcome(self, connection: socket.socket, read: Callable[[int], bytes]) -> None:
        """Talk to a bot that has connected, until it or we hang up."""
        line = Line(connection)
        self._open.append(line)
        self._lines.put(line)
        line.talk(read)

    def hang_up(self) -> None:
        """End every connection."""
        for line in self._open:
            line.hang_up()


@contextmanager
def slack_socket(port: int = 0, web_api: str = "") -> Generator[SlackSocket]:
    """A running Slack, gone afterwards with all its connections."""
    slack = SlackSocket(web_api=web_api)

    class Handler(_Handler):
        to = slack

    server = _Server(("127.0.0.1", port), Handler)
    slack.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield slack
    finally:
        slack.hang_up()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A bot that goes away in the middle is no error."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    to: SlackSocket

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.endswith("/apps.connections.open"):
            self._answer(200, json.dumps(self.to.open_url()).encode())
            return
        there = urlsplit(self.to.web_api)
        connection = http.client.HTTPConnection(str(there.hostname), there.port, timeout=PATIENCE)
        kept = {
            name: self.headers[name]
            for name in ("Authorization", "Content-Type")
            if name in self.headers
        }
        connection.request("POST", self.path, body, kept)
        response = connection.getresponse()
        self._answer(response.status, response.read(), response.getheader("X-OAuth-Scopes"))
        connection.close()

    def do_GET(self) -> None:
        key = self.headers["Sec-WebSocket-Key"]
        accept = base64.b64encode(hashlib.sha1((key + MAGIC).encode()).digest()).decode()  # noqa: S324
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", accept)
        self.end_headers()
        self.wfile.flush()
        self.close_connection = True
        self.to.welcome(self.connection, self.rfile.read)

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string(time.time() + self.to.clock_ahead)

    def _answer(self, status: int, body: bytes, scopes: str | None = None) -> None:
        self.send_response(status)
        if scopes is not None:
            self.send_header("X-OAuth-Scopes", scopes)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


def until(what: Callable[[], bool]) -> None:
    """Wait for what is to become so."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)
