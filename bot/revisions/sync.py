"""Edited files become revisions; what must not be published is told, and changes nothing."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.revisions.base import KnowledgeBase, Standing
from bot.revisions.folder import (
    Compared,
    FolderBase,
    LastLook,
    Tree,
    compare,
    to_compare_with,
)
from bot.state import conflicts, revisions
from bot.state.database import Database
from knowledge.documents import read_documents
from knowledge.files import Problem, text_digest
from knowledge.revisions import Conflict, conflict_id

log = logging.getLogger(__name__)

TRIES = 10
"""How often another revision may come between before we leave the rest to the next look."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What a look at the folder led to."""

    published: int | None = None
    problems: tuple[Problem, ...] = ()
    clashing: tuple[Conflict, ...] = ()
    behind: tuple[str, ...] = ()
    is_read: bool = True
    """Whether it was looked through to the end: others may publish all the time."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """The files that were written or removed, and those that were left for their own edits."""

    written: tuple[str, ...]
    left: tuple[str, ...]


class FolderSync:
    """The content folder of one machine, kept in step with the knowledge.

    `problems` are those of the files as they were last read.
    """

    def __init__(
        self,
        content: Path,
        base: FolderBase,
        knowledge: KnowledgeBase,
        database: Database,
        now: Callable[[], datetime],
    ) -> None:
        self._content = content
        self._base = base
        self._knowledge = knowledge
        self._database = database
        self._now = now
        self._lock = threading.Lock()
        self._clashing: dict[str, str] = {}
        self.problems: tuple[Problem, ...] = ()

    def sync(self, author: str = "files", reason: str = "Edited files") -> Synced:
        """Look at the folder, and publish what was edited in it."""
        with self._lock:
            documents, unreadable = read_documents(self._content)
            if _errors(unreadable):
                return self._refused(self._every_problem(documents, unreadable))
            tree = {path: text_digest(text) for path, text in documents.items()}
            for _ in range(TRIES):
                synced = self._try(documents, tree, author, reason)
                if synced is not None:
                    return synced
            log.warning("knowledge: other changes keep being published; the files wait")
            return Synced(is_read=False)

    def pull(self) -> Pulled:
        """Bring the files that are behind up to date; edited ones and clashes stay as they are."""
        with self._lock:
            self._knowledge.refresh()
            documents, unreadable = read_documents(self._content)
            texts = self._knowledge.texts()
            tree = {path: text_digest(text) for path, text in documents.items()}
            standing = self._knowledge.standing
            compared, base = self._compare(tree, self._base.load(), standing)
            broken = {problem.path for problem in unreadable}
            written = sorted(path for path in compared.behind if path not in broken)
            for path in written:
                _write(self._content / path, texts.get(path))
            for path in written:
                tree.pop(path, None)
            tree |= {path: text_digest(texts[path]) for path in written if path in texts}
            unsettled = compared.clashing | compared.edited
            kept = to_compare_with(tree, base, standing.tree, compared, unsettled)
            self._base.save(LastLook(kept, standing.library.revision))
            return Pulled(tuple(written), tuple(sorted(unsettled)))

    def _try(
        self, documents: Mapping[str, str], tree: Mapping[str, str], author: str, reason: str
    ) -> Synced | None:
        """One attempt; None where another revision came between."""
        self._knowledge.refresh()
        standing = self._knowledge.standing
        last = self._base.load()
        compared, base = self._compare(tree, last, standing)
        number = None
        if compared.edited:
            checked = self._knowledge.check({path: documents.get(path) for path in compared.edited})
            # What was an edit may be a clash in a revision that another thread has come to meanwhile.
            if checked.base is not standing:
                return None
            if checked.library is None:
                return self._refused(checked.problems)
            number = self._knowledge.publish(checked, author=author, origin="files", reason=reason)
            if number is None:
                return None
            log.info("knowledge: revision %d from edited files", number)
        clashing = self._note_conflicts(documents, compared, standing)
        unsettled = {conflict.path for conflict in clashing}
        kept = to_compare_with(tree, base, standing.tree, compared, unsettled)
        look = LastLook(kept, self._knowledge.standing.library.revision)
        if look != last:
            self._base.save(look)
        self.problems = ()
        return Synced(number, (), clashing, tuple(sorted(compared.behind)))

    def _every_problem(
        self, documents: Mapping[str, str], unreadable: Sequence[Problem]
    ) -> Sequence[Problem]:
        """Those of the edited files beside the ones that cannot be read.

        A file that cannot be read is not one that was deleted, and who knows what others are.
        """
        self._knowledge.refresh()
        tree = {path: text_digest(text) for path, text in documents.items()}
        compared, _ = self._compare(tree, self._base.load(), self._knowledge.standing)
        edited = {path: documents[path] for path in compared.edited if path in documents}
        return self._knowledge.check(edited, unreadable).problems

    def _compare(
        self, tree: Tree, last: LastLook | None, standing: Standing
    ) -> tuple[Compared, Tree | None]:
        """What the differences mean; and the base, where the last look was at this past."""
        with self._database.connect() as connection:

            def was_current(path: str, digest: str | None) -> bool:
                return digest in revisions.digests_of(connection, path)

            def last_origin(path: str) -> revisions.Origin | None:
                change = revisions.last_change(connection, path)
                return None if change is None else change[1]

            same_past = (
                last is None
                or last.revision == standing.library.revision
                or revisions.has(connection, last.revision)
            )
            base = None if last is None else last.tree
            compared = compare(
                tree, base, standing.tree, was_current, last_origin, same_past=same_past
            )
            return compared, base if same_past else None

    def _note_conflicts(
        self, documents: Mapping[str, str], compared: Compared, standing: Standing
    ) -> tuple[Conflict, ...]:
        """The clashes that nobody has settled; one settled for the current text is one no more."""
        if not compared.clashing:
            return ()
        found: list[Conflict] = []
        with self._database.begin() as connection:
            for path in sorted(compared.clashing):
                text, digest = documents.get(path), standing.tree.get(path)
                current = revisions.texts(connection, [digest])[digest] if digest else None
                id = conflict_id(path, text, current)
                before = self._clashing.get(path)
                self._clashing[path] = id
                if conflicts.note(connection, id, path, text, self._now(), before):
                    found.append(Conflict(id, path, text, current, standing.number))
        return tuple(found)

    def _refused(self, problems: Sequence[Problem]) -> Synced:
        for problem in problems:
            log.warning("knowledge: %s", problem)
        self.problems = tuple(problems)
        return Synced(problems=self.problems)


def _errors(problems: Sequence[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _write(path: Path, text: str | None) -> None:
    """Replace a file as a whole, or remove it."""
    if text is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    # Line ends stay as they are: a byte that differs is an edit.
    beside.write_bytes(text.encode())
    beside.replace(path)
