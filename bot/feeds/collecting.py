"""The collector: every feed is read once in its interval, however many machines look after it."""

import logging
import threading
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot import metrics
from bot.background import Ticker
from bot.feeds.hosts import asked_until, host_of, next_try
from bot.feeds.storing import keep, keep_unchanged
from bot.feeds.visits import Failed, Read, Unchanged, Visit, Visitor
from bot.fetching.fetcher import Fetcher
from bot.state import feeds as state
from bot.state import job_ads
from bot.state.database import Database
from bot.state.feeds import Claimed
from handlers.errors import UnavailableError, log_failure
from handlers.views.feeds.paused import paused_message
from handlers.views.formatting import Message
from knowledge.feeds.model import Feed

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Visits at a time, each to another host: what they bring is read one at a time anyway."""

LEASE = 900.0
"""Seconds for a visit with all its pages; after that another machine takes the feed up."""

LOOK = 0.1
"""Seconds until a round notices that it is to end."""

MONTH = timedelta(days=30)
"""A feed that failed for so long is given up."""

TOO_MANY = 429

GONE = "is gone for good, says its site"
FOR_A_MONTH = "couldn't be read for a month"
OUR_FAULT = "can't be read: something went wrong here, and the log says what"

Tell = Callable[[Connection, str, str, Message], None]
"""Tells a person of a team something, within a transaction: `Notices.within`."""


class Collector(Ticker):
    """Reads feeds when they are due; threads, processes and machines share the work by leases."""

    def __init__(
        self,
        database: Database,
        fetcher: Fetcher,
        visit: Visitor,
        feeds: Callable[[], Mapping[str, Feed]],
        now: Callable[[], datetime],
        tell: Tell,
        admins: Callable[[], Collection[str]],
        after_round: Callable[[Callable[[], bool]], object] = lambda _: None,
    ) -> None:
        """`feeds` are those of the served revision, by id; of one without an owner `admins` are told.

        `after_round` is done when a round has ended that has read something; it is told whether to go on.
        """
        super().__init__(self._round_or_log)
        self._database = database
        self._fetcher = fetcher
        self._visit = visit
        self._feeds = feeds
        self._now = now
        self._tell = tell
        self._admins = admins
        self._after_round = after_round
        self._claiming = threading.Lock()
        self._held: dict[str, Claimed] = {}
        self._rounds = threading.Lock()

    def stop(self) -> None:
        """End at once: what isn't read yet is left to the others, or to the next start."""
        self.stopping.set()
        with self._claiming:
            held = tuple(self._held.values())
        try:
            for claimed in held:
                with self._database.begin() as connection:
                    state.release(connection, claimed)
        except UnavailableError:
            pass  # their leases run out
        super().stop()

    def round(self) -> int:
        """Read all that is due; gives how many feeds were. A second round waits for the first to end."""
        with self._rounds:
            return self._round()

    def _round(self) -> int:
        feeds = self._feeds()
        enabled = {id: feed for id, feed in feeds.items() if feed.enabled}
        now = self._now()
        with self._database.connect() as connection:
            changes = state.unlike(connection, feeds.values(), now)
        if changes:
            with self._database.begin() as connection:
                state.follow(connection, changes)
        with self._database.connect() as connection:
            due = state.how_many_due(connection, enabled, now) if enabled else 0
        done = self._read_all(enabled, min(due, AT_ONCE))
        if done and self.going:
            self._after_round(lambda: self.going)
        return done

    def _read_all(self, feeds: Mapping[str, Feed], at_once: int) -> int:
        """Read side by side what is due, of a host one after the other.

        (Whoever reads of a host goes on with it; nobody waits for a visit at the end of a process.)
        """
        hosts = {id: host_of(feed) for id, feed in feeds.items()}
        done: list[str] = []
        errors: list[UnavailableError] = []

        def work() -> None:
            try:
                while self.going and (claimed := self._claim(hosts)):
                    self._read(claimed, feeds)
                    done.append(claimed.id)
            except UnavailableError as error:
                errors.append(error)

        threads = [threading.Thread(target=work, name="feeds", daemon=True) for _ in range(at_once)]
        for thread in threads:
            thread.start()
        for thread in threads:
            while thread.is_alive() and self.going:
                thread.join(LOOK)
        if errors:
            raise errors[0]
        return len(done)

    def _claim(self, hosts: Mapping[str, str]) -> Claimed | None:
        with self._claiming:
            if self.stopping.is_set():
                return None
            with self._database.begin() as connection:
                claimed = state.claim_due(connection, hosts, self._now(), LEASE)
            if claimed is not None:
                self._held[claimed.id] = claimed
            return claimed

    def _read(self, claimed: Claimed, feeds: Mapping[str, Feed]) -> None:
        feed = feeds[claimed.id]
        visit = self._visited(claimed, feed)
        if self.stopping.is_set():
            return
        try:
            self._store(claimed, feeds, visit)
        except UnavailableError:
            raise
        except Exception as error:  # noqa: BLE001 — what cannot be kept costs one feed one try
            log_failure(error, "feed")
            self._store(claimed, feeds, visit := Failed(OUR_FAULT))
        finally:
            self._held.pop(claimed.id, None)
        if isinstance(visit, Failed):
            log.info("feed %s %s", feed.id, visit.words)
        outcome = type(visit).__name__.lower()
        metrics.FEEDS.labels(kind=feed.kind, outcome=outcome).inc()

    def _visited(self, claimed: Claimed, feed: Feed) -> Visit:
        """What a feed gives; one that has moved for a while is asked for where it is."""
        if claimed.moved_to and feed.address:
            feed = feed.model_copy(update={"address": claimed.moved_to})
        known: Collection[str] = ()
        if feed.brings_ads:
            with self._database.connect() as connection:
                known = job_ads.known_ads(connection, feed.id)
        try:
            return self._visit(self._fetcher, feed, claimed.validators, known)
        except Exception as error:  # noqa: BLE001 — costs one feed one try
            log_failure(error, "feed")
            return Failed(OUR_FAULT)

    def _store(self, claimed: Claimed, feeds: Mapping[str, Feed], visit: Visit) -> None:
        """Keep what a visit gave, as long as the feed is still ours."""
        feed = feeds[claimed.id]
        paused_for, people = self._pause(claimed, feed, visit)
        with self._database.begin() as connection:
            if not state.hold(connection, claimed):
                return
            match visit:
                case Read():
                    keep(connection, claimed, feed, visit, self._now)
                case Unchanged():
                    keep_unchanged(connection, claimed, feed, visit, self._now())
                case Failed():
                    now = self._now()
                    next_at = next_try(feed, now, claimed.failures, visit.retry_after)
                    state.note_failed(connection, claimed, now, next_at, visit.words, paused_for)
                    if visit.status == TOO_MANY:
                        others = [one.id for one in feeds.values() if host_of(one) == host_of(feed)]
                        state.postpone(connection, others, asked_until(now, visit.retry_after))
                    for person in people:
                        message = paused_message(feed.name, paused_for or visit.words)
                        self._tell(connection, "", person, message)

    def _pause(
        self, claimed: Claimed, feed: Feed, visit: Visit
    ) -> tuple[str | None, Collection[str]]:
        """Why no more is asked for, and who is told. Not before someone can be."""
        if not isinstance(visit, Failed):
            return None, ()
        since = claimed.failing_since
        if visit.is_gone:
            why = GONE
        elif since is not None and self._now() - since >= MONTH:
            why = f"{FOR_A_MONTH}: it {visit.words}"
        else:
            return None, ()
        people = (feed.owner,) if feed.owner else self._admins()
        return (why, people) if people else (None, ())

    def _round_or_log(self) -> None:
        try:
            self.round()
        except UnavailableError:
            pass  # the database's log says so, once
        except Exception as error:  # noqa: BLE001 — the next tick tries again
            log_failure(error, "feeds")
