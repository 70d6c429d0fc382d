"""Problems that readers reported, until someone closes them; who is told of them, and who hears back."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Row, insert, select, update

from bot.delivery.notices import Notices
from bot.state import audit
from bot.state.database import Database
from bot.state.tables import REPORTS
from handlers.views.formatting import Message
from knowledge.revisions import Report

_row = REPORTS.c


class Reports:
    """Readers' reports; see `handlers.curation.deps.Reports`.

    A message goes to the outbox in the same transaction as what it tells.
    """

    def __init__(self, database: Database, now: Callable[[], datetime], notices: Notices) -> None:
        self._database = database
        self._now = now
        self._notices = notices

    def add(
        self,
        team: str,
        reader: str,
        asked: str,
        note: str,
        owners: Sequence[str],
        letter: Callable[[Report], Message],
    ) -> Report:
        """Keep a report of the answer to what was `asked`, and tell its owners."""
        report = Report(uuid4().hex, self._now(), reader, asked, note, tuple(owners))
        with self._database.begin() as connection:
            connection.execute(
                insert(REPORTS).values(
                    id=report.id,
                    team_id=team,
                    made_at=report.made_at,
                    reader=reader,
                    line=asked,
                    note=note,
                    owners=list(owners),
                )
            )
            audit.note(connection, report.made_at, reader, "report", f"report {report.id}")
            for owner in owners:
                self._notices.within(connection, team, owner, letter(report))
        self._notices.soon()
        return report

    def open(self) -> tuple[Report, ...]:
        """Those that nobody has closed, the oldest first."""
        asked = select(REPORTS).where(_row.closed_at.is_(None)).order_by(_row.made_at, _row.id)
        with self._database.connect() as connection:
            return tuple(map(_report, connection.execute(asked)))

    def close(
        self, report: str, user: str, answer: str, letter: Callable[[Report], Message]
    ) -> Report | None:
        """Close one and tell its reader; None where someone has, or there is none."""
        now = self._now()
        closing = update(REPORTS).where(_row.id == report, _row.closed_at.is_(None))
        with self._database.begin() as connection:
            values = {"closed_at": now, "closed_by": user, "answer": answer or None}
            if connection.execute(closing.values(values)).rowcount == 0:
                return None
            audit.note(connection, now, user, "close report", f"report {report}")
            row = connection.execute(select(REPORTS).where(_row.id == report)).one()
            closed = _report(row)
            self._notices.within(connection, row.team_id, closed.reader, letter(closed))
        self._notices.soon()
        return closed

    def pass_on(self, people: Sequence[str], letter: Callable[[Report], Message]) -> None:
        """Tell some people of the open reports that nobody could be told of when they came."""
        asked = select(REPORTS).where(_row.closed_at.is_(None)).with_for_update()
        with self._database.begin() as connection:
            untold = [row for row in connection.execute(asked) if not row.owners]
            for row in untold:
                told = update(REPORTS).where(_row.id == row.id).values(owners=list(people))
                connection.execute(told)
                for person in people:
                    self._notices.within(connection, row.team_id, person, letter(_report(row)))
        self._notices.soon()


def _report(row: Row[tuple[object, ...]]) -> Report:
    return Report(row.id, row.made_at, row.reader, row.line, row.note, tuple(row.owners))
