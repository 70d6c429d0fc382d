"""One more process on the same state database: `process.py <task> <url>`; see `processes.py`."""

import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bot.state.database import Once, open_database
from bot.state.follows import Follows

THREADS = 8
KEYS = [f"event-{number}" for number in range(25)]


def open_and_claim(url: str) -> None:
    """Open the database, claim every key in every thread, and say the keys that were won."""
    wait_for_the_others()
    once = Once(open_database(url))

    def won(_thread: int) -> list[str]:
        return [key for key in KEYS if once.first(key)]

    with ThreadPoolExecutor(THREADS) as pool:
        say(json.dumps([key for keys in pool.map(won, range(THREADS)) for key in keys]))


def follow_on(url: str) -> None:
    """Follow role after role until killed; say each one that is kept."""
    follows = Follows(open_database(url))
    wait_for_the_others()
    for number in range(1_000_000):
        follows.follow("T0TEAM", "U0MAYA", f"role-{number}", 1)
        say(f"role-{number}")


def wait_for_the_others() -> None:
    """Say that everything is loaded, and wait for the word to start."""
    say("ready")
    sys.stdin.readline()


def say(line: str) -> None:
    """A line to whoever started this process."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


TASKS: dict[str, Callable[[str], None]] = {
    task.__name__: task for task in (open_and_claim, follow_on)
}

if __name__ == "__main__":
    TASKS[sys.argv[1]](sys.argv[2])
