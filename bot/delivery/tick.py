"""The tick: every half minute, on every machine, what is due is written and what is ready is posted."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from bot.background import Ticker
from bot.delivery.courier import Courier
from bot.delivery.due import Due
from handlers.errors import UnavailableError, log_failure

WHEN_UNAVAILABLE = 5
"""Seconds until a round goes on for which the database was away."""

LONGEST_ROUND = 20.0
"""How long a round waits for what will be ready soon, before it leaves that to the next tick."""


class Delivery(Ticker):
    """Everything that is due, done in rounds; it makes no difference how many of these there are."""

    def __init__(
        self,
        due: Due,
        courier: Courier,
        now: Callable[[], datetime],
        after_round: Callable[[], object],
    ) -> None:
        """`after_round` is done when a round has ended, before the next tick."""
        super().__init__(self._round_or_log)
        self._due = due
        self._courier = courier
        self._now = now
        self._after_round = after_round
        self._is_round = False
        self._ended_at = time.monotonic()

    def round(self) -> None:
        """Write and post until nothing is ready, nor will be in the next seconds."""
        while self.going:
            # Nearly every round finds nothing to do: no thread is begun to find that out.
            if self._due.is_due() or self._courier.is_due():
                self._write_and_post()
            if not self._wait_for_more():
                return

    def _write_and_post(self) -> None:
        # Side by side: when thousands are due in one minute, writing takes its time too.
        with ThreadPoolExecutor(1, thread_name_prefix="due") as writer:
            written = writer.submit(self._write)
            self._courier.deliver(self.stopping, written.done)
            written.result()

    def _write(self) -> None:
        while self.going:
            begun = time.monotonic()
            if not self._due.write():
                return
            # On SQLite whoever posts waits for whoever writes: as long again belongs to them.
            self.stopping.wait(time.monotonic() - begun)

    def _wait_for_more(self) -> bool:
        """Whether something is ready, or was about to be."""
        next_due = self._courier.next_due()
        if next_due is None:
            return False
        seconds = (next_due - self._now()).total_seconds()
        if seconds > LONGEST_ROUND:
            return False
        return not self.stopping.wait(max(0.0, seconds))

    def seconds_without_round(self) -> float:
        """How long ago the last round ended, or ticking began; 0 while one is under way."""
        return 0.0 if self._is_round else time.monotonic() - self._ended_at

    def _round_or_log(self) -> None:
        self._is_round = True
        try:
            while not self._done():
                self.stopping.wait(WHEN_UNAVAILABLE)
        except Exception as error:  # noqa: BLE001 — the next tick tries again
            log_failure(error, "round")
        finally:
            self._ended_at = time.monotonic()
            self._is_round = False

    def _done(self) -> bool:
        """Do a round; False where the database is away (whose log says so, once), and is missed."""
        try:
            self.round()
            self._after_round()
        except UnavailableError:
            return not self.going
        return True
