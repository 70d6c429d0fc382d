"""A program that keeps some workers delivering, and kills one every second or so; see `Orders`.

What happens is said a line each: `killed from outside`, `killed before a commit`, `killed after a
commit`, and `ended with <code>` where a worker ended by itself, which none should.
"""

import logging
import os
import signal
import sys
import time
import traceback

from sqlalchemy import Connection, Engine, Pool, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from bot.state.database import open_database
from knowledge.library import Library
from tests.chaos.orders import Orders

BETWEEN_KILLS = (0.5, 1.5)
SECONDS_BETWEEN_LOOKS = 0.01
SECONDS_BETWEEN_ROUNDS = 0.2
COMMITTED = "committed"


def main(orders: Orders) -> None:
    # Everything that starting takes is done once: a worker is a fork, and begins at once.
    library = orders.library()
    # (PostgreSQL's driver takes longer to import than many a worker lives.)
    open_database(orders.url).close()
    random = orders.random("nursery")
    running: set[int] = set()
    number = 0
    next_kill = time.monotonic() + random.uniform(*BETWEEN_KILLS)
    while True:
        while len(running) < orders.workers:
            number += 1
            running.add(start(orders, library, number))
        if time.monotonic() > next_kill:
            os.kill(random.choice(sorted(running)), signal.SIGKILL)
            say("killed from outside")
            next_kill = time.monotonic() + random.uniform(*BETWEEN_KILLS)
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


def start(orders: Orders, library: Library, number: int) -> int:
    """Fork a worker; gives its process."""
    process = os.fork()
    if process == 0:
        try:
            work(orders, library, number)
        except BaseException:  # noqa: BLE001 — a fork must not go on with its parent's work
            traceback.print_exc()
        finally:
            os._exit(1)
    return process


def work(orders: Orders, library: Library, number: int) -> None:
    """Deliver, round after round, until killed."""
    logging.getLogger("bot.delivery").setLevel(logging.ERROR)
    kill_around_commits(orders, number)
    delivery = orders.delivery(library, open_database(orders.url))
    while True:
        delivery.round()
        time.sleep(SECONDS_BETWEEN_ROUNDS)


def kill_around_commits(orders: Orders, number: int) -> None:
    """Let this process kill itself at some commits, before or after."""
    random = orders.random(f"worker {number}")

    def before(connection: Connection) -> None:
        if random.random() < orders.kills_per_commit:
            end("killed before a commit")
        connection.info[COMMITTED] = True

    def after(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        if entry.info.pop(COMMITTED, False) and random.random() < orders.kills_per_commit:
            end("killed after a commit")

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
