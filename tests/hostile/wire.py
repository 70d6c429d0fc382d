"""Bytes on the wire, as no client library would send them; and what the bot is like meanwhile."""

import re
import socket
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from tests.bot.served import PATIENCE, SECRET, TOKEN, Served, form, signed

PRIVATE = "zanzibarian"
"""Stands in the text of attacks; no log may have it."""

BODY = form(f"/salary {PRIVATE}")
Headers = Iterable[tuple[str | bytes, str | bytes]]


def request(
    headers: Headers, body: bytes = b"", start: str = "POST /slack/events HTTP/1.1"
) -> bytes:
    """A request of these headers and no others, but for the host."""
    lines = [start.encode(), b"Host: rolecall", *(b": ".join(map(_bytes, one)) for one in headers)]
    return b"\r\n".join([*lines, b"", body])


def genuine(body: bytes = BODY, *others: tuple[str | bytes, str | bytes]) -> bytes:
    """A request as Slack signs it, with headers of one's own beside."""
    headers = [*signed(body).items(), ("Content-Length", str(len(body)))]
    return request([*headers, *others], body)


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def connected(served: Served) -> socket.socket:
    """A connection to the bot."""
    connection = socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def sent(served: Served, data: bytes, *, answers: int = 1, quiet: float = 0.5) -> bytes:
    """All that comes back until the bot ends the connection, or says nothing for a while.

    So many answers always come: for these it is waited as long as it takes.
    """
    with closing(connected(served)) as connection:
        said = b""
        # The bot may have had enough before it has everything.
        with suppress(ConnectionError):
            connection.sendall(data)
        with suppress(ConnectionError, TimeoutError):
            while got := connection.recv(65_536):
                said += got
                if len(statuses(said)) >= answers:
                    connection.settimeout(quiet)
        return said


def statuses(said: bytes) -> list[int]:
    """The status of each answer that came."""
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3}) ", said)]


def assert_well(served: Served) -> None:
    """It still answers a genuine command, over a connection of its own."""
    assert served.process.poll() is None
    assert served.ask("/salary mle senior").status == 200


def assert_discreet(served: Served) -> None:
    """Nothing that came in, and nothing secret, stands in the log."""
    said = served.log.read_text(encoding="utf-8", errors="replace")
    for private in (PRIVATE, SECRET, TOKEN, "Traceback", "panicked"):
        assert private not in said, said[-2_000:]


def resident_megabytes(served: Served) -> float:
    """Memory of the bot and its workers."""
    return sum(map(_resident, [served.process.pid, *_children(served.process.pid)]))


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [*map(int, listed), *(inner for child in listed for inner in _children(int(child)))]


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(kilobytes) / 1_024
