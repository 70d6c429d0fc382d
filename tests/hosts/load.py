"""Questions, asked of a host at a rate that does not heed how it does; each answer is judged."""

import http.client
import itertools
import json
import threading
import time
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from tests.bot.served import form, signed

QUESTIONS = (
    "/salary mle senior",
    "/role data engineer",
    "/compare mle vs data engineer",
    "/trends",
    "/salary data scientist new york",
    "/role nlp",
)
PER_SECOND = 50
CONNECTIONS = 4
"""To each host; Slack has more, but at this rate four are never all in use."""

TIMEOUT = 60
"""Seconds after which an answer will never come; how late each came is told at the end."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: when it was to be asked, how long the answer took since, what was wrong."""

    at: float
    seconds: float
    wrong: str


@dataclass
class Asked:
    """What was asked of one host."""

    address: str
    asks: list[Ask] = field(default_factory=list[Ask])

    @property
    def failed(self) -> list[str]:
        """What was wrong, of every question that was not answered."""
        return [ask.wrong for ask in self.asks if ask.wrong]

    @property
    def slowest(self) -> float:
        """Seconds."""
        return max(ask.seconds for ask in self.asks)

    def slower_than(self, share: float) -> float:
        """The seconds within which a share of the answers came."""
        every = sorted(ask.seconds for ask in self.asks)
        return every[int(len(every) * share)]


@contextmanager
def questions(addresses: Sequence[str]) -> Generator[list[Asked]]:
    """Ask every host within the block."""
    stopping = threading.Event()
    asked = [Asked(address) for address in addresses]
    with ExitStack() as stack:
        stack.callback(stopping.set)
        for host in asked:
            numbers = itertools.count()
            begun = time.monotonic()
            for _ in range(CONNECTIONS):
                thread = threading.Thread(target=_ask, args=(host, numbers, begun, stopping))
                thread.start()
                stack.callback(thread.join)
        # What is put on the stack last ends first: stop, and then wait for the threads.
        stack.callback(stopping.set)
        yield asked


def _ask(host: Asked, numbers: "itertools.count[int]", begun: float, stop: threading.Event) -> None:
    connection = http.client.HTTPConnection(host.address, timeout=TIMEOUT)
    while not stop.is_set():
        number = next(numbers)
        at = begun + number / PER_SECOND
        if stop.wait(max(0.0, at - time.monotonic())):
            break
        try:
            wrong = _answer(connection, QUESTIONS[number % len(QUESTIONS)])
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            wrong = repr(error)
        host.asks.append(Ask(at, time.monotonic() - at, wrong))
    connection.close()


def _answer(connection: http.client.HTTPConnection, line: str) -> str:
    """Ask; gives what is wrong with the answer."""
    body = form(line)
    connection.request("POST", "/slack/events", body, signed(body))
    response = connection.getresponse()
    said = response.read()
    if response.status != 200:
        return f"HTTP {response.status}"
    return "" if json.loads(said).get("blocks") else said.decode()[:200]
