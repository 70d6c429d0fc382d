"""Whom an agent has greeted."""

from bot.state.database import Database
from bot.state.once import claim
from bot.state.tables import GREETED


class Greetings:
    """Whom an agent has greeted, in any workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def first(self, team: str, user: str) -> bool:
        """Note that somebody is greeted; whether they never were before."""
        with self._database.begin() as connection:
            return claim(connection, GREETED, {"team_id": team, "user_id": user})
