"""The knowledge as a set of documents: from wherever their texts come, read and checked one way."""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from knowledge.check import Examined, Knowledge, check_together, examine
from knowledge.files import (
    FOLDER_PREFIXES,
    Problem,
    decode,
    is_table,
)

Documents = Mapping[str, str]
"""Texts by path: relative to the content folder, with `/` (`roles/ml-engineer.yaml`, `sources/pay.csv`)."""


def read_documents(root: Path) -> tuple[dict[str, str], list[Problem]]:
    """The text of every knowledge file under `root`, in path order, and what cannot be one."""
    documents: dict[str, str] = {}
    problems: list[Problem] = []
    for path in knowledge_paths(root):
        name = _name(path, root)
        try:
            data = path.read_bytes()
        except OSError as error:
            problems.append(Problem(name, 0, 0, "", f"cannot be read: {error.strerror}"))
            continue
        text = decode(name, data)
        if isinstance(text, str):
            documents[name] = text
        else:
            problems.append(text)
    problems.extend(_overlooked(root))
    if not documents and not problems:
        problems.append(Problem(str(root), 0, 0, "", "no knowledge files here (*.yaml)"))
    return documents, problems


def check_documents(
    documents: Documents,
    unreadable: Sequence[Problem] = (),
) -> tuple[list[Examined], Knowledge, list[Problem]]:
    """Read and check texts: every document by itself, the knowledge in them, every problem.

    `unreadable` are the problems of files that have no text.
    """
    examined = [examine(path, text) for path, text in sorted(documents.items())]
    return examined, *check_together(examined, documents.__getitem__, unreadable)


def fingerprint(root: Path) -> str:
    """A digest of every knowledge file's path and bytes: the revision of what stands on disk."""
    digest = hashlib.sha256()
    files = (
        (os.fsencode(path.relative_to(root)), _bytes_of(path)) for path in knowledge_paths(root)
    )
    for path, data in sorted(files):
        digest.update(path + b"\0%d\0" % len(data))
        digest.update(data)
    return digest.hexdigest()[:16]


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:  # `read_documents` says so; here it only has to make a difference
        return str(error.strerror).encode()


def knowledge_paths(root: Path) -> list[Path]:
    """Every knowledge file of a content folder, in path order."""
    tables = [path for path in _paths(root, "*.csv") if is_table(_name(path, root))]
    return sorted([*_paths(root, "*.yaml"), *tables])


def _paths(root: Path, pattern: str) -> list[Path]:
    # Hidden files are nobody's knowledge: an editor locks x.yaml with a dangling link `.#x.yaml`.
    return sorted(
        path
        for folder in FOLDER_PREFIXES
        for path in (root / folder).rglob(pattern)
        if not any(part.startswith(".") for part in path.relative_to(root).parts)
    )


def _overlooked(root: Path) -> Iterator[Problem]:
    """Files that look like knowledge but are not read: of another ending, or in another folder."""
    for path in _paths(root, "*"):
        name = _name(path, root)
        if path.suffix.lower() in (".yml", ".yaml") and path.suffix != ".yaml":
            yield Problem(name, 0, 0, "", "is ignored: knowledge files end in .yaml")
        elif path.suffix.lower() == ".csv" and not is_table(name):
            message = "is ignored: tables go in sources/ and end in .csv"
            yield Problem(name, 0, 0, "", message, "warning")
    for path in sorted([*root.glob("*.yaml"), *root.glob("[!.]*/*.yaml")]):
        name = _name(path, root)
        if not name.startswith(FOLDER_PREFIXES):
            message = f"is ignored: knowledge files go in {', '.join(FOLDER_PREFIXES)}"
            yield Problem(name, 0, 0, "", message, "warning")


def _name(path: Path, root: Path) -> str:
    # A file's name need not be text; a replacement character makes it one that can be shown.
    return os.fsencode(path.relative_to(root)).decode(errors="replace")
