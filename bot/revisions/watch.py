"""Noticing what changes while we run: edited files here, new revisions of other machines."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from bot.revisions.base import KnowledgeBase
from bot.revisions.sync import FolderSync
from bot.revisions.telling import Teller
from handlers.errors import UnavailableError, log_failure

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
