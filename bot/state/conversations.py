"""What a conversation was last about, for a day, so that "and in Texas?" is understood; and whom an agent greeted."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from bot.state.database import Database, claim
from bot.state.retention import QUESTIONS_LAST
from bot.state.tables import GREETED, LAST_QUESTIONS, insert
from handlers.errors import UnavailableError

_row = LAST_QUESTIONS.c

MAX_TEXT = 500
"""A longer text is a job post, and nothing that a conversation goes on with."""


class Conversations:
    """See `handlers.deps.Conversations`."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def last(self, team: str, channel: str, thread: str) -> str | None:
        """The last question there as a command's line; None where there is none of the last day."""
        found = select(_row.command, _row.text).where(
            _row.team_id == team,
            _row.channel_id == channel,
            _row.thread == thread,
            _row.asked_at >= self._now() - QUESTIONS_LAST,
        )
        try:
            with self._database.connect() as connection:
                row = connection.execute(found).first()
        except UnavailableError:
            return None
        return f"/{row.command} {row.text}" if row else None

    def keep(self, team: str, channel: str, thread: str, command: str, text: str) -> None:
        """Keep the question as the last one there; nothing, where the database is away."""
        if len(text) > MAX_TEXT:
            return
        values = {
            "team_id": team,
            "channel_id": channel,
            "thread": thread,
            "command": command,
            "text": text,
            "asked_at": self._now(),
        }
        key = [_row.team_id, _row.channel_id, _row.thread]
        new = {name: values[name] for name in ("command", "text", "asked_at")}
        try:
            with self._database.begin(within=0) as connection:
                keeping = insert(LAST_QUESTIONS, connection.dialect.name).values(values)
                connection.execute(keeping.on_conflict_do_update(index_elements=key, set_=new))
        except UnavailableError:
            return


class Greetings:
    """Whom an agent has greeted, in any workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def first(self, team: str, user: str) -> bool:
        """Note that somebody is greeted; whether they never were before."""
        with self._database.begin() as connection:
            return claim(connection, GREETED, {"team_id": team, "user_id": user})
