"""The tokens with which assistants ask: kept as digests, so that nobody can read one out of here."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select

from bot.state.database import Database, claim
from bot.state.tables import MCP_TOKENS

PREFIX = "rolecall_"
"""By which scanners for secrets, and people, know one."""

BYTES = 32

_row = MCP_TOKENS.c


@dataclass(frozen=True, slots=True)
class NamedToken:
    """A token by its name; what it is itself, nobody knows any more."""

    name: str
    made_at: datetime


class McpTokens:
    """Tokens by their names."""

    def __init__(
        self, database: Database, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._now = now

    def add(self, name: str) -> str | None:
        """A new token, which is told this once; None where there is one of that name."""
        token = PREFIX + secrets.token_urlsafe(BYTES)
        row = {"name": name, "digest": _digest(token), "made_at": self._now()}
        with self._database.begin() as connection:
            return token if claim(connection, MCP_TOKENS, row) else None

    def every(self) -> tuple[NamedToken, ...]:
        """All of them, by name."""
        asked = select(_row.name, _row.made_at).order_by(_row.name)
        with self._database.connect() as connection:
            return tuple(NamedToken(*row) for row in connection.execute(asked))

    def revoke(self, name: str) -> bool:
        """End one at once; whether there was one of that name."""
        with self._database.begin() as connection:
            return connection.execute(delete(MCP_TOKENS).where(_row.name == name)).rowcount > 0

    def whose(self, token: str) -> str | None:
        """The name of a token; None for what is none, or none any more."""
        asked = select(_row.name).where(_row.digest == _digest(token))
        with self._database.connect() as connection:
            return connection.execute(asked).scalar()


def _digest(token: str) -> str:
    """Of 256 random bits one cannot guess a token, so neither salt nor a slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
