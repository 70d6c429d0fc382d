"""The read store: the knowledge files' documents in TinyDB, written whole and never torn.

TinyDB's own `JSONStorage` overwrites in place: a process killed while writing leaves an unreadable
file, two writers destroy it, and an empty file reads as an empty database. The storage here writes
beside and renames, one writer at a time, and refuses what does not carry its own checksum.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import Storage

from knowledge.files import Document

FORMAT = 1
"""Raised when the file's layout changes: a store of another layout is rebuilt from the files."""

META = "_meta"
DOCUMENTS = "documents"


class DamagedStoreError(Exception):
    """The store's file cannot be trusted: empty, cut short, changed by hand, or of another format."""


class AtomicStorage(Storage):
    """A TinyDB storage whose file is always the last whole write, whatever was killed when."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables as last written; None where there is no file yet.

        Raises `DamagedStoreError` where the file is not what a write of ours leaves.
        """
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return None
        head, _, body = data.partition(b"\n")
        try:
            meta = cast("dict[str, Any]", json.loads(head))
            intact = meta["format"] == FORMAT and meta["sha256"] == hashlib.sha256(body).hexdigest()
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise DamagedStoreError(f"{self._path} does not begin with its checksum") from error
        if not intact:
            raise DamagedStoreError(f"{self._path} does not match its checksum")
        return cast("dict[str, dict[str, Any]]", json.loads(body))

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Write beside, flush to the disk, rename over, flush the folder.

        The folder is locked meanwhile, and the lock falls with the process: writers take turns, and
        what a killed one left beside is overwritten by the next.
        """
        body = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        head = json.dumps({"format": FORMAT, "sha256": hashlib.sha256(body).hexdigest()}).encode()
        folder = self._path.parent
        folder.mkdir(parents=True, exist_ok=True)
        beside = folder / f".{self._path.name}.new"
        folder_handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(folder_handle, fcntl.LOCK_EX)
            with beside.open("wb") as file:
                file.write(head + b"\n" + body)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
            os.fsync(folder_handle)
        finally:
            os.close(folder_handle)


@dataclass(frozen=True, slots=True)
class Published:
    """The documents of one revision."""

    revision: str
    documents: tuple[Document, ...]


class KnowledgeStore:
    """One TinyDB file that holds the published documents as one set."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def publish(self, documents: Sequence[Document], revision: str) -> None:
        """Replace all documents in one write."""
        rows = {
            str(number): {"path": document.path, "content": document.content}
            for number, document in enumerate(sorted(documents, key=lambda d: d.path), 1)
        }
        # One write of the whole set: TinyDB would write the file once a table.
        AtomicStorage(self._path).write(
            {
                META: {"1": {"revision": revision, "count": len(rows)}},
                DOCUMENTS: rows,
            }
        )

    def load(self) -> Published | None:
        """The published documents, None where nothing was published.

        Raises `DamagedStoreError` where the file cannot be trusted.
        """
        # Read once: TinyDB would read the file once a table, with a publish in between perhaps.
        with TinyDB(self._path, storage=CachingMiddleware(AtomicStorage)) as database:
            meta = _rows(database, META)
            rows = _rows(database, DOCUMENTS)
        if not meta:
            return None
        if len(rows) != meta[0].get("count"):
            raise DamagedStoreError(f"{self._path} lacks documents")
        documents = tuple(Document(row["path"], row["content"]) for row in rows)
        return Published(str(meta[0]["revision"]), documents)


def _rows(database: TinyDB, table: str) -> list[dict[str, Any]]:
    # TinyDB's own annotations leave its keyword arguments open.
    return cast("list[dict[str, Any]]", cast("Any", database).table(table).all())
