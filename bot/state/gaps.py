"""What was asked and not found, and which answers helped, counted by its words: never by who asked."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from bot.state.database import Database
from bot.state.retention import GAPS_LAST
from bot.state.tables import GAPS, insert
from handlers.errors import UnavailableError
from knowledge.gaps import MAX_SUBJECT, Gap, Rated

_row = GAPS.c

COUNTS = ("asked", "requested", "helped", "no_help")

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
                    self._add(connection, team, subject, asked=1)
        except UnavailableError:
            return

    def request(self, team: str, subject: str) -> bool:
        """Keep that somebody requests a role; whether nobody has before, as far as is kept."""
        with self._database.begin() as connection:
            known = select(func.sum(_row.requested)).where(
                _row.team_id == team, _row.subject == subject[:MAX_SUBJECT]
            )
            is_first = not connection.execute(known).scalar()
            self._add(connection, team, subject, requested=1)
        return is_first

    def most(self, team: str, count: int) -> tuple[Gap, ...]:
        """What was requested and asked most, as far back as it is kept."""
        asked, requested = func.sum(_row.asked), func.sum(_row.requested)
        found = (
            self._kept(team, asked, requested)
            .having(asked + requested > 0)
            .order_by(requested.desc(), asked.desc(), _row.subject)
            .limit(count)
        )
        with self._database.connect() as connection:
            rows = connection.execute(found).all()
        return tuple(Gap(str(one), int(a), int(r)) for one, a, r in rows)

    def rate(self, team: str, subject: str, *, helped: bool) -> None:
        """Count whether an answer helped."""
        with self._database.begin() as connection:
            self._add(connection, team, subject, helped=int(helped), no_help=int(not helped))

    def rated(self, team: str, count: int) -> tuple[Rated, ...]:
        """The questions whose answers were rated, those first that helped least."""
        helped, no_help = func.sum(_row.helped), func.sum(_row.no_help)
        found = (
            self._kept(team, helped, no_help)
            .having(helped + no_help > 0)
            .order_by(no_help.desc(), helped.desc(), _row.subject)
            .limit(count)
        )
        with self._database.connect() as connection:
            rows = connection.execute(found).all()
        return tuple(Rated(str(one), int(y), int(n)) for one, y, n in rows)

    def _kept(
        self, team: str, first: ColumnElement[int], second: ColumnElement[int]
    ) -> Select[Any, int, int]:
        """Two sums of each subject, as far back as they are kept."""
        since = (self._now() - GAPS_LAST).date()
        kept = (_row.team_id == team, _row.day >= since)
        return select(_row.subject, first, second).where(*kept).group_by(_row.subject)

    def _add(self, connection: Connection, team: str, subject: str, **counts: int) -> None:
        day = self._now().date()
        today = select(func.count()).where(_row.team_id == team, _row.day == day)
        if connection.execute(today).scalar_one() >= MOST_A_DAY:
            return
        values = {
            "team_id": team,
            "subject": subject[:MAX_SUBJECT],
            "day": day,
            **dict.fromkeys(COUNTS, 0),
            **counts,
        }
        adding = insert(GAPS, connection.dialect.name).values(values)
        connection.execute(
            adding.on_conflict_do_update(
                index_elements=[_row.team_id, _row.subject, _row.day],
                set_={name: _row[name] + adding.excluded[name] for name in COUNTS},
            )
        )
