"""The knowledge that is served, and the making of its next revision."""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import Connection

from bot import metrics
from bot.state import audit, drafts, revisions
from bot.state.database import Database
from knowledge.check import collect, type_document
from knowledge.documents import check_documents, parse_documents
from knowledge.files import Document, Problem, text_digest
from knowledge.library import Library
from knowledge.revisions import Changes, Origin, revision_label
from knowledge.store import DamagedStoreError, KnowledgeStore

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """One revision as it is served: its number, the digest of each document, the snapshot."""

    number: int
    tree: Mapping[str, str]
    library: Library


@dataclass(frozen=True, slots=True)
class Checked:
    """What a change would make of a revision; `library` is None where it must not be published."""

    base: Standing
    changes: Changes
    library: Library | None
    problems: tuple[Problem, ...]


class KnowledgeBase:
    """Serves the newest revision, whoever made it; threads share it, processes have their own.

    What is served is swapped as a whole. The TinyDB store keeps the last of it for the next start.
    """

    def __init__(
        self, database: Database, store: KnowledgeStore, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._store = store
        self._now = now
        self._lock = threading.Lock()
        self._parsed: dict[str, Document] = {}
        self._standing: Standing | None = None

    @property
    def standing(self) -> Standing:
        """The revision that is served. Raises LookupError before there is one."""
        if self._standing is None:
            raise LookupError("no revision is open")
        return self._standing

    def library(self) -> Library:
        """The snapshot to answer from."""
        return self.standing.library

    def refresh(self) -> bool:
        """Serve the newest revision; whether there was one that was not served yet."""
        with self._lock:
            with self._database.connect() as connection:
                number = revisions.newest(connection)
                if number == 0 or (self._standing and self._standing.number == number):
                    return False
                tree = revisions.tree_at(connection, number)
                self._standing = self._stored(number, tree) or self._read(connection, number, tree)
            metrics.REVISION.set(number)
            log.info("knowledge: revision %d is served", number)
            return True

    def check(self, changes: Changes) -> Checked:
        """What the current revision would be with some changes: fit to publish, or every problem."""
        base = self.standing
        with self._database.connect() as connection:
            texts = self._texts(connection, base.tree)
        after = {path: text for path, text in {**texts, **changes}.items() if text is not None}
        documents, knowledge, problems = check_documents(after, known=self._parsed)
        self._remember(documents)
        if any(problem.severity == "error" for problem in problems):
            return Checked(base, changes, None, tuple(problems))
        tree = {path: text_digest(text) for path, text in after.items()}
        library = Library(knowledge, revision_label(base.number + 1, tree))
        return Checked(base, changes, library, tuple(problems))

    def publish(
        self,
        checked: Checked,
        *,
        author: str,
        origin: Origin,
        reason: str,
        draft: str | None = None,
    ) -> int | None:
        """Make the revision that was checked; None where another came between, or nothing differs.

        With a draft, it goes in the same moment; None too where somebody applied or discarded it.
        Once this returns a number, the revision holds, whatever happens to this process.
        """
        if checked.library is None:
            raise ValueError("knowledge with errors is not published")
        tree = checked.base.tree
        changes = {
            path: text
            for path, text in checked.changes.items()
            if tree.get(path) != (None if text is None else text_digest(text))
        }
        if not changes:
            return None
        number = self._add(checked.base.number, changes, author, origin, reason, draft)
        self.refresh()
        return number

    def begin(self, texts: Mapping[str, str], unreadable: Sequence[Problem]) -> tuple[Problem, ...]:
        """Make the first revision out of files, where there is none; gives what is wrong with them."""
        documents, _, problems = check_documents(texts, unreadable)
        if not any(problem.severity == "error" for problem in problems):
            self._remember(documents)
            # Several processes may begin at once: one of them makes it, with the same texts or not.
            self._add(0, dict(texts), "files", "files", "The first knowledge")
            self.refresh()
        return tuple(problems)

    def texts(self) -> dict[str, str]:
        """Every document of the revision that is served."""
        with self._database.connect() as connection:
            return self._texts(connection, self.standing.tree)

    def _add(
        self,
        base: int,
        changes: Changes,
        author: str,
        origin: Origin,
        reason: str,
        draft: str | None = None,
    ) -> int | None:
        with self._database.begin() as connection:
            at = self._now()
            if draft is not None and not drafts.hold(connection, draft):
                return None
            number = revisions.add(
                connection, base, changes, at=at, author=author, origin=origin, reason=reason
            )
            if number is not None:
                audit.note(connection, at, author, "publish", f"revision {number}", reason)
                if draft is not None:
                    drafts.discard(connection, draft)
            return number

    def _stored(self, number: int, tree: Mapping[str, str]) -> Standing | None:
        """The revision out of the store, where the store holds just that."""
        try:
            published = self._store.load()
            if published is None or published.revision != revision_label(number, tree):
                return None
            models = [type_document(document) for document in published.documents]
        except (DamagedStoreError, ValidationError, OSError):
            return None
        return Standing(number, tree, Library(collect(models), published.revision))

    def _read(self, connection: Connection, number: int, tree: Mapping[str, str]) -> Standing:
        """The revision out of the state database; the store keeps it for the next start.

        It was checked before it was published.
        """
        documents, _ = parse_documents(self._texts(connection, tree), self._parsed)
        self._remember(documents)
        revision = revision_label(number, tree)
        try:
            self._store.publish(documents, revision)
        except OSError as error:  # a full disk makes the next start slower, and nothing worse
            log.warning("knowledge: the store cannot be written: %s", error.strerror)
        knowledge = collect(type_document(document) for document in documents)
        return Standing(number, tree, Library(knowledge, revision))

    def _texts(self, connection: Connection, tree: Mapping[str, str]) -> dict[str, str]:
        texts = revisions.texts(connection, tree.values())
        return {path: texts[digest] for path, digest in sorted(tree.items())}

    def _remember(self, documents: Iterable[Document]) -> None:
        """What was read need not be read again while its text is the same."""
        self._parsed = {document.path: document for document in documents}
