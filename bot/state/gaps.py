"""What was asked and not found, counted by its words: never by who asked."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.state.database import Database
from bot.state.retention import GAPS_LAST
from bot.state.tables import GAPS, insert
from handlers.errors import UnavailableError
from knowledge.gaps import MAX_SUBJECT, Gap

_row = GAPS.c

MOST_A_DAY = 2_000
"""Subjects of one workspace: what comes beyond is no longer people."""


class Gaps:
    """See `handlers.deps.Gaps`."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def count(self, team: str, subjects: Sequence[str]) -> None:
        """Count what was asked and not found; nothing, where the database is away."""
        try:
            with self._database.begin(within=0) as connection:
                for subject in subjects:
                    self._add(connection, team, subject, asked=1, requested=0)
        except UnavailableError:
            return

    def request(self, team: str, subject: str) -> bool:
        """Keep that somebody requests a role; whether nobody has before, as far as is kept."""
        with self._database.begin() as connection:
            known = select(func.sum(_row.requested)).where(
                _row.team_id == team, _row.subject == subject[:MAX_SUBJECT]
            )
            is_first = not connection.execute(known).scalar()
            self._add(connection, team, subject, asked=0, requested=1)
        return is_first

    def most(self, team: str, count: int) -> tuple[Gap, ...]:
        """What was requested and asked most, as far back as it is kept."""
        asked, requested = func.sum(_row.asked), func.sum(_row.requested)
        since = (self._now() - GAPS_LAST).date()
        found = (
            select(_row.subject, asked, requested)
            .where(_row.team_id == team, _row.day >= since)
            .group_by(_row.subject)
            .order_by(requested.desc(), asked.desc(), _row.subject)
            .limit(count)
        )
        with self._database.connect() as connection:
            return tuple(Gap(str(one), int(a), int(r)) for one, a, r in connection.execute(found))

    def _add(
        self, connection: Connection, team: str, subject: str, *, asked: int, requested: int
    ) -> None:
        day = self._now().date()
        today = select(func.count()).where(_row.team_id == team, _row.day == day)
        if connection.execute(today).scalar_one() >= MOST_A_DAY:
            return
        values = {
            "team_id": team,
            "subject": subject[:MAX_SUBJECT],
            "day": day,
            "asked": asked,
            "requested": requested,
        }
        adding = insert(GAPS, connection.dialect.name).values(values)
        connection.execute(
            adding.on_conflict_do_update(
                index_elements=[_row.team_id, _row.subject, _row.day],
                set_={
                    "asked": _row.asked + adding.excluded.asked,
                    "requested": _row.requested + adding.excluded.requested,
                },
            )
        )
