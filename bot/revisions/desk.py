"""What admins do with the knowledge in Slack: `handlers.curation.deps.Curation`."""

from collections.abc import Callable, Sequence
from datetime import datetime
from operator import attrgetter
from threading import Lock
from typing import Literal

from cachetools import LRUCache, cachedmethod

from bot.revisions.base import Checked, KnowledgeBase
from bot.revisions.sync import FolderSync
from bot.state import audit, conflicts, drafts, revisions
from bot.state.database import Database
from knowledge.difference import Difference, counted, diff
from knowledge.documents import check_documents
from knowledge.editing import EditError
from knowledge.feeds.documents import is_measured
from knowledge.files import Problem
from knowledge.revisions import (
    Applied,
    Changes,
    Conflict,
    Draft,
    Moved,
    Origin,
    Proposal,
    Revision,
    Rewrite,
    conflict_id,
    reason_of,
)
from knowledge.uploads import Refused, UploadedFile, read_upload

TRIES = 5
"""How often someone else may publish in between."""

MOST_COUNTED = 200


class CurationDesk:
    """Drafts, revisions and conflicts, on the state database; who may do what is not asked here."""

    def __init__(
        self,
        database: Database,
        knowledge: KnowledgeBase,
        sync: FolderSync,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._knowledge = knowledge
        self._sync = sync
        self._now = now
        self._counted: LRUCache[object, str] = LRUCache(MOST_COUNTED)
        self._counting = Lock()

    def current(self) -> Revision:
        """See `Curation`."""
        number = self._knowledge.standing.number
        with self._database.connect() as connection:
            return revisions.history(connection, 1, before=number + 1)[0]

    def history(self, most: int) -> tuple[Revision, ...]:
        """See `Curation`."""
        with self._database.connect() as connection:
            return revisions.history(connection, most)

    def difference_of(self, number: int) -> Difference | None:
        """See `Curation`."""
        with self._database.connect() as connection:
            if not 0 < number <= revisions.newest(connection):
                return None
        standing = self._knowledge.standing
        return diff(standing.at(number - 1), standing.at(number))

    @cachedmethod(attrgetter("_counted"), lock=attrgetter("_counting"))
    def counted(self, number: int) -> str:
        """See `Curation`. A revision never changes, so it is counted once."""
        found = self.difference_of(number)
        return counted(found) if found else ""

    def problems(self) -> tuple[Problem, ...]:
        """See `Curation`."""
        return tuple(check_documents(self._knowledge.texts())[2])

    def effect(self, changes: Changes) -> Difference | Refused:
        """See `Curation`."""
        checked = self._check(changes)
        return Refused(checked.problems) if checked.library is None else _difference(checked)

    def edit(self, path: str, edit: Rewrite, by: str, why: str) -> Applied | Refused | None:
        """See `Curation`."""
        for _ in range(TRIES):
            checked = self._edited(path, edit)
            if checked is None:
                return None
            if checked.library is None:
                return Refused(checked.problems)
            number = self._knowledge.publish(checked, author=by, origin="slack", reason=why)
            if number is not None:
                return self._applied(number)
        raise EditError("Someone else is publishing right now. Try again in a minute.")

    def propose_edit(
        self, path: str, edit: Rewrite, by: str, why: str
    ) -> Proposal | Refused | None:
        """See `Curation`."""
        checked = self._edited(path, edit)
        return None if checked is None else self._proposed(checked, by, why)

    def propose(
        self, user: str, changes: Changes, reason: str, origin: Origin = "slack"
    ) -> Proposal | Refused | None:
        """See `Curation`."""
        return self._proposed(self._check(changes), user, reason, origin)

    def propose_upload(
        self, user: str, files: Sequence[UploadedFile], why: str = ""
    ) -> Proposal | Refused | None:
        """See `Curation`."""
        self._knowledge.refresh()
        upload = read_upload(files, self._knowledge.standing.tree.keys())
        if isinstance(upload, Refused):
            return upload
        names = ", ".join(file.name for file in files)
        reason = reason_of(f"Uploaded {names}"[:200], why)
        return self.propose(user, dict(upload.documents), reason)

    def propose_rollback(self, user: str, number: int, why: str = "") -> Proposal | Refused | None:
        """See `Curation`."""
        self._knowledge.refresh()
        with self._database.connect() as connection:
            if not 0 < number < revisions.newest(connection):
                return None
            wanted, now = revisions.tree_at(connection, number), self._knowledge.standing.tree
            paths = sorted(wanted.keys() | now.keys())
            different = [path for path in paths if wanted.get(path) != now.get(path)]
            texts = revisions.texts(connection, [wanted[p] for p in different if p in wanted])
        changes = {path: texts[wanted[path]] if path in wanted else None for path in different}
        reason = reason_of(f"Roll back to revision {number}", why)
        return self.propose(user, changes, reason, "rollback")

    def apply(self, draft: str, user: str) -> Applied | Moved | Refused | None:
        """See `Curation`."""
        with self._database.connect() as connection:
            found = drafts.find(connection, draft)
        if found is None:
            return None
        checked = self._check(found.changes)
        moved = checked.base.number != found.base
        if checked.library is not None and not moved:
            number = self._knowledge.publish(
                checked, author=user, origin=found.origin, reason=found.reason, draft=found.id
            )
            if number is not None:
                return self._applied(number)
        # Somebody else's revision came between, or the same click did it: what would it be now?
        if self.find(draft) is None:
            return None
        again = self.propose(found.author, found.changes, found.reason, found.origin)
        self.discard(draft, user)
        return again if isinstance(again, Refused) else Moved(again)

    def find(self, draft: str) -> Draft | None:
        """See `Curation`."""
        with self._database.connect() as connection:
            return drafts.find(connection, draft)

    def discard(self, draft: str, user: str) -> bool:
        """See `Curation`."""
        with self._database.begin() as connection:
            gone = drafts.discard(connection, draft)
            if gone:
                audit.note(connection, self._now(), user, "discard", f"draft {draft}")
            return gone

    def file_problems(self) -> tuple[Problem, ...]:
        """See `Curation`."""
        return self._sync.problems

    def conflicts(self) -> tuple[Conflict, ...]:
        """See `Curation`."""
        standing = self._knowledge.standing
        with self._database.connect() as connection:
            open = conflicts.unsettled(connection)
        # It is another conflict once the document has moved again, and none where both became one.
        return tuple(
            Conflict(conflict_id(path, text, now), path, text, now, standing.number)
            for path, text in open
            if text != (now := standing.text(path))
        )

    def settle(
        self, conflict: str, take: Literal["file", "current"], user: str
    ) -> Applied | Refused | None:
        """See `Curation`."""
        self._knowledge.refresh()
        found = next((one for one in self.conflicts() if one.id == conflict), None)
        if found is None:
            return None
        applied: Applied | None = None
        if take == "file":
            checked = self._check({found.path: found.file_text})
            if checked.library is None:
                return Refused(checked.problems)
            # Whoever decided has not seen what came since.
            if checked.base.number != found.revision:
                return None
            reason = f"The file's version of {found.path}"
            number = self._knowledge.publish(checked, author=user, origin="slack", reason=reason)
            if number is None:
                return None
            applied = self._applied(number)
        with self._database.begin() as connection:
            now = self._now()
            # Where the document moved again, the folder may not have been looked at since.
            conflicts.note(connection, found.id, found.path, found.file_text, now)
            if conflicts.settle(connection, found.id, take):
                audit.note(connection, now, user, "settle", found.path, f"took {take}")
        return applied

    def _check(self, changes: Changes) -> Checked:
        self._knowledge.refresh()
        return self._knowledge.check(changes)

    def _edited(self, path: str, edit: Rewrite) -> Checked | None:
        """The newest revision with one document edited; None where the edit changes nothing."""
        self._knowledge.refresh()
        base = self._knowledge.standing
        text = base.text(path)
        if text is None:
            raise EditError(f"There is no {path} any more.")
        if is_measured(path):
            raise EditError(f"Rolecall writes {path} itself, from feeds: it can't be edited.")
        edited = edit(text)
        return None if edited == text else self._knowledge.check({path: edited}, base=base)

    def _proposed(
        self, checked: Checked, user: str, reason: str, origin: Origin = "slack"
    ) -> Proposal | Refused | None:
        if checked.library is None:
            return Refused(checked.problems)
        if not checked.base.changed_by(checked.changes):
            return None
        with self._database.begin() as connection:
            now, base = self._now(), checked.base.number
            draft = drafts.keep(connection, base, user, origin, reason, checked.changes, now)
        return Proposal(draft, _difference(checked), checked.problems)

    def _applied(self, number: int) -> Applied:
        with self._database.connect() as connection:
            return Applied(revisions.history(connection, 1, before=number + 1)[0])


def _difference(checked: Checked) -> Difference:
    if checked.library is None:
        raise ValueError("a change with errors makes no difference")
    return diff(checked.base.library, checked.library)
