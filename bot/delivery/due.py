"""From a slot that has come to messages in the outbox: once for each ISO week of a subscription."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot import metrics
from bot.delivery.editor import Desk, Editor
from bot.delivery.poster import CATCH_UP
from bot.revisions.base import Standing
from bot.state import digests, subscriptions
from bot.state.database import Database
from bot.state.digests import Had
from bot.state.outbox import NewPost, add_post
from handlers.errors import log_failure
from handlers.views.formatting import Message
from handlers.views.words import ViewContext
from knowledge.digest.subscription import (
    Slot,
    Subscription,
    following,
    local_date,
    period_of,
)

if TYPE_CHECKING:
    from knowledge.digest.edition import Digest

log = logging.getLogger(__name__)

TRY_AGAIN = timedelta(hours=1)
"""Until a digest is tried again that could not be made."""

AT_ONCE = 20
"""Subscriptions to a transaction: on SQLite everybody else who writes waits for its end."""

LONGEST = 0.5
"""Seconds after which a transaction begins no further digest: it ends soon on a slow machine too, and
a process that is killed again and again still gets on."""


class Due:
    """Writes what is due to the outbox; processes that do this at once share the work."""

    def __init__(
        self,
        database: Database,
        editor: Editor,
        now: Callable[[], datetime],
        *,
        newest_blocks: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._database = database
        self._editor = editor
        self._now = now
        self._newest_blocks = newest_blocks

    def is_due(self) -> bool:
        """Whether there is a digest to write."""
        with self._database.connect() as connection:
            return subscriptions.is_due(connection, self._now())

    def write(self) -> int:
        """Write some of the digests that are due; gives how many subscriptions it dealt with."""
        with self._database.begin() as connection:
            return self.write_some(connection)

    def write_some(self, connection: Connection) -> int:
        """The same, within a transaction of whoever wants to see what would be written."""
        now, begun = self._now(), self._clock()
        waiting = subscriptions.due(connection, now, AT_ONCE)
        if not waiting:
            return 0
        # One snapshot for all of it: what is composed from it is shown with it.
        desk = self._editor.desk(connection, *(one.team_id for one in waiting))
        had = digests.had(connection, [one.id for one in waiting])
        for number, one in enumerate(waiting):
            if number and self._clock() - begun > LONGEST:
                return number
            try:
                with connection.begin_nested():
                    self._settle(connection, desk, one, had[one.id])
            except SQLAlchemyError:
                raise
            except Exception as error:  # noqa: BLE001 — nobody else's digest waits for this one
                log_failure(error, "digest", f"of subscription {one.id}")
                later = replace(one.next_slot, at=now + TRY_AGAIN)
                subscriptions.set_next(connection, one.id, later)
        return len(waiting)

    def write_now(self, connection: Connection, one: Subscription, slot: Slot) -> bool:
        """Write the digest of a slot before its time; False where that week has one."""
        had = digests.had(connection, [one.id])[one.id]
        desk = self._editor.desk(connection, one.team_id)
        return self._write(connection, desk, one, slot, had, may_be_quiet=False)

    def _settle(self, connection: Connection, desk: Desk, one: Subscription, had: Had) -> None:
        """Deal with every slot that has come, and set the next one."""
        now, standing = desk.now, desk.standing
        slots = [one.next_slot]
        while (after := following(one.schedule, slots[-1])).at <= now:
            slots.append(after)
        missed = had.missed
        for slot in slots[:-1]:
            missed += self._miss(connection, standing, one, slot)
        last = slots[-1]
        if last.at + CATCH_UP <= now:
            self._miss(connection, standing, one, last)
        elif not _is_paused(one, last):
            known = replace(had, missed=missed)
            self._write(connection, desk, one, last, known, may_be_quiet=True)
        # A zone that changed, or a clock set back: a later week may have had its digest already.
        while after.period <= had.last_week:
            after = following(one.schedule, after)
        subscriptions.set_next(connection, one.id, after)

    def _miss(
        self, connection: Connection, standing: Standing, one: Subscription, slot: Slot
    ) -> tuple[date, ...]:
        if _is_paused(one, slot):
            return ()
        look_after = _look_after(connection, one, slot)
        outcome = "missed" if look_after is None else None
        id = digests.claim_week(connection, one.id, slot, standing.number, outcome)
        if id is None:
            return ()
        if look_after is not None:
            # It may have come before the database was restored. It is too late to be posted now.
            expired = NewPost(
                one.team_id,
                one.channel_id,
                {},
                self._now(),
                slot.at + CATCH_UP,
                None,
                look_after,
                id,
            )
            digests.fill(connection, id, (), add_post(connection, expired))
            return ()
        metrics.MISSED.inc()
        log.warning("digest missed: subscription %s, %s", one.id, slot.period)
        return (slot.local_date,)

    def _write(
        self,
        connection: Connection,
        desk: Desk,
        one: Subscription,
        slot: Slot,
        had: Had,
        *,
        may_be_quiet: bool,
    ) -> bool:
        digest, standing = desk.edition(one, slot.local_date, had), desk.standing
        quiet = may_be_quiet and one.focus.quiet and digest.is_quiet and not digest.missed
        outcome = "quiet" if quiet else None
        id = digests.claim_week(connection, one.id, slot, standing.number, outcome)
        if id is None:
            return False
        if quiet:
            metrics.QUIET.inc()
            return True
        post = self._add_posts(connection, standing, one, slot, digest, id)
        digests.fill(connection, id, digest.items, post)
        metrics.DUE.inc()
        return True

    def _add_posts(
        self,
        connection: Connection,
        standing: Standing,
        one: Subscription,
        slot: Slot,
        digest: "Digest",
        id: str,
    ) -> str:
        """The message, and its details for the thread; gives the message's post."""
        from handlers.views.digest import digest_message  # as in `Editor`
        from handlers.views.digest.thread import digest_details

        context = ViewContext(standing.library, slot.local_date, newest_blocks=self._newest_blocks)
        now, expires = self._now(), slot.at + CATCH_UP
        look_after = _look_after(connection, one, slot)

        def add(message: Message, post: str, reply_to: str | None) -> str:
            payload = {"text": message.text, "blocks": list(message.blocks)}
            new = NewPost(
                one.team_id, one.channel_id, payload, now, expires, reply_to, look_after, post
            )
            return add_post(connection, new)

        post = add(digest_message(digest, context, id), id, None)
        details = digest_details(digest, context, one.subscriber)
        if details is not None:
            add(details, digests.lasting_id(id, "details"), post)
        return post


def _look_after(connection: Connection, one: Subscription, slot: Slot) -> datetime | None:
    """From when on a digest is looked for first: its week began before the database was restored."""
    settled_at = digests.restored_at(connection)
    if settled_at is None or slot.period > period_of(local_date(settled_at, one.schedule.zone)):
        return None
    return settled_at


def _is_paused(one: Subscription, slot: Slot) -> bool:
    return one.paused_until is not None and slot.at < one.paused_until
