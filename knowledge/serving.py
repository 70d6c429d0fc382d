"""From the files on disk to a library to serve: read, check, publish, load."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from knowledge.check import Examined, Knowledge, collect, document_of, type_document
from knowledge.documents import check_documents, fingerprint, read_documents
from knowledge.files import Problem
from knowledge.library import Library
from knowledge.store import DamagedStoreError, KnowledgeStore


@dataclass(frozen=True, slots=True)
class Opened:
    """What can be served, and the problems of files that changed since they were last published.

    `library` is None where the files have errors and no earlier good state is stored.
    """

    library: Library | None
    problems: tuple[Problem, ...] = ()


def check_folder(content: Path) -> tuple[list[Examined], Knowledge, list[Problem]]:
    """Read and check a content folder: every document, the knowledge in them, every problem."""
    return check_documents(*read_documents(content))


def open_library(content: Path, store: KnowledgeStore) -> Opened:
    """Load what the store holds, after publishing the files to it if they changed and are good.

    Files with an error change nothing: the last good knowledge stays. A store that is empty,
    damaged or of an older model is made again from the files.
    """
    stored = _stored(store)
    revision = fingerprint(content)
    if stored is not None and stored.revision == revision:
        return Opened(stored)
    examined, knowledge, problems = check_folder(content)
    if not any(problem.severity == "error" for problem in problems):
        store.publish(map(document_of, examined), revision)
        return Opened(Library(knowledge, revision), tuple(problems))
    return Opened(stored, tuple(problems))


def _stored(store: KnowledgeStore) -> Library | None:
    try:
        published = store.load()
        if published is None:
            return None
        knowledge = collect(type_document(document) for document in published.documents)
    except (DamagedStoreError, ValidationError):
        return None
    return Library(knowledge, published.revision)
