"""The read store: documents in TinyDB, written whole and never torn; and the library from it.

TinyDB's own `JSONStorage` overwrites in place: a process killed while writing leaves an unreadable
file, two writers destroy it, and an empty file reads as an empty database. The storage here writes
alongside and renames, one writer at a time, and refuses what does not carry its own checksum.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError
from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import Storage

from knowledge.check import Examined, Knowledge, collect, document_of, type_document
from knowledge.documents import check_documents, fingerprint, read_documents
from knowledge.files import Document, Problem, text_digest
from knowledge.inventory import not_in_inventory
from knowledge.library import Library
from knowledge.tables.contents import TableContents
from knowledge.tables.store import RowStore

FORMAT = 3
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
        body = self._intact()
        return None if body is None else cast("dict[str, dict[str, Any]]", json.loads(body))

    def read_last(self, table: str) -> dict[str, Any] | None:
        """The rows of the table that was written last, alone: the others are not taken apart.

        JSON writes no line break as such, so a line that begins with a table's name begins the table.
        """
        body = self._intact()
        if body is None:
            return None
        _, _, rows = body.rpartition(b"\n" + _json(table) + b":")
        return cast("dict[str, Any]", json.loads(rows[:-1]))

    def _intact(self) -> bytes | None:
        try:
            with self._path.open("rb") as file:
                head, body = file.readline(), file.read()
        except FileNotFoundError:
            return None
        try:
            meta = cast("dict[str, Any]", json.loads(head))
            intact = meta["format"] == FORMAT and meta["sha256"] == hashlib.sha256(body).hexdigest()
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise DamagedStoreError(f"{self._path} does not begin with its checksum") from error
        if not intact:
            raise DamagedStoreError(f"{self._path} does not match its checksum")
        return body

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Write whole tables; see `write_rows`."""
        self.write_rows((name, rows.items()) for name, rows in data.items())

    def write_rows(self, tables: Iterable[tuple[str, Iterable[tuple[str, Any]]]]) -> None:
        """Write alongside, flush to the disk, rename over, flush the folder.

        The folder is locked in the meantime, and the lock falls with the process: writers take turns, and
        what a killed one left alongside is overwritten by the next. Rows are taken one by one: a large
        set need not be in memory as text, and other threads go on in between.
        """
        folder = self._path.parent
        folder.mkdir(parents=True, exist_ok=True)
        beside = folder / f".{self._path.name}.new"
        folder_handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(folder_handle, fcntl.LOCK_EX)
            with beside.open("wb") as file:
                # The head comes first and is known last; its length is always the same.
                file.write(_head(""))
                digest = hashlib.sha256()
                for piece in _pieces(tables):
                    digest.update(piece)
                    file.write(piece)
                file.seek(0)
                file.write(_head(digest.hexdigest()))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
            os.fsync(folder_handle)
        finally:
            os.close(folder_handle)


def _head(sha256: str) -> bytes:
    return json.dumps({"format": FORMAT, "sha256": f"{sha256:64}"}).encode() + b"\n"


def _pieces(tables: Iterable[tuple[str, Iterable[tuple[str, Any]]]]) -> Iterator[bytes]:
    """The JSON of all tables, a line for each row."""
    before = b"{"
    for name, rows in tables:
        yield before + _json(name) + b":"
        opening = b"{"
        for key, row in rows:
            yield opening + b"\n" + _json(key) + b":" + _json(row)
            opening = b","
        yield b"{}" if opening == b"{" else b"}"
        before = b",\n"
    yield b"{}" if before == b"{" else b"}"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Published:
    """The documents of one revision."""

    revision: str
    documents: tuple[Document, ...]


class KnowledgeStore:
    """One TinyDB file that holds the published documents as one set."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def tables(self) -> Path:
        """The folder next to it in which the rows of tables are kept."""
        return self._path.parent / "tables"

    def publish(self, documents: Iterable[Document], revision: str) -> None:
        """Replace all documents in one write; they are taken one by one."""
        digests: dict[str, str] = {}

        def rows() -> Iterator[tuple[str, dict[str, object]]]:
            for number, document in enumerate(documents, 1):
                digests[document.path] = document.digest
                yield (
                    str(number),
                    {
                        "path": document.path,
                        "digest": document.digest,
                        "content": document.content,
                    },
                )

        def meta() -> Iterator[tuple[str, dict[str, object]]]:
            yield "1", {"revision": revision, "digests": digests}

        # One write of the whole set: TinyDB would write the file once a table.
        AtomicStorage(self._path).write_rows([(DOCUMENTS, rows()), (META, meta())])

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
        if len(rows) != len(meta[0]["digests"]):
            raise DamagedStoreError(f"{self._path} lacks documents")
        documents = tuple(
            Document(row["path"], row["content"], digest=row["digest"]) for row in rows
        )
        return Published(str(meta[0]["revision"]), documents)

    def digests(self) -> Mapping[str, str]:
        """The digests of the published documents by path, without reading the documents.

        There are none where nothing was published. Raises `DamagedStoreError` as `load` does.
        """
        meta = AtomicStorage(self._path).read_last(META)
        return cast("dict[str, str]", meta["1"]["digests"]) if meta else {}


def _rows(database: TinyDB, table: str) -> list[dict[str, Any]]:
    # TinyDB's own annotations leave its keyword arguments open.
    return cast("list[dict[str, Any]]", cast("Any", database).table(table).all())


@dataclass(frozen=True, slots=True)
class Opened:
    """What can be served, and the problems of files that changed since they were last published.

    `library` is None where the files have errors and no earlier good state is stored.
    """

    library: Library | None
    problems: tuple[Problem, ...] = ()


def check_folder(content: Path) -> tuple[list[Examined], Knowledge, list[Problem]]:
    """Read and check a content folder: every document, the knowledge in them, every problem."""
    documents, unreadable = read_documents(content)
    examined, knowledge, problems = check_documents(documents, unreadable)
    unknown = not_in_inventory(content, knowledge.occupations, documents.__getitem__)
    return examined, knowledge, sorted({*problems, *unknown})


def open_library(content: Path, store: KnowledgeStore) -> Opened:
    """Load what the store holds, after publishing the files to it if they changed and are good.

    Files with an error change nothing: the last good knowledge stays. A store that is empty,
    damaged or of an older model is made again from the files.
    """
    rows = RowStore(lambda table: _text_of(content, table), store.tables)
    stored = _stored(store, rows)
    revision = fingerprint(content)
    if stored is not None and stored.revision == revision:
        return Opened(stored)
    examined, knowledge, problems = check_folder(content)
    if not any(problem.severity == "error" for problem in problems):
        store.publish(map(document_of, examined), revision)
        return Opened(Library(replace(knowledge, rows=rows), revision), tuple(problems))
    return Opened(stored, tuple(problems))


def _text_of(content: Path, table: TableContents) -> str:
    text = (content / table.path).read_bytes().decode()
    if text_digest(text) != table.digest:
        raise LookupError(f"{table.path} is another one by now")
    return text


def _stored(store: KnowledgeStore, rows: RowStore) -> Library | None:
    try:
        published = store.load()
        if published is None:
            return None
        knowledge = collect(map(type_document, published.documents), rows)
    except (DamagedStoreError, ValidationError):
        return None
    return Library(knowledge, published.revision)
