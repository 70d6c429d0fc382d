"""Knowledge files: what a document and a problem of one are, and what text may be one."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Location = tuple[str | int, ...]
"""The way to a value: keys and list indexes from the root."""

Severity = Literal["error", "warning"]

FOLDER_PREFIXES = ("sources/", "roles/", "occupations/", "vocabulary/", "feeds/")


def is_table(path: str) -> bool:
    """Whether a document is the table of a source, which is CSV and no YAML."""
    return path.startswith("sources/") and path.endswith(".csv")


MAX_FILE_BYTES = 8_000_000
MAX_TABLE_BYTES = 100_000_000

MAX_PROBLEMS = 100
"""Problems that are told of one file; nobody reads on, and each of them takes its time to word."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in one file, with the place where an admin can fix it.

    `line` and `column` count from 1; both are 0 where a whole file or folder is meant.
    """

    path: str
    line: int
    column: int
    where: str
    message: str
    severity: Severity = "error"
    also: tuple[str, ...] = ()
    """The other files that it is a problem of."""

    def __str__(self) -> str:
        position = f":{self.line}:{self.column}" if self.line else ""
        where = f" {self.where}:" if self.where else ""
        kind = " warning:" if self.severity == "warning" else ""
        return f"{self.path}{position}:{kind}{where} {self.message}"


@dataclass(frozen=True, slots=True)
class Document:
    """One knowledge file as plain values; `path` is relative to the content folder."""

    path: str
    content: Mapping[str, object]
    positions: Mapping[Location, tuple[int, int]] = field(
        default_factory=dict[Location, tuple[int, int]], repr=False, compare=False
    )
    digest: str = field(default="", repr=False, compare=False)
    """The `text_digest` of the text that it was read from; empty where it was read from none."""
    flaws: tuple[Problem, ...] = ()
    """What had to be left out of the content: with any, the document is good only to find more."""
    unread: frozenset[Location] = frozenset()
    """Where the content has None in place of a value that could not be read."""

    @property
    def folder(self) -> str:
        """The kind of knowledge: `sources`, `roles`, `occupations`, `vocabulary` or `feeds`."""
        return self.path.partition("/")[0]

    @property
    def id(self) -> str:
        """The file's name without its ending."""
        return self.path.rpartition("/")[2].rpartition(".")[0]

    def problem(self, at: Location, message: str, severity: Severity = "error") -> Problem:
        """A problem at a value, or at the nearest value around it that the file has."""
        return Problem(self.path, *self.position(at), self.where(at), printable(message), severity)

    def where(self, at: Location) -> str:
        """A location as a problem names it; of a table's cell, the column."""
        return ".".join(map(str, at[:1] if is_table(self.path) else at))

    def position(self, at: Location) -> tuple[int, int]:
        """The line and the column of a value, or of the nearest value around it that the file has."""
        while at and at not in self.positions:
            at = at[:-1]
        return self.positions.get(at, (1, 1))


def printable(text: str) -> str:
    r"""A text that may quote a file: what cannot be seen in it is written out, as in `\u202e`."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


def decode(name: str, data: bytes) -> str | Problem:
    """A file's text; a problem where its bytes are not plain UTF-8, or too many."""
    as_table = name.lower().endswith(".csv")
    most = MAX_TABLE_BYTES if as_table else MAX_FILE_BYTES
    if len(data) > most:
        return Problem(name, 0, 0, "", f"is larger than {most:,} bytes")
    # Excel reads UTF-8 only behind this mark, and writes it; no editor of YAML has a use for it.
    if data.startswith(b"\xef\xbb\xbf") and not as_table:
        return Problem(name, 1, 1, "", "begins with a byte order mark: save as plain UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        position = end_of(data[: error.start].decode("utf-8"))
        return Problem(name, *position, "", "is not UTF-8 text here: save as UTF-8")


def text_digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal: the same for the same content alone."""
    # Half a character must not stop the check that refuses it.
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def first_problems(name: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The first problems of one file, and a word that there are more where there are too many."""
    for number, problem in enumerate(problems):
        if number == MAX_PROBLEMS:
            yield Problem(name, 0, 0, "", f"has more than {MAX_PROBLEMS} problems: fix these first")
            return
        yield problem


def end_of(text: str) -> tuple[int, int]:
    """The line and the column right after a text."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")
