"""The tables of one snapshot, and their rows on disk: a SQLite file a table, made once, read where rows are asked for.

Tens of thousands of figures as objects would slow down every start, and most are never asked for. A file is
named by the digest of the table's text, so what is in it never changes: it is written under another name
and renamed, processes may share the folder, and one that is gone is made again from the text.
"""

import contextlib
import os
import sqlite3
import tempfile
import threading
import time
import weakref
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from types import MappingProxyType
from typing import Any

from knowledge.model import Figure, Source
from knowledge.tables.columns import COUNTS, ENDS, Cell, Table, amount_of
from knowledge.tables.contents import TableContents
from knowledge.tables.rows import Row, rows_of

LAYOUT = 1
"""Raised when a file's layout changes: another version's files are left to it."""

UNUSED_SECONDS = 24 * 3600
"""How old a file is at least that is removed; others may be at an earlier revision for a while."""

AT_ONCE = 5_000
"""Rows to a statement where all of them are read or written."""

Cells = Mapping[str, Cell]
"""A row by the names of its columns; `line` is the number of its line."""


class RowStore:
    """The rows of tables, found by the digest of their text. Threads may share it."""

    def __init__(self, text_of: Callable[[TableContents], str], folder: Path | None = None) -> None:
        """`text_of` gives a table's text; without a folder, one is made that goes with the store."""
        self._text_of = text_of
        self._folder = folder
        self._own: Path | None = None
        self._making = threading.Lock()
        self._whole: set[str] = set()
        self._selecting = threading.Lock()
        self._connections: dict[str, sqlite3.Connection] = {}
        """The files that questions are asked of, by name: opening one takes longer than what is asked."""
        weakref.finalize(self, _close, self._connections, ())

    def keep(self, table: TableContents, text: str) -> None:
        """Make the file of a table whose text is at hand, if there is none yet."""
        with self._making:
            if self._found(table) is None:
                self._make(table, text)

    def select(self, table: TableContents, **wanted: str | None) -> list[Cells]:
        """The rows that say just that in some of the columns, None for nothing; in file order.

        Of a column that the table lacks every row says nothing.
        """
        lacking = [name for name in wanted if name not in table.columns]
        if any(wanted[name] is not None for name in lacking):
            return []
        named = {name: value for name, value in wanted.items() if name not in lacking}
        where = " AND ".join(f'"{name}" IS ?' for name in named) or "1"
        statement = f'SELECT * FROM "rows" WHERE {where} ORDER BY "line"'  # noqa: S608 — a column's name is one of ours
        with self._selecting:
            connection = self._connections.get(_name(table)) or self._connections.setdefault(
                _name(table), self._open(table)
            )
            return [dict(row) for row in connection.execute(statement, [*named.values()])]

    def stream(self, table: TableContents, by: Collection[str] = ("line",)) -> Iterator[Cells]:
        """Every row, in the order of some columns; no more than a few are in memory."""
        order = ", ".join(f'"{name}"' for name in by)
        with contextlib.closing(self._open(table)) as connection:
            rows = connection.execute(f'SELECT * FROM "rows" ORDER BY {order}')  # noqa: S608 — as above
            rows.arraysize = AT_ONCE
            while some := rows.fetchmany():
                yield from map(dict, some)

    def make(self, used: Collection[TableContents]) -> None:
        """Make the files of the tables that are used, so that nobody waits for them, and remove others.

        Of those, one that is new may be another process's; and who reads one that goes reads on.
        """
        for table in used:
            self._open(table).close()
        names = {_name(table) for table in used}
        with self._selecting:
            _close(self._connections, names)
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            for path in self._folder.iterdir():
                is_old = path.stat().st_mtime < time.time() - UNUSED_SECONDS
                if path.name not in names and is_old:
                    path.unlink(missing_ok=True)

    def _open(self, table: TableContents) -> sqlite3.Connection:
        path = self._found(table)
        if path is not None:
            try:
                return self._whole_one(path)
            except sqlite3.DatabaseError:  # removed since, or damaged
                path.unlink(missing_ok=True)
        with self._making:
            path = self._found(table) or self._make(table, self._text_of(table))
        return self._whole_one(path)

    def _whole_one(self, path: Path) -> sqlite3.Connection:
        """Open a file that nobody changes any more, the first time looking through all of it.

        Raises `sqlite3.DatabaseError` where it is damaged.
        """
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        if path.name in self._whole:
            return connection
        try:
            _look_through(connection)
        except sqlite3.DatabaseError:
            connection.close()
            raise
        self._whole.add(path.name)
        return connection

    def _found(self, table: TableContents) -> Path | None:
        for folder in filter(None, (self._folder, self._own)):
            path = folder / _name(table)
            if path.exists():
                return path
        return None

    def _make(self, table: TableContents, text: str) -> Path:
        try:
            return _write(self._folder or self._temporary(), table, text)
        except (OSError, sqlite3.OperationalError):
            # A full disk, or a folder that nobody may write to, costs what is made again at every start.
            return _write(self._temporary(), table, text)

    def _temporary(self) -> Path:
        if self._own is None:
            self._own = Path(tempfile.mkdtemp(prefix="rolecall-tables-"))
            weakref.finalize(self, rmtree, self._own, ignore_errors=True)
        return self._own


def _close(connections: dict[str, sqlite3.Connection], used: Collection[str]) -> None:
    """Close the connections that are not used any more."""
    for name in connections.keys() - set(used):
        connections.pop(name).close()


def _name(table: TableContents) -> str:
    return f"{table.digest}-{LAYOUT}.sqlite"


def _look_through(connection: sqlite3.Connection) -> None:
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError(found)
    connection.execute('SELECT 1 FROM "rows" LIMIT 1')


def _write(folder: Path, table: TableContents, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _name(table)
    beside = folder / f".{path.name}.{os.getpid()}-{threading.get_ident()}"
    beside.unlink(missing_ok=True)
    try:
        with contextlib.closing(sqlite3.connect(beside)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            _fill(connection, table, text)
            connection.commit()
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path


def _fill(connection: sqlite3.Connection, table: TableContents, text: str) -> None:
    columns = "".join(f', "{name}"' for name in table.columns)
    connection.execute(f'CREATE TABLE "rows" ("line" INTEGER PRIMARY KEY{columns})')
    marks = ", ".join("?" * (1 + len(table.columns)))
    rows = (
        (row.line, *row.cells)
        for row in rows_of(table.path, text, table.columns)
        if isinstance(row, Row)
    )
    connection.executemany(f'INSERT INTO "rows" VALUES ({marks})', rows)  # noqa: S608 — as above
    for subject in ("role", "occupation"):
        if subject in table.columns:
            found = ", ".join(f'"{name}"' for name in (subject, "place") if name in table.columns)
            connection.execute(f'CREATE INDEX "by_{subject}" ON "rows" ({found})')


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
