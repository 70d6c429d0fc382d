"""Noticing what changes while we run, and telling people of it: admins what they have to look at, owners what is due."""

import hashlib
import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from bot.delivery.notices import Notices
from bot.revisions.base import KnowledgeBase
from bot.revisions.folder import ToldProblems
from bot.revisions.sync import FolderSync, Synced
from bot.state.reports import Reports
from handlers.errors import UnavailableError, log_failure
from handlers.views.curation.freshness import reminder_message
from handlers.views.curation.reports import report_message
from handlers.views.formatting import Message
from handlers.views.words import ViewContext
from knowledge.difference import diff, difference_lines
from knowledge.digest.subscription import period_of
from knowledge.files import Problem
from knowledge.freshness import StaleItem, due
from knowledge.revisions import Conflict


class Teller:
    """Direct messages to those who keep the knowledge; processes that tell the same tell it once."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        notices: Notices,
        reports: Reports,
        admins: Callable[[], tuple[str, ...]],
        now: Callable[[], datetime],
        problems: ToldProblems,
    ) -> None:
        self._knowledge = knowledge
        self._notices = notices
        self._reports = reports
        self._admins = admins
        self._now = now
        self._problems = problems
        self._told: set[str] = set()

    def tell(self, synced: Synced) -> None:
        """What a look at the folder led to, as far as somebody has to act on it."""
        self._tell_problems(synced)
        for conflict in synced.clashing:
            self._to_admins(f"conflict:{conflict.id}", self._conflict(conflict))

    def pass_on(self) -> None:
        """Readers' reports of which nobody could be told when they came: to admins."""
        if any(not report.owners for report in self._reports.open()):
            self._reports.pass_on(
                self._admins(), lambda report: report_message(report, (), self._context())
            )

    def remind(self) -> None:
        """Once a week: to each owner what of theirs is due; to admins what nobody keeps."""
        today = self._now().date()
        of: defaultdict[str | None, list[StaleItem]] = defaultdict(list)
        for item in due(self._knowledge.library(), today):
            of[item.owner].append(item)
        week = period_of(today)
        for owner, items in of.items():
            message = reminder_message(items, self._context())
            for person in (owner,) if owner else self._admins():
                self._once(f"reminder:{owner or 'nobody'}:{person}:{week}", person, message)

    def _tell_problems(self, synced: Synced) -> None:
        """What is wrong with the files; and who was told of it hears once that it is mended."""
        told = self._problems.load()
        if not synced.is_read or not (told or synced.problems):
            return
        admins = self._admins()
        if not admins:  # Slack does not say now who they are: the next look tells them
            return
        key = _key(synced.problems) if synced.problems else ""
        # Loaded where there is something to tell, long after the start.
        from handlers.views.curation.state import mended_message, problems_message

        if told and told != key:
            message = (
                None
                if synced.problems
                else mended_message(synced.published, synced.clashing, self._context())
            )
            for admin in admins:
                self._notices.over(f"{told}:{admin}", admin, message)
                self._told.discard(f"{told}:{admin}")
        if synced.problems:
            self._to_admins(key, problems_message(synced.problems))
        self._problems.save(key)

    def _to_admins(self, key: str, message: Message) -> None:
        for admin in self._admins():
            self._once(f"{key}:{admin}", admin, message)

    def _once(self, key: str, person: str, message: Message) -> None:
        # What this process has told already need not be asked of the database at every look.
        if key not in self._told:
            self._notices.once(key, person, message)
            self._told.add(key)

    def _conflict(self, conflict: Conflict) -> Message:
        now = self._knowledge.library()
        checked = self._knowledge.check({conflict.path: conflict.file_text})
        lines = (
            ["The file's version has errors: see `rolecall check`."]
            if checked.library is None
            else list(difference_lines(diff(now, checked.library)))
        )
        from handlers.views.curation.state import conflict_message

        return conflict_message(conflict, lines, self._context())

    def _context(self) -> ViewContext:
        return ViewContext(self._knowledge.library(), self._now().date())


def _key(problems: Sequence[Problem]) -> str:
    told = "\n".join(map(str, problems))
    return f"problems:{hashlib.sha256(told.encode()).hexdigest()}"


log = logging.getLogger(__name__)

REFRESH_SECONDS = 2.0
"""How often every process asks whether there is a newer revision; it must serve it within five."""

POLL_SECONDS = 30.0
"""How often the folder is read although nothing was heard: some file systems tell nobody."""

SOON_AGAIN = 5.0
"""How soon the folder is looked at again where the database was away: an edit may be waiting."""

STOP_MILLISECONDS = 500
"""How long until the watcher notices that it is to end, or that the folder is another."""


class Watch:
    """Keeps a process on the newest revision, and the knowledge in step with the folder."""

    def __init__(
        self,
        content: Path,
        knowledge: KnowledgeBase,
        sync: FolderSync,
        teller: Teller,
        prepare: Callable[[], None] = lambda: None,
    ) -> None:
        """`prepare` is done once, a moment after the start, beside answers."""
        self._prepare = prepare
        self._content = content
        self._knowledge = knowledge
        self._sync = sync
        self._teller = teller
        self._stopping = threading.Event()
        self._touched = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin to watch, until `stop` or the end of the process."""
        for work in (self._refresh, self._listen, self._look):
            thread = threading.Thread(target=work, name=work.__name__, daemon=True)
            thread.start()
            self._threads.append(thread)

    def lives(self) -> bool:
        """Whether none of its threads has died, which nothing but a new process would mend."""
        return all(thread.is_alive() for thread in self._threads)

    def stop(self) -> None:
        """End; what is being published is finished."""
        self._stopping.set()
        self._touched.set()
        for thread in self._threads:
            thread.join()

    def _refresh(self) -> None:
        if not self._stopping.wait(REFRESH_SECONDS):
            self._prepare()
        while not self._stopping.wait(REFRESH_SECONDS):
            try:
                self._knowledge.refresh()
            except UnavailableError:
                # The database's log says so once; what is served stays.
                continue
            except Exception as error:  # noqa: BLE001 — what is served stays; the next look tries again
                log_failure(error, "refresh")

    def _listen(self) -> None:
        """Any event only says that it is time to look: what changed is told by the contents."""
        while not self._stopping.wait(STOP_MILLISECONDS / 1_000):
            try:
                self._hear(self._identity())
            except (OSError, RuntimeError) as error:
                log.warning("files are looked at every %.0f s: %s", POLL_SECONDS, error)
                self._stopping.wait(POLL_SECONDS)

    def _hear(self, folder: tuple[int, int] | None) -> None:
        """Listen until the folder is gone or replaced: nothing would be heard of the new one."""
        if folder is None:
            return
        # Loaded beside the start, on the thread that listens.
        from watchfiles import watch

        events = watch(
            self._content,
            stop_event=self._stopping,
            rust_timeout=STOP_MILLISECONDS,
            yield_on_timeout=True,
        )
        # It may have come after the last look, whole.
        self._touched.set()
        for changes in events:
            if changes:
                self._touched.set()
            if self._identity() != folder:
                self._touched.set()
                return

    def _identity(self) -> tuple[int, int] | None:
        """Which folder it is that has this path; None where none has."""
        try:
            found = self._content.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _look(self) -> None:
        while not self._stopping.is_set():
            seconds = POLL_SECONDS
            try:
                self._teller.tell(self._sync.sync())
                self._teller.remind()
                self._teller.pass_on()
            except UnavailableError:
                seconds = SOON_AGAIN
            except Exception as error:  # noqa: BLE001 — the next look tries again
                log_failure(error, "files")
            self._touched.wait(seconds)
            self._touched.clear()
