"""Very many connections, and very slow ones: whoever is genuine is answered at once all the same."""

import socket
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, suppress

import pytest

from tests.bot.served import Served
from tests.hostile.wire import (
    BODY,
    assert_discreet,
    assert_well,
    connected,
    genuine,
    request,
    resident_megabytes,
    sent,
    statuses,
)

MANY = 600
"""More than a server has threads."""

ROUNDS = 3
TRIES = 20
"""One will do, but where the machine stands still for as long as a connection is kept."""

GIVEN_UP_AFTER = 60.0
"""Seconds after which a connection that says nothing of use is kept for ever: it should be five."""

HEAD = b"POST /slack/events HTTP/1.1\r\nHost: rolecall\r\n"
SIGNED = genuine().partition(b"\r\n\r\n")[0] + b"\r\n\r\n"

SLOW = {
    "say nothing": (b"", b""),
    "trickle a header": (HEAD + b"X-Slow: ", b"x"),
    "trickle a body": (SIGNED + BODY[:3], b"x"),
    "trickle an unsigned body": (request([("Content-Length", "900000")]), b"x"),
    "trickle chunks": (request([("Transfer-Encoding", "chunked")]), b"1\r\nx\r\n"),
    "ask and stay": (b"GET /healthz HTTP/1.1\r\nHost: rolecall\r\n\r\n", b""),
}
"""What each of many connections sends at first, and then now and again."""

BODIES = {"trickle a body", "trickle an unsigned body", "trickle chunks"}


@contextmanager
def holding(served: Served, many: int, first: bytes) -> Generator[list[socket.socket]]:
    """Many connections at once, each with the same beginning."""
    with ExitStack() as open_ones:
        connections = [open_ones.enter_context(connected(served)) for _ in range(many)]
        for connection in connections:
            connection.sendall(first)
        yield connections


def trickle(connections: list[socket.socket], more: bytes) -> None:
    """A little more on each that is still there."""
    for connection in connections:
        with suppress(OSError):
            connection.sendall(more)


def all_kept(connections: list[socket.socket]) -> bool:
    """Whether the bot has ended none of them."""
    return not any(map(is_ended, connections))


def is_ended(connection: socket.socket) -> bool:
    connection.settimeout(0)
    try:
        return not connection.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except OSError:
        return True


@pytest.mark.parametrize("slow", SLOW)
def test_slow_connections_hold_nobody_up(served: Served, slow: str) -> None:
    first, more = SLOW[slow]
    for _ in range(TRIES):
        with holding(served, MANY, first) as connections:
            for _ in range(ROUNDS):
                time.sleep(0.3)
                trickle(connections, more)
                assert_well(served)
            # None was given up: what was answered did not wait for that.
            if all_kept(connections):
                break
    else:
        pytest.fail("nobody is answered before the slow ones are given up")
    assert_well(served)


@pytest.mark.parametrize("slow", sorted(SLOW.keys() - BODIES - {"ask and stay"}))
def test_a_slow_connection_is_given_up(served: Served, slow: str) -> None:
    first, more = SLOW[slow]
    with connected(served) as connection:
        connection.sendall(first)
        assert ended(connection, lambda: connection.sendall(more) if more else None)


def ended(connection: socket.socket, meanwhile: Callable[[], None]) -> bool:
    """Whether the bot ends the connection, or at least answers, in the time that it has for it."""
    connection.settimeout(0.5)
    until = time.monotonic() + GIVEN_UP_AFTER
    while time.monotonic() < until:
        try:
            connection.recv(4_096)
        except TimeoutError:
            with suppress(OSError):
                meanwhile()
        except OSError:
            return True
        else:
            return True
    return False


def test_a_thousand_connections_are_each_answered(served: Served) -> None:
    with holding(served, 1_000, genuine()) as connections:
        firsts = [connection.recv(12) for connection in connections]
        assert_well(served)
    assert firsts == [b"HTTP/1.1 200"] * 1_000


def test_who_does_not_listen_holds_nobody_up(served: Served) -> None:
    with holding(served, 50, genuine() * 60):
        time.sleep(1)
        assert_well(served)


def test_memory_does_not_grow_by_what_is_sent(served: Served) -> None:
    large = b"text=" + b"x" * 990_000
    forged = genuine(large).replace(b"v0=", b"v0=0")
    for _ in range(20):
        assert statuses(sent(served, forged, quiet=0.01)) == [401]
    before = resident_megabytes(served)
    for _ in range(150):
        assert statuses(sent(served, forged, quiet=0.01)) == [401]
    grown = resident_megabytes(served) - before
    assert grown < 30, f"{grown:.0f} MB more after 150 MB of forged bodies"
    assert_well(served)


def test_nothing_of_all_that_stands_in_the_log(served: Served) -> None:
    assert_discreet(served)
