"""Work after the acknowledgement, on threads of our own.

Bolt's pool has five threads: a few slow calls of Slack's API would hold up acknowledgements.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from handlers.errors import apology, log_failure

log = logging.getLogger(__name__)

THREADS = 16


class ThreadBackground:
    """Runs work soon and beside; a failure is logged, and told to whoever waits for it."""

    def __init__(self, threads: int = THREADS) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="after-ack")

    def __call__(self, work: Callable[[], object], apologise: Callable[[str], object]) -> None:
        """Do the work soon; if it fails, apologise with a reference that stands in the log."""
        self._pool.submit(self._run, work, apologise)

    def close(self) -> None:
        """Finish what was begun, and take nothing more."""
        self._pool.shutdown(wait=True)

    def _run(self, work: Callable[[], object], apologise: Callable[[str], object]) -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 — the last place where a failure can be told
            reference = log_failure(error, "work after an acknowledgement")
            try:
                apologise(apology(reference))
            except Exception as unheard:  # noqa: BLE001 — Slack may be what failed
                log.warning("ref=%s could not be told: %s", reference, type(unheard).__name__)
