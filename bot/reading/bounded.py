"""What reads a foreign format runs in a process of its own, within bounds that the system keeps.

Libraries for such formats have had one denial of service after the other. Here one costs its own process, and
the server's memory never holds them.
"""

import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from subprocess import DEVNULL, Popen, TimeoutExpired
from tempfile import TemporaryFile
from threading import Lock
from typing import Literal

from knowledge.drafting.article import Refusal

ROOT = Path(__file__).parents[2]
"""Where `bot` stands: the process finds it there, installed or not."""

KEPT = ("PATH", "PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")
"""What Python may need to start; all else of the environment, and every secret in it, is left out."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds of the processor (`BUSY` times as many by the clock), bytes of memory, bytes of what comes out."""

    seconds: int = 20
    memory: int = 1_000_000_000
    output: int = 4_000_000


BOUNDS = Bounds()
BUSY = 3
"""How much longer a reader may take on a machine that does other things too."""


class Ended(IntEnum):
    """How the process ends where it gives no text: by itself, or by a signal. Any other way, it broke."""

    REFUSED = 65
    TOO_LARGE = 66
    TOO_LONG = 67
    TOO_SLOW = -signal.SIGXCPU
    KILLED = -signal.SIGKILL


class UnreadableError(Exception):
    """What a reader raises where a document can't be read: the end of a sentence, as in `Refusal`."""


Purpose = Literal["documents", "feeds"]
"""What is read for somebody who waits for it, and what is read on a schedule."""

_LANES: Mapping[Purpose, Lock] = {"documents": Lock(), "feeds": Lock()}
"""One at a time for each purpose: several large documents don't take the memory of a machine that also answers,
and nobody waits for a feed that harms its reader."""


def run_bounded(
    reader: str, data: bytes, bounds: Bounds = BOUNDS, purpose: Purpose = "documents"
) -> str | Refusal:
    """What a reader makes of a document; a reader is `module:function`, of bytes, and gives a text.

    It waits for others of its purpose. The process is told no secret, and writes nothing but its text.
    """
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    command = [sys.executable, "-m", "bot.reading.child", reader]
    command += map(str, (bounds.seconds, bounds.memory, bounds.output))
    with _LANES[purpose], TemporaryFile() as given, TemporaryFile() as told:
        given.write(data)
        given.seek(0)
        process = Popen(command, stdin=given, stdout=told, stderr=DEVNULL, cwd=ROOT, env=kept)  # noqa: S603 — our own
        try:
            code = process.wait(bounds.seconds * BUSY)
        except TimeoutExpired:
            code = Ended.TOO_SLOW
        finally:
            process.kill()
            process.wait()
        told.seek(0)
        text = told.read().decode(errors="replace")
    match code:
        case 0:
            return text
        case Ended.REFUSED:
            return Refusal(text)
        case Ended.TOO_LARGE | Ended.KILLED:
            return Refusal(f"takes more than {bounds.memory // 1_000_000:,} MB of memory to read")
        case Ended.TOO_LONG:
            return Refusal(f"holds more than {bounds.output // 1_000_000:,} MB of text")
        case Ended.TOO_SLOW:
            return Refusal(f"takes more than {bounds.seconds} seconds to read")
        case _:
            return Refusal("can't be read: it's damaged, or of another kind than its name says")
