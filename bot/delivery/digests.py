"""Subscriptions as listeners know them: `handlers.deps.Digests` on the state database."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bot.delivery.due import Due
from bot.delivery.editor import Editor
from bot.delivery.notices import tell_gone
from bot.state import digests, subscriptions
from bot.state.database import Database
from bot.state.outbox import hurry, take_back
from knowledge.digest.subscription import (
    WEEK,
    Focus,
    PastDigest,
    Schedule,
    SentNow,
    Slot,
    Subscription,
    following,
    local_date,
    slot_after,
)

if TYPE_CHECKING:
    from knowledge.digest.edition import Digest


class StoredDigests:
    """Who gets a digest, when, and what became of it.

    `tick` is called where something waits to be posted.
    """

    def __init__(
        self,
        database: Database,
        editor: Editor,
        due: Due,
        now: Callable[[], datetime],
        tick: Callable[[], None],
    ) -> None:
        self._database = database
        self._editor = editor
        self._due = due
        self._now = now
        self._tick = tick

    def find(self, team: str, channel: str) -> Subscription | None:
        """See `Digests`."""
        with self._database.connect() as connection:
            return subscriptions.find(connection, team, channel)

    def every(self, team: str) -> tuple[Subscription, ...]:
        """See `Digests`."""
        with self._database.connect() as connection:
            return subscriptions.of_team(connection, team)

    def subscribe(
        self,
        team: str,
        channel: str,
        user: str,
        schedule: Schedule,
        focus: Focus,
        version: str | None = None,
    ) -> Subscription:
        """See `Digests`."""
        now = self._now()
        with self._database.begin() as connection:
            before = subscriptions.find(connection, team, channel)
            one = subscriptions.subscribe(
                connection,
                now,
                {"team_id": team, "channel_id": channel, "subscriber": user},
                schedule,
                focus,
                version,
            )
            is_due = before is not None and before.next_slot.at <= now
            return one if is_due else self._with_next(connection, one, now)

    def undo(self, subscription: str, version: str) -> Subscription | None:
        """See `Digests`."""
        now = self._now()
        with self._database.begin() as connection:
            if not subscriptions.undo(connection, subscription, version):
                return None
            one = subscriptions.subscription(connection, subscription)
            is_due = one.next_slot.at <= now
            return one if is_due else self._with_next(connection, one, now)

    def unsubscribe(self, subscription: str) -> None:
        """See `Digests`."""
        with self._database.begin() as connection:
            subscriptions.change(connection, subscription, ended_at=self._now())
            self._take_back(connection, subscription)

    def pause(self, subscription: str, until: datetime) -> Subscription:
        """See `Digests`."""
        with self._database.begin() as connection:
            subscriptions.change(connection, subscription, paused_until=until)
            self._take_back(connection, subscription)
            one = subscriptions.subscription(connection, subscription)
            return self._with_next(connection, one, until)

    def resume(self, subscription: str) -> Subscription:
        """See `Digests`."""
        now = self._now()
        with self._database.begin() as connection:
            subscriptions.change(connection, subscription, paused_until=None)
            one = subscriptions.subscription(connection, subscription)
            is_due = one.next_slot.at <= now
            return one if is_due else self._with_next(connection, one, now)

    def edition(self, subscription: Subscription) -> "Digest":
        """See `Digests`."""
        today = local_date(self._now(), subscription.schedule.zone)
        slot = subscription.next_slot.local_date
        # One that comes in some weeks will have other news: what is shown is today's.
        day = slot if slot - today < WEEK else today
        with self._database.connect() as connection:
            had = digests.had(connection, [subscription.id])[subscription.id]
            desk = self._editor.desk(connection, subscription.team_id)
            return desk.edition(subscription, day, had)

    def first_edition(self, focus: Focus) -> "Digest":
        """See `Digests`."""
        with self._database.connect() as connection:
            return self._editor.first_edition(connection, focus)

    def send_now(self, subscription: str) -> SentNow:
        """See `Digests`."""
        now = self._now()
        with self._database.begin() as connection:
            one = subscriptions.subscription(connection, subscription)
            slot = Slot(now, local_date(now, one.schedule.zone))
            digests.reopen(connection, one.id, slot.period)
            if not self._due.write_now(connection, one, slot):
                return "had this week"
            if one.next_slot.period <= slot.period:
                self._with_next(connection, one, one.next_slot.at)
        self._tick()
        return "on its way"

    def last(self, team: str, channel: str) -> Subscription | None:
        """See `Digests`."""
        with self._database.connect() as connection:
            return subscriptions.last(connection, team, channel)

    def history(self, subscription: str, most: int) -> tuple[PastDigest, ...]:
        """See `Digests`."""
        with self._database.connect() as connection:
            return digests.history(connection, subscription, most)

    def rate(self, digest: str, user: str, *, useful: bool) -> bool:
        """See `Digests`."""
        with self._database.begin() as connection:
            return digests.rate(connection, digest, user, useful=useful)

    def unreachable(self, team: str, channel: str, reason: str, *, tell: bool = True) -> None:
        """See `Digests`."""
        with self._database.begin() as connection:
            one = subscriptions.find(connection, team, channel)
            if one is None:
                return
            if tell:
                tell_gone(connection, one.id, reason, self._now())
            else:
                subscriptions.became_unreachable(connection, one.id, reason)
        self._tick()

    def reachable(self, team: str, channel: str) -> Subscription | None:
        """See `Digests`."""
        with self._database.begin() as connection:
            one = subscriptions.find(connection, team, channel)
            if one is None:
                return None
            subscriptions.became_reachable(connection, one.id)
            hurry(connection, team, channel, self._now())
            one = subscriptions.subscription(connection, one.id)
        self._tick()
        return one

    def _take_back(self, connection: Connection, subscription: str) -> None:
        waiting = digests.take_back_waiting(connection, subscription)
        take_back(connection, waiting, self._now())

    def _with_next(
        self, connection: Connection, one: Subscription, after: datetime
    ) -> Subscription:
        """The subscription with its next slot: the first whose week was not dealt with yet."""
        slot = slot_after(one.schedule, after)
        last_week = digests.had(connection, [one.id])[one.id].last_week
        while slot.period <= last_week:
            slot = following(one.schedule, slot)
        subscriptions.set_next(connection, one.id, slot)
        return subscriptions.subscription(connection, one.id)
