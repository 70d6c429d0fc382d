"""Sites that answer to the byte as they are told, and note who came."""

import socketserver
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_network

from bot.fetching.fetcher import Fetcher, Limits

OUTER = "127.0.0.2"
"""Stands for the public Internet: the one address that the tests' fetchers are allowed."""

INNER = "127.0.0.1"

Write = Callable[[bytes], object]
Answer = bytes | Callable[[Write], None]
"""What is written to who comes: bytes, or as it is made up on the way."""


@dataclass
class Site:
    """Where it is, how it answers to paths, and the first bytes of everything that came to it."""

    host: str
    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict[str, Answer])
    came: list[bytes] = field(default_factory=list[bytes])


@contextmanager
def site(host: str, answers: dict[str, Answer] | None = None) -> Generator[Site]:
    """A running site, gone afterwards."""
    here = Site(host, answers=answers or {})

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked = self.request.recv(65_536)
            here.came.append(asked)
            path = asked.split(b" ", 2)[1].decode() if asked.count(b" ") > 1 else ""
            answer = here.answers.get(path, b"")
            try:
                if isinstance(answer, bytes):
                    self.request.sendall(answer)
                else:
                    answer(self.request.sendall)
            except OSError:
                pass  # who came had enough

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server((host, 0), Handler) as server:
        here.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield here
        finally:
            server.shutdown()
            thread.join()


def answer(body: bytes, *headers: str, status: str = "200 OK", type: str = "text/html") -> bytes:
    """A whole answer."""
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {type}",
        f"Content-Length: {len(body)}",
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def moved(to: str) -> bytes:
    """A redirect."""
    return answer(b"", f"Location: {to}", status="302 Found")


@dataclass
class Names:
    """A resolver that gives the next of a name's answers each time; the last one from then on."""

    known: dict[str, list[list[str]]]
    asked: list[str] = field(default_factory=list[str])

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        answers = self.known.get(host)
        if answers is None:
            return [host]  # a literal address
        return answers.pop(0) if len(answers) > 1 else answers[0]


def fetcher(names: Names, **limits: float) -> Fetcher:
    """One to which `OUTER` is the world."""
    allowed = [ip_network(f"{OUTER}/32")]
    return Fetcher("ops@example.com", allowed, Limits(**limits), names)  # pyright: ignore[reportArgumentType]
