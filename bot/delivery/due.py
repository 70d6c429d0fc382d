"""From a slot that has come to messages in the outbox: once for each ISO week of a subscription."""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot import metrics
from bot.delivery.poster import CATCH_UP
from bot.revisions.base import Standing
from bot.state import backup, digests, subscriptions
from bot.state.backup import lasting_id
from bot.state.database import Database
from bot.state.digests import Had
from bot.state.outbox import NewPost, add_post
from handlers.errors import log_failure
from handlers.views.digest import digest_details, digest_message
from handlers.views.formatting import Message
from handlers.views.words import ViewContext
from knowledge.digest.compose import compose
from knowledge.digest.edition import Brief, Digest, News, news_of
from knowledge.digest.subscription import (
    Focus,
    Slot,
    Subscription,
    following,
    local_date,
    period_of,
)

RATED_FOR = timedelta(days=180)
"""How long a reader's opinion of a digest steers later ones."""

DOUBT = 5
"""As many opinions as a topic needs for them to weigh half."""


class Editor:
    """Composes digests of the knowledge that is served; threads share it."""

    def __init__(self, standing: Callable[[], Standing], now: Callable[[], datetime]) -> None:
        self._standing = standing
        self._now = now

    @property
    def standing(self) -> Standing:
        """What digests are composed from."""
        return self._standing()

    def edition(
        self,
        connection: Connection,
        standing: Standing,
        subscription: Subscription,
        day: date,
        had: Had,
        ratings: Mapping[str, float],
    ) -> Digest:
        """A channel's digest for a date."""
        brief = Brief(
            key=subscription.id,
            day=day,
            focus=subscription.focus,
            had=had.items,
            news=_news_for(connection, standing, subscription, had),
            missed=had.missed,
            ratings=ratings,
        )
        return compose(standing.library, brief)

    def first_edition(self, focus: Focus) -> Digest:
        """What a new subscription would begin with."""
        today = self._now().astimezone(UTC).date()
        return compose(self.standing.library, Brief(key="", day=today, focus=focus))

    def ratings(self, connection: Connection, team: str) -> Mapping[str, float]:
        """How useful the readers of a workspace found each topic, from -1 to 1."""
        useful: defaultdict[str, int] = defaultdict(int)
        every: defaultdict[str, int] = defaultdict(int)
        since = self._now() - RATED_FOR
        for items, pro, contra in digests.rated_items(connection, team, since):
            for item in items:
                kind, _, topic = item.partition(":")
                if kind == "trend":
                    useful[topic] += pro - contra
                    every[topic] += pro + contra
        return {topic: useful[topic] / (every[topic] + DOUBT) for topic in every}


def _news_for(
    connection: Connection, standing: Standing, subscription: Subscription, had: Had
) -> News | None:
    known, subscribed = subscriptions.known_revision(connection, subscription.id)
    since = had.last or local_date(subscribed, subscription.schedule.zone)
    news = news_of(standing.since(had.revision or known), since)
    # To a channel's first digest everything is new.
    return news if had.last is not None or news.items else None


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
        standing = self._editor.standing
        had = digests.had(connection, [one.id for one in waiting])
        teams = {one.team_id for one in waiting}
        ratings = {team: self._editor.ratings(connection, team) for team in teams}
        for number, one in enumerate(waiting):
            if number and self._clock() - begun > LONGEST:
                return number
            try:
                with connection.begin_nested():
                    self._settle(connection, standing, one, had[one.id], ratings[one.team_id], now)
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
        ratings = self._editor.ratings(connection, one.team_id)
        standing = self._editor.standing
        return self._write(connection, standing, one, slot, had, ratings, may_be_quiet=False)

    def _settle(
        self,
        connection: Connection,
        standing: Standing,
        one: Subscription,
        had: Had,
        ratings: Mapping[str, float],
        now: datetime,
    ) -> None:
        """Deal with every slot that has come, and set the next one."""
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
            self._write(connection, standing, one, last, known, ratings, may_be_quiet=True)
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
        standing: Standing,
        one: Subscription,
        slot: Slot,
        had: Had,
        ratings: Mapping[str, float],
        *,
        may_be_quiet: bool,
    ) -> bool:
        digest = self._editor.edition(connection, standing, one, slot.local_date, had, ratings)
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
        digest: Digest,
        id: str,
    ) -> str:
        """The message, and its details for the thread; gives the message's post."""
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
        add(digest_details(digest, context), lasting_id(id, "details"), post)
        return post


def _look_after(connection: Connection, one: Subscription, slot: Slot) -> datetime | None:
    """From when on a digest is looked for first: its week began before the database was restored."""
    settled_at = backup.last(connection)
    if settled_at is None or slot.period > period_of(local_date(settled_at, one.schedule.zone)):
        return None
    return settled_at


def _is_paused(one: Subscription, slot: Slot) -> bool:
    return one.paused_until is not None and slot.at < one.paused_until
