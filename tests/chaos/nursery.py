"""A program that keeps some workers delivering, and kills one after the other; see `Orders`.

What happens is said a line each: `killed from outside`, `killed before a commit`, `killed after a
commit`, and `ended with <code>` where a worker ended by itself, which none should.
"""

import gc
import logging
import os
import signal
import sys
import time
import traceback
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, Pool, event
from sqlalchemy.engine.interfaces import DBAPIConnection, ExecutionContext
from sqlalchemy.pool import ConnectionPoolEntry

from bot.delivery.tick import Delivery
from bot.state.database import open_database
from tests.chaos.orders import Orders

SECONDS_BETWEEN_LOOKS = 0.01
SECONDS_BETWEEN_ROUNDS = 0.2
WROTE, COMMITTED = "wrote", "committed"
BEFORE, AFTER = "killed before a commit", "killed after a commit"


class FirstTime:
    """Whether nobody has asked yet, of all workers: they share it over their forks."""

    def __init__(self) -> None:
        self._reading, writing = os.pipe()
        os.write(writing, b".")
        os.close(writing)

    def __call__(self) -> bool:
        """True once."""
        return bool(os.read(self._reading, 1))


class Progress:
    """How many changes all workers have committed; they share it over their forks.

    `first` says of each way in which one kills itself whether it is still to be seen.
    """

    def __init__(self) -> None:
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._reading, False)
        self.first = {BEFORE: FirstTime(), AFTER: FirstTime()}

    def add(self) -> None:
        """One more."""
        os.write(self._writing, b".")

    def since(self) -> int:
        """How many there were since the last look."""
        try:
            return len(os.read(self._reading, 100_000))
        except BlockingIOError:
            return 0


class Killer:
    """Kills a worker after every so many commits of all."""

    def __init__(self, between: tuple[int, int] | None, random: Random) -> None:
        self._between = between
        self._random = random
        self._left = self._next()

    def look(self, commits: int, running: set[int]) -> None:
        """Kill one of these if it is time; so many commits came since the last look."""
        self._left -= commits
        if self._left <= 0:
            # Whoever committed just now, or another one, whatever that does at this moment.
            os.kill(self._random.choice(sorted(running)), signal.SIGKILL)
            say("killed from outside")
            self._left = self._next()

    def _next(self) -> float:
        return self._random.randint(*self._between) if self._between else float("inf")


def main(orders: Orders) -> None:
    # Everything that starting takes is done once: a worker is a fork, and begins at once. (What is
    # loaded and worked out for the first digest takes longer than many a worker lives.)
    database = open_database(orders.url)
    delivery = orders.delivery(orders.library(), database)
    # A connection must not be in two processes.
    database.close()
    # Else each fork would copy all of it when it first looks for garbage.
    gc.freeze()
    progress = Progress()
    killer = Killer(orders.commits_between_kills, orders.random("nursery"))
    running: set[int] = set()
    number = 0
    while True:
        while len(running) < orders.workers:
            number += 1
            running.add(start(orders, delivery, number, progress))
        killer.look(progress.since(), running)
        time.sleep(SECONDS_BETWEEN_LOOKS)
        while True:
            process, status = os.waitpid(-1, os.WNOHANG)
            if process == 0:
                break
            running.remove(process)
            code = os.waitstatus_to_exitcode(status)
            if code != -signal.SIGKILL:
                say(f"ended with {code}")
            if not running:
                break


def start(orders: Orders, delivery: Delivery, number: int, progress: Progress) -> int:
    """Fork a worker; gives its process."""
    process = os.fork()
    if process == 0:
        try:
            work(orders, delivery, number, progress)
        except BaseException:  # noqa: BLE001 — a fork must not go on with its parent's work
            traceback.print_exc()
        finally:
            os._exit(1)
    return process


def work(orders: Orders, delivery: Delivery, number: int, progress: Progress) -> None:
    """Deliver, round after round, until killed."""
    logging.getLogger("bot.delivery").setLevel(logging.ERROR)
    kill_around_commits(orders, number, progress)
    while True:
        delivery.round()
        time.sleep(SECONDS_BETWEEN_ROUNDS)


def kill_around_commits(orders: Orders, number: int, progress: Progress) -> None:
    """Let this process kill itself at some commits of a change, before or after.

    At which of them is a matter of chance; that each happens at all is not: the first one is cut short.
    """
    random = orders.random(f"worker {number}")

    def perhaps_end(word: str) -> None:
        often = orders.kills_per_commit
        if often and (progress.first[word]() or random.random() < often):
            end(word)

    def wrote(connection: Connection, *execution: Any) -> None:
        cursor, context = execution[0], execution[3]
        assert isinstance(context, ExecutionContext)
        if (context.isinsert or context.isupdate) and cursor.rowcount > 0:
            connection.info[WROTE] = True

    def before(connection: Connection) -> None:
        # Most of the time there is nothing to take up: a death then tells nothing.
        if connection.info.pop(WROTE, False):
            perhaps_end(BEFORE)
            connection.info[COMMITTED] = True

    def after(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        if entry.info.pop(COMMITTED, False):
            progress.add()
            perhaps_end(AFTER)

    event.listen(Engine, "after_cursor_execute", wrote)
    event.listen(Engine, "commit", before)
    event.listen(Pool, "checkin", after)


def end(word: str) -> None:
    """Kill this process, as if from outside."""
    say(word)
    os.kill(os.getpid(), signal.SIGKILL)


def say(line: str) -> None:
    """A line to whoever started this program, in one piece whoever else says one."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


if __name__ == "__main__":
    main(Orders.read(sys.argv[1]))
