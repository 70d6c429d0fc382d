"""What is handed in: a file, and an entry of one where it is a zip."""

from dataclasses import dataclass

from knowledge.files import Problem, printable

MAX_FILE_BYTES = 1_000_000
"""Of one file: of a zip as it is handed in, and of every file within."""

MAX_SHOWN_NAME = 120


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as it was handed in."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One YAML file: its path as given, the same with its zip's name before it, and its bytes."""

    path: str
    shown: str
    content: bytes


def refusal(name: str, message: str) -> Problem:
    """A problem of a whole file; whatever its name holds, the problem is one line of text."""
    plain = printable(name)
    if len(plain) > MAX_SHOWN_NAME:
        plain = f"{plain[:MAX_SHOWN_NAME]}…"
    return Problem(plain or "(no name)", 0, 0, "", message)


def size_problem(name: str) -> Problem:
    """A file is too large."""
    return refusal(name, f"is larger than {MAX_FILE_BYTES:,} bytes: split it")
