"""What admins do with the knowledge in Slack: `handlers.curation.deps.Curation`."""

import logging
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
    conflict_id,
    reason_of,
)
from knowledge.uploads import Refused, UploadedFile, read_upload

log = logging.getLogger(__name__)

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

    def texts(self) -> dict[str, str]:
        """See `Curation`."""
        return self._knowledge.texts()

    def propose(
        self, user: str, changes: Changes, reason: str, origin: Origin = "slack"
    ) -> Proposal | Refused:
        """See `Curation`."""
        checked = self._check(changes)
        if checked.library is None:
            return Refused(checked.problems)
        with self._database.begin() as connection:
            now = self._now()
            base = checked.base.number
            draft = drafts.keep(connection, base, user, origin, reason, changes, now)
        return _proposal(draft, checked)

    def propose_upload(
        self, user: str, files: Sequence[UploadedFile], why: str = ""
    ) -> Proposal | Refused:
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
                with self._database.connect() as connection:
                    return Applied(revisions.history(connection, 1, before=number + 1)[0])
        # Somebody else's revision came between, or the same click did it: what would it be now?
        if not self._still_there(draft):
            return None
        again = self.propose(found.author, found.changes, found.reason, found.origin)
        self.discard(draft, user)
        return Moved(again) if isinstance(again, Proposal) else again

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
        number = self._knowledge.standing.number
        with self._database.connect() as connection:
            open = conflicts.unsettled(connection)
        # It is another conflict once the document has moved again, and none where both became one.
        return tuple(
            Conflict(conflict_id(path, text, now), path, text, now, number)
            for path, text in open
            if text != (now := self._knowledge.text(path))
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
            reason = f"The file's version of {found.path}"
            proposal = self.propose(user, {found.path: found.file_text}, reason)
            if isinstance(proposal, Refused):
                return proposal
            # Whoever decided has not seen what came since.
            if proposal.draft.base != found.revision:
                self.discard(proposal.draft.id, user)
                return None
            outcome = self.apply(proposal.draft.id, user)
            if not isinstance(outcome, Applied):
                return None
            applied = outcome
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

    def _still_there(self, draft: str) -> bool:
        with self._database.connect() as connection:
            return drafts.find(connection, draft) is not None


def _proposal(draft: Draft, checked: Checked) -> Proposal:
    if checked.library is None:
        raise ValueError("a change with errors is no proposal")
    found = diff(checked.base.library, checked.library)
    return Proposal(draft, found, checked.problems)
