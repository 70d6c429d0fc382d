"""The knowledge that is served, read from its revisions, and the making of the next one."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime

from cachetools import LRUCache
from sqlalchemy import Connection

from bot import metrics
from bot.loading import loading
from bot.revisions.keeping import StoreKeeper, owner_letters
from bot.state import audit, drafts, revisions
from bot.state.database import Database
from bot.state.outbox import NewPost, add_post
from knowledge.check import Examined, check_together, collect, examine, held
from knowledge.crosscheck import Knowledge
from knowledge.difference import Difference, diff
from knowledge.documents import check_documents
from knowledge.files import Problem, text_digest
from knowledge.library import Library
from knowledge.revisions import Changes, Origin, revision_label
from knowledge.store import KnowledgeStore
from knowledge.tables.contents import TableContents
from knowledge.tables.store import RowStore


def documents_at(
    connection: Connection, tree: Mapping[str, str], known: Mapping[str, Examined]
) -> dict[str, Examined]:
    """The documents of a tree (their digests by path), in path order; only unknown ones are read."""
    found = {
        path: one
        for path, digest in tree.items()
        if ((one := known.get(path)) is not None and one.digest == digest)
        or (one := held(path, digest)) is not None
    }
    unread = [path for path in tree if path not in found]
    # Some at a time: the texts of all would take more memory than what is made of them.
    for start in range(0, len(unread), revisions.AT_ONCE):
        paths = unread[start : start + revisions.AT_ONCE]
        texts = revisions.texts(connection, [tree[path] for path in paths])
        found |= {path: examine(path, texts[tree[path]]) for path in paths}
    return {path: found[path] for path in sorted(tree)}


def knowledge_of(examined: Iterable[Examined], rows: RowStore | None) -> Knowledge:
    """What the documents say that fit the model; `rows` are those of the tables among them."""
    return collect((one.model for one in examined if one.model is not None), rows)


log = logging.getLogger(__name__)

REMEMBERED = 100
"""Differences of the revision that is served from earlier ones: those from which it is asked for."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One revision as it is served: its number, the digest of each document, the snapshot.

    `examined` are the documents by path; what did not change is taken from there for the next.
    """

    number: int
    tree: Mapping[str, str]
    library: Library
    examined: Mapping[str, Examined]
    database: Database
    _since: LRUCache[int, Difference] = field(
        default_factory=lambda: LRUCache(REMEMBERED), compare=False
    )
    _comparing: threading.Lock = field(default_factory=threading.Lock, compare=False)

    def at(self, number: int) -> Library:
        """An earlier revision as a snapshot, of which only what differs from this one is read.

        A document that does not fit the model of today is taken to have been as it is now.
        """
        with self.database.connect() as connection:
            tree = revisions.tree_at(connection, number)
            examined = documents_at(connection, tree, self.examined)
        fitting = (
            one if one.model is not None else self.examined.get(one.path, one)
            for one in examined.values()
        )
        return Library(knowledge_of(fitting, self.library.rows), "", self.library)

    def text(self, path: str) -> str | None:
        """A document as it is in this revision."""
        digest = self.tree.get(path)
        if digest is None:
            return None
        with self.database.connect() as connection:
            return revisions.texts(connection, [digest])[digest]

    def changed_by(self, changes: Changes) -> dict[str, str | None]:
        """The changes of documents whose text they make another one."""
        return {
            path: text
            for path, text in changes.items()
            if self.tree.get(path) != (None if text is None else text_digest(text))
        }

    def since(self, number: int) -> Difference:
        """What changed since an earlier revision; nothing since one that is not served here yet.

        It is compared once, whoever asks, for as long as this revision is served.
        """
        with self._comparing:
            if number >= self.number:
                return Difference((), ())
            if number not in self._since:
                self._since[number] = diff(self.at(number), self.library)
            return self._since[number]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a change would make of a revision; `library` is None where it must not be published."""

    base: Standing
    changes: Changes
    examined: Mapping[str, Examined]
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
        self._keeper = StoreKeeper(store)
        self._rows = RowStore(self._text_of, store.tables)
        self._beside = ThreadPoolExecutor(1, "knowledge")
        self._now = now
        self._lock = threading.Lock()
        self._standing: Standing | None = None
        self._made_at: datetime | None = None
        self._looked_at = time.monotonic()

    @property
    def standing(self) -> Standing:
        """The revision that is served. Raises LookupError before there is one."""
        if self._standing is None:
            raise LookupError("no revision is open")
        return self._standing

    def library(self) -> Library:
        """The snapshot to answer from."""
        return self.standing.library

    def seconds_since_look(self) -> float:
        """How long ago the database last said which revision is the newest, and that was served."""
        return time.monotonic() - self._looked_at

    def refresh(self) -> bool:
        """Serve the newest revision; whether there was one that was not served yet."""
        return self._advance()

    def settle(self) -> None:
        """Wait until what is done beside the serving is done: the store has what it is to have."""
        self._beside.submit(lambda: None).result()

    def prepare(self) -> None:
        """Find what the next check holds documents against, so that nobody's publish waits for it."""
        for one in self.standing.examined.values():
            _ = one.links

    def check(
        self,
        changes: Changes,
        unreadable: Sequence[Problem] = (),
        base: Standing | None = None,
    ) -> Checked:
        """What a revision would be with some changes: fit to publish, or every problem.

        `unreadable` are the problems of files that have no text; the revision is the one that is
        served, or `base`, which was when somebody looked.
        """
        base = base or self.standing
        examined = dict(base.examined)
        for path, text in changes.items():
            if text is None:
                examined.pop(path, None)
            elif base.tree.get(path) != text_digest(text):
                examined[path] = examine(path, text)

        def text_of(path: str) -> str:
            text = changes.get(path)
            return (base.text(path) or "") if text is None else text

        knowledge, problems = check_together(examined.values(), text_of, unreadable)
        library = None
        if not any(problem.severity == "error" for problem in problems):
            for table in knowledge.tables:
                if changes.get(table.path) is not None:
                    # The database has its text only once it is published.
                    self._rows.keep(table, text_of(table.path))
            knowledge = replace(knowledge, rows=self._rows)
            tree = {path: one.digest for path, one in examined.items()}
            library = Library(knowledge, revision_label(base.number + 1, tree), base.library)
        return Checked(base, changes, examined, library, tuple(problems))

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
        Once this returns a number, the revision holds, whatever happens to this process; and those
        whom it makes or unmakes an owner are told.
        """
        if checked.library is None:
            raise ValueError("knowledge with errors is not published")
        changes = checked.base.changed_by(checked.changes)
        if not changes:
            return None
        letters = owner_letters(checked.base.library, checked.library, author, self._now())
        number = self._add(
            checked.base.number, changes, author, origin, reason, draft, tuple(letters)
        )
        self._advance(checked.library)
        return number

    def begin(self, texts: Mapping[str, str], unreadable: Sequence[Problem]) -> tuple[Problem, ...]:
        """Make the first revision out of files, where there is none; gives what is wrong with them."""
        with loading():
            # Kept in a variable: while it is held, nothing is read again to be served.
            _examined, _, problems = check_documents(texts, unreadable)
        if not any(problem.severity == "error" for problem in problems):
            # Several processes may begin at once: one of them makes it, with the same texts or not.
            self._add(0, dict(texts), "files", "files", "Initial knowledge")
            self._advance()
        return tuple(problems)

    def texts(self) -> dict[str, str]:
        """Every document of the revision that is served."""
        tree = self.standing.tree
        with self._database.connect() as connection:
            texts = revisions.texts(connection, tree.values())
        return {path: texts[digest] for path, digest in sorted(tree.items())}

    def _add(
        self,
        base: int,
        changes: Changes,
        author: str,
        origin: Origin,
        reason: str,
        draft: str | None = None,
        letters: Sequence[NewPost] = (),
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
                for letter in letters:
                    add_post(connection, letter)
            return number

    def _advance(self, made: Library | None = None) -> bool:
        """Serve the newest revision; `made` is its snapshot, if it is that of the same documents."""
        with self._lock:
            looked_at = time.monotonic()
            with self._database.connect() as connection:
                number = revisions.newest(connection)
                made_at = revisions.made_at(connection, number) if number else None
                standing = self._standing
                # A database that was restored may have come to the same number another way.
                if number == 0 or (
                    standing and (standing.number, self._made_at) == (number, made_at)
                ):
                    self._looked_at = looked_at
                    return False
                tree = revisions.tree_at(connection, number)
                if standing is None:
                    with loading():
                        stored = self._keeper.load(tree)
                        examined = documents_at(connection, tree, stored)
                else:
                    examined = documents_at(connection, tree, standing.examined)
            revision = revision_label(number, tree)
            for one in examined.values():
                if one.model is None:  # checked by another version of Rolecall
                    raise ValueError(f"revision {number} cannot be served: {one.problems[0]}")
            if made is None or made.revision != revision:
                before = standing.library if standing else None
                made = Library(knowledge_of(examined.values(), self._rows), revision, before)
            self._standing = Standing(number, tree, made, examined, self._database)
            self._made_at = made_at
            self._looked_at = looked_at
            self._beside.submit(self._keep)
        metrics.REVISION.set(number)
        metrics.REVISION_MADE.set(made_at.timestamp() if made_at else 0)
        log.info("knowledge: revision %d is served", number)
        return True

    def _keep(self) -> None:
        standing = self.standing
        self._keeper.keep(standing.library.revision, standing.examined)
        tables = [table.contents for table in standing.library.tables.of_source.values()]
        self._rows.make(tables)

    def _text_of(self, table: TableContents) -> str:
        with self._database.connect() as connection:
            return revisions.texts(connection, [table.digest])[table.digest]
