"""Problems that readers reported, until somebody closes them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Row, insert, select, update

from bot.state import audit
from bot.state.database import Database
from bot.state.tables import REPORTS
from knowledge.revisions import Report

_row = REPORTS.c


class Reports:
    """Readers' reports; see `handlers.curation.deps.Reports`."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def add(self, team: str, reader: str, line: str, note: str, owners: Sequence[str]) -> Report:
        """Keep a report of the answer to a question (`line`)."""
        report = Report(uuid4().hex, self._now(), reader, line, note, tuple(owners))
        with self._database.begin() as connection:
            connection.execute(
                insert(REPORTS).values(
                    id=report.id,
                    team_id=team,
                    made_at=report.made_at,
                    reader=reader,
                    line=line,
                    note=note,
                    owners=list(owners),
                )
            )
            audit.note(connection, report.made_at, reader, "report", f"report {report.id}")
        return report

    def open(self) -> tuple[Report, ...]:
        """Those that nobody has closed, the oldest first."""
        asked = select(REPORTS).where(_row.closed_at.is_(None)).order_by(_row.made_at, _row.id)
        with self._database.connect() as connection:
            return tuple(map(_report, connection.execute(asked)))

    def close(self, report: str, user: str) -> Report | None:
        """Close one; None where somebody has, or there is none."""
        now = self._now()
        closed = update(REPORTS).where(_row.id == report, _row.closed_at.is_(None))
        with self._database.begin() as connection:
            if connection.execute(closed.values(closed_at=now, closed_by=user)).rowcount == 0:
                return None
            audit.note(connection, now, user, "close report", f"report {report}")
            return _report(connection.execute(select(REPORTS).where(_row.id == report)).one())


def _report(row: Row[tuple[object, ...]]) -> Report:
    return Report(row.id, row.made_at, row.reader, row.line, row.note, tuple(row.owners))
