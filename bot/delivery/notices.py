"""Direct messages about digests that cannot reach their channel."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete

from bot.state import subscriptions
from bot.state.database import Database, claim
from bot.state.outbox import NewPost, add_post
from bot.state.tables import HANDLED_ONCE
from handlers.views.formatting import Message

LIFE = timedelta(days=7)
"""How long a notice is tried; after that it is no news."""


def notice(team: str, user: str, message: Message, now: datetime) -> NewPost:
    """A direct message, to be posted like everything else."""
    payload = {"text": message.text, "blocks": list(message.blocks)}
    return NewPost(team, user, payload, now, now + LIFE)


class Notices:
    """Direct messages that arrive exactly once; `tick` is called where one waits."""

    def __init__(
        self, database: Database, now: Callable[[], datetime], tick: Callable[[], None]
    ) -> None:
        self._database = database
        self._now = now
        self._tick = tick

    def __call__(self, team: str, user: str, message: Message) -> None:
        """Tell someone something, soon."""
        with self._database.begin() as connection:
            self.within(connection, team, user, message)
        self.soon()

    def within(self, connection: Connection, team: str, user: str, message: Message) -> None:
        """The same, in the transaction of what is told: either both come about or neither does."""
        add_post(connection, notice(team, user, message, self._now()))

    def soon(self) -> None:
        """Send at once what waits, once it is committed."""
        self._tick()

    def once(self, key: str, user: str, message: Message) -> None:
        """The same, for the first who tells it under a key, in any process."""
        row = {"key_digest": _digest(key), "seen_at": self._now()}
        with self._database.begin() as connection:
            # In one transaction: a key that is taken is a message that will arrive.
            if not claim(connection, HANDLED_ONCE, row):
                return
            self.within(connection, "", user, message)
        self.soon()

    def over(self, key: str, user: str, message: Message | None = None) -> None:
        """Take back a key, so that the same may be told again; the first to do so may tell somebody."""
        taken_back = delete(HANDLED_ONCE).where(HANDLED_ONCE.c.key_digest == _digest(key))
        with self._database.begin() as connection:
            if connection.execute(taken_back).rowcount == 0 or message is None:
                return
            self.within(connection, "", user, message)
        self.soon()


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def tell_gone(connection: Connection, subscription: str, code: str, now: datetime) -> None:
    """Note that a channel cannot be posted to; its subscriber hears of it once, however often."""
    if subscriptions.became_unreachable(connection, subscription, code):
        one = subscriptions.subscription(connection, subscription)
        if not one.is_personal:
            # Loaded where it is needed: seldom, and long after the start.
            from handlers.views.digest.states import gone_message

            told = gone_message(one.channel_id, code)
            add_post(connection, notice(one.team_id, one.subscriber, told, now))
