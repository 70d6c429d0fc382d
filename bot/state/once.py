"""What must happen once although Slack says it several times: retried events, doubled clicks."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import delete

from bot.state.claims import claim
from bot.state.database import Database
from bot.state.tables import HANDLED_ONCE


class Once:
    """Tells the first caller for a key from every other one, on any thread, process or machine."""

    def __init__(
        self, database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._now = now

    def first(self, key: str) -> bool:
        """True for exactly one caller per key, ever.

        The key may hold what a member typed: only its SHA-256 digest is kept.
        """
        digest = hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()
        with self._database.begin() as connection:
            return claim(connection, HANDLED_ONCE, {"key_digest": digest, "seen_at": self._now()})

    def forget_before(self, moment: datetime) -> int:
        """Forget the keys first seen before a moment, and give their number.

        A key that is forgotten can be first again: keep them well beyond Slack's last retry.
        """
        old = delete(HANDLED_ONCE).where(HANDLED_ONCE.c.seen_at < moment)
        with self._database.begin() as connection:
            return connection.execute(old).rowcount
