"""The process in which `run_bounded` has a document read: `python -m bot.reading.child module:function …`."""

import errno
import os
import resource
import sys
from importlib import import_module

from bot.reading.bounded import Ended, UnreadableError


def main(reader: str, seconds: int, memory: int, output: int) -> int:
    """Read standard input with a reader, and write what it gives to standard output."""
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    # At the first it is told that its time is over, at the second it is killed for no reason given.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    os.nice(10)  # answers go first
    told = sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints adds nothing to the text
    module, _, function = reader.partition(":")
    try:
        text: str = getattr(import_module(module), function)(sys.stdin.buffer.read())
        code = 0
    except UnreadableError as error:
        text, code = str(error), Ended.REFUSED
    except MemoryError:
        return Ended.TOO_LARGE
    try:
        told.write(text.encode(errors="replace"))
        told.flush()
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise
        # At its end, Python would try once more to write what is left.
        os._exit(Ended.TOO_LONG)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
