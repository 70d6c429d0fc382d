"""The tables of one snapshot: what each is about, and the figures that its rows give when asked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

from knowledge.model import Figure, Source
from knowledge.tables.columns import COUNTS, ENDS, amount_of
from knowledge.tables.contents import TableContents
from knowledge.tables.shared import Table
from knowledge.tables.store import Cells, RowStore


class SourceTable:
    """The table next to one source."""

    def __init__(self, source: Source, contents: TableContents, rows: RowStore) -> None:
        self.source = source
        self.contents = contents
        self._rows = rows

    @property
    def shared(self) -> Table:
        """What all its rows share."""
        return self.source.table or Table()

    @property
    def is_of_ads(self) -> bool:
        """Whether it was computed from job ads, whose amounts nobody is paid."""
        return self.source.kind == "job-ads" and self.shared.computed

    @property
    def by_role(self) -> Mapping[str, int]:
        """How many figures it has of each role."""
        if self.shared.role is not None:
            return {self.shared.role: self.contents.figures}
        return self.contents.by_role

    @cached_property
    def _said(self) -> dict[str, Any]:
        return self.shared.model_dump(exclude_none=True, exclude={"columns"})

    def rows(self, **wanted: str | None) -> list[Cells]:
        """Its rows that say just that of a role, an occupation, a place …; None for nothing."""
        said = {name: self._said[name] for name in wanted if name in self._said}
        if any(wanted[name] != value for name, value in said.items()):
            return []
        left = {name: value for name, value in wanted.items() if name not in said}
        return self._rows.select(self.contents, **left)

    def stream(self, *by: str) -> Iterator[Cells]:
        """All of its rows, a few at a time, in the order of the file or of some columns."""
        return self._rows.stream(self.contents, by or ("line",))

    def about(self, row: Cells) -> Mapping[str, Any]:
        """What a row says of its circumstances, with what all of them share."""
        return {
            **self._said,
            **{name: row[name] for name in self.contents.keys if row[name] is not None},
        }

    def figures(self, row: Cells) -> Iterator[Figure]:
        """The figures of a row, one of each amount."""
        about = dict(self.about(row))
        role = about.pop("role", None)
        about |= {"roles": (role,)} if role else {}
        about |= {name: row[name] for name in COUNTS if name in self.contents.columns}
        about["source"] = self.source.id
        (low, at_least), (high, is_open) = (amount_of(row.get(end)) for end in ENDS)
        if low is not None or high is not None:
            about |= {"statistic": "range", "low": low, "high": high}
            yield Figure.model_validate(about | {"open_ended": at_least or is_open})
        for name, measured in self.contents.amounts.items():
            amount, at_least = amount_of(row[name])
            if amount is None:
                continue
            part = {"component": measured.component} if measured.component else {}
            yield Figure.model_validate({
                **about, **part, "statistic": measured.statistic, "low": amount,
                "high": None if at_least else amount, "open_ended": at_least,
            })  # fmt: skip


class Tables:
    """Every table of a snapshot, by its source's id; what is asked of a role is kept for the next time."""

    def __init__(
        self,
        sources: Mapping[str, Source],
        tables: Iterable[TableContents],
        rows: RowStore | None,
    ) -> None:
        self.of_source: Mapping[str, SourceTable] = MappingProxyType(
            {
                one.id: SourceTable(sources[one.id], one, rows)
                for one in tables
                if rows is not None and one.id in sources
            }
        )
        self.of_ads = tuple(table for table in self.of_source.values() if table.is_of_ads)
        """Those that were computed from job ads."""
        by_role: defaultdict[str, list[SourceTable]] = defaultdict(list)
        stated = [table for table in self.of_source.values() if not table.is_of_ads]
        for table in stated:
            for role in table.by_role:
                by_role[role].append(table)
        self._by_role = by_role
        self._of_role: dict[str, tuple[Figure, ...]] = {}

    def number_of(self, role: str) -> int:
        """How many figures the tables have of a role, but for those computed from job ads."""
        return sum(table.by_role[role] for table in self._by_role.get(role, ()))

    def figures_of(self, role: str) -> tuple[Figure, ...]:
        """The figures that tables have of a role, in source order, but for those computed from job ads."""
        if role not in self._by_role:
            return ()
        known = self._of_role.get(role)
        if known is None:
            known = self._of_role[role] = tuple(
                figure
                for table in self._by_role[role]
                for row in table.rows(role=role)
                for figure in table.figures(row)
            )
        return known

    def figures_in(self, source: str) -> Iterator[Figure]:
        """Every figure of a source's table, in the order of the file, a few at a time; none without one."""
        table = self.of_source.get(source)
        for row in table.stream() if table else ():
            yield from table.figures(row) if table else ()
