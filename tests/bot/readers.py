"""Readers that do what a library does when a document is made to harm it."""

import os
import signal
import sys
import time
from pathlib import Path

from bot.reading.bounded import UnreadableError


def shout(data: bytes) -> str:
    print("a library's own words")  # noqa: T201 — that is what it does
    return data.decode().upper()


def refuse(data: bytes) -> str:
    raise UnreadableError("holds no text")


def hang(data: bytes) -> str:
    time.sleep(600)
    return ""


def wait(data: bytes) -> str:
    """Open two pipes in turn, each of which somebody else has to open too."""
    begun, going_on = data.decode().split()
    Path(begun).write_text("begun")
    return Path(going_on).read_text()


def spin(data: bytes) -> str:
    while True:
        pass


def grow(data: bytes) -> str:
    return str(len(bytearray(2_000_000_000)))


def flood(data: bytes) -> str:
    return "x" * 5_000_000


def recurse(data: bytes) -> str:
    return recurse(data)


def crash(data: bytes) -> str:
    os.kill(os.getpid(), signal.SIGSEGV)
    return ""


def surroundings(data: bytes) -> str:
    return " ".join(sorted(os.environ)) + "|" + " ".join(m for m in sys.modules if m == "slack_sdk")
