"""What a table holds, without its rows; and what is wrong with it, whatever other documents say."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pydantic.json_schema import SkipJsonSchema

from knowledge.fields import COMPONENTS, Frozen, Line, Many, Number, Slug
from knowledge.files import MAX_PROBLEMS, Document, Location, Problem, first_problems
from knowledge.tables.columns import (
    AMOUNTS,
    ASCENDING,
    COUNTS,
    ENDS,
    KEYS,
    MONEY,
    REFERENCES,
    SLUG,
    SUBJECTS,
    Amount,
    Cell,
    amount_of,
)
from knowledge.tables.rows import BYTE_ORDER_MARK, Row, column_of, header_of, rows_of
from knowledge.wording import quoted

MADE_FROM = ("n", "companies")
"""Columns that say what an amount is made from."""


class TableContents(Frozen):
    """A table as the other documents and the index see it; its rows are read when they are asked for.

    `id` is the source's, `digest` that of the table's text, by which its rows are found.
    """

    id: SkipJsonSchema[Slug]
    digest: str
    columns: Many[Line]
    rows: int
    figures: int
    by_role: Mapping[Slug, int]
    """Figures of each role, where rows name one."""
    references: Mapping[str, Many[Slug]]
    """The ids in the columns that hold some, by column."""
    extremes: Mapping[str, Many[Number]]
    """The lowest and the highest amount of each column that has any, and so of `n` and `companies`, where
    nothing is 0."""

    @property
    def path(self) -> str:
        """The document's path."""
        return f"sources/{self.id}.csv"

    @property
    def keys(self) -> tuple[str, ...]:
        """Its columns that tell a row from the others, in the order of `KEYS`."""
        return tuple(name for name in KEYS if name in self.columns)

    @property
    def amounts(self) -> Mapping[str, Amount]:
        """Its columns of amounts, and what each measures."""
        return {name: AMOUNTS[name] for name in self.columns if name in AMOUNTS}

    @property
    def has_amounts(self) -> bool:
        """Whether it has a column of money."""
        return any(name in MONEY for name in self.columns)


def read_table(
    path: str, digest: str, text: str
) -> tuple[TableContents | None, tuple[Problem, ...]]:
    """What a table's text holds, None where it cannot be served; and every problem in it."""
    id = path.removeprefix("sources/").removesuffix(".csv")
    if not SLUG.fullmatch(id):
        message = f"the file's name: {quoted(id)} must be lowercase words joined by hyphens"
        return None, (Problem(path, 1, 1, "", message),)
    columns = header_of(path, text)
    if isinstance(columns, list):
        return None, tuple(first_problems(path, columns))
    lacking = [Problem(path, 1, 1, "", what) for what in _lacking(columns)]
    if lacking:
        return None, tuple(lacking)
    reading = TableReading(path, columns)
    problems: list[Problem] = []
    for one in reading.problems(text):
        problems.append(one)
        if len(problems) > MAX_PROBLEMS:
            return None, tuple(first_problems(path, problems))
    if problems:
        return None, tuple(problems)
    contents = TableContents(
        id=id,
        digest=digest,
        columns=columns,
        rows=reading.rows,
        figures=reading.figures,
        by_role=dict(reading.by_role),
        references={name: tuple(sorted(ids)) for name, ids in reading.ids.items()},
        extremes={name: tuple(ends) for name, ends in reading.extremes.items()},
    )
    return contents, ()


def _lacking(columns: Sequence[str]) -> Iterator[str]:
    if not any(name in MONEY or name in COUNTS for name in columns):
        yield "has no column of numbers, such as median, p25 or employment"
    if all(name in columns for name in SUBJECTS):
        yield "has a column `role` and a column `occupation`: a table is about one of them"


class TableReading:
    """One pass over the rows of a table: what they hold, counted, and what is wrong."""

    def __init__(self, path: str, columns: Sequence[str]) -> None:
        self._path = path
        self._columns = columns
        self._places = {name: index for index, name in enumerate(columns)}
        self._amounts = [(name, self._places[name]) for name in columns if name in MONEY]
        self._numbers = [i for n, i in self._places.items() if n in MONEY or n in COUNTS]
        self._keys = [index for name, index in self._places.items() if name in KEYS]
        self._ladders = list(self._ladders_of(columns))
        self._subject = next((self._places[name] for name in SUBJECTS if name in columns), None)
        self._names_roles = "role" in columns
        self.rows = 0
        self.figures = 0
        self.by_role: Counter[str] = Counter()
        self.ids: dict[str, set[str]] = {name: set() for name in columns if name in REFERENCES}
        self.extremes: dict[str, list[float]] = {}

    def problems(self, text: str) -> Iterator[Problem]:
        """What is wrong, row by row; what the table holds is known when all of it was read."""
        lines: dict[tuple[Cell, ...], int] = {}
        for row in rows_of(self._path, text, self._columns):
            if isinstance(row, Problem):
                yield row
                continue
            cells = row.cells
            if self._subject is not None and cells[self._subject] is None:
                name = self._columns[self._subject]
                yield self._problem(row, name, f"is empty: every row is about one {name}")
                continue
            if all(cells[index] is None for index in self._numbers):
                yield self._problem(row, "", "has no number: remove the row")
            key = tuple(cells[index] for index in self._keys)
            first = lines.setdefault(key, row.line)
            if first != row.line:
                message = f"is about the same as line {first}: keep one, or tell them apart"
                yield self._problem(row, "", message)
            yield from self._in_reverse(row)
            self._count(row)

    def _count(self, row: Row) -> None:
        self.rows += 1
        for name, ids in self.ids.items():
            id = row.cells[self._places[name]]
            if isinstance(id, str):
                ids.add(id)
        for name, index in self._amounts:
            amount, _ = amount_of(row.cells[index])
            if amount is None:
                continue
            self._stretch(name, amount)
            if name == "high" and self._number_of(row, "low") is not None:
                continue  # both ends are one figure
            self.figures += 1
            if self._names_roles:
                self.by_role[str(row.cells[self._places["role"]])] += 1
        for name in MADE_FROM:
            if name in self._places:
                self._stretch(name, self._number(row, name) or 0)

    def _stretch(self, name: str, number: float) -> None:
        ends = self.extremes.setdefault(name, [number, number])
        ends[:] = min(ends[0], number), max(ends[1], number)

    @staticmethod
    def _ladders_of(columns: Sequence[str]) -> Iterator[list[str]]:
        """The columns of one part of pay, from the one that is lowest to the highest."""
        for prefix in ("", *(f"{component}_" for component in COMPONENTS)):
            found = [f"{prefix}{one}" for one in ASCENDING if f"{prefix}{one}" in columns]
            if len(found) > 1:
                yield found
        if all(name in columns for name in ENDS):
            yield [*ENDS]

    def _in_reverse(self, row: Row) -> Iterator[Problem]:
        for ladder in self._ladders:
            below, least = "", 0.0
            for name in ladder:
                amount, _ = amount_of(row.cells[self._places[name]])
                if amount is None:
                    continue
                if amount < least:
                    message = f"{amount:,} is below {below} ({least:,})"
                    yield self._problem(row, name, message)
                below, least = name, amount
        low, high = (self._number(row, name) for name in ("years_min", "years_max"))
        if low is not None and high is not None and low > high:
            yield self._problem(row, "years_min", f"{low:g} is above years_max ({high:g})")

    def _number_of(self, row: Row, name: str) -> float | None:
        """The amount in a column that may not be there."""
        return amount_of(row.cells[self._places[name]])[0] if name in self._places else None

    def _number(self, row: Row, name: str) -> float | None:
        cell = row.cells[self._places[name]] if name in self._places else None
        return cell if isinstance(cell, int | float) else None

    def _problem(self, row: Row, name: str, message: str) -> Problem:
        at = column_of(row.text, self._places[name]) if name else 1
        return Problem(self._path, row.line, at, name, message)


LOWEST, HIGHEST = "lowest", "highest"


def positions_in(path: str, text: str) -> Document:
    """A table that was read before, as a document with the places of all that others are held against.

    Its content are the ids of each column that holds some; the place of one, `(column, id)`, is where it
    first stands. `(column,)` is the column's name, `(column, LOWEST)` and `HIGHEST` its extremes.
    """
    columns = header_of(path, text)
    if isinstance(columns, list):
        raise TypeError(f"{path} was examined, and cannot be read")
    header = text.removeprefix(BYTE_ORDER_MARK).partition("\n")[0]
    positions: dict[Location, tuple[int, int]] = {
        (name,): (1, column_of(header, index)) for index, name in enumerate(columns)
    }
    extremes: dict[Location, float] = {}
    for row in rows_of(path, text, columns):
        if isinstance(row, Problem):
            continue
        for index, (name, cell) in enumerate(zip(columns, row.cells, strict=True)):
            if name in REFERENCES and isinstance(cell, str) and (name, cell) not in positions:
                positions[name, cell] = row.line, column_of(row.text, index)
            elif name in MADE_FROM or (name in MONEY and cell is not None):
                number = amount_of(cell)[0] or 0
                for end, sign in ((LOWEST, -1), (HIGHEST, 1)):
                    if sign * number > extremes.get((name, end), float("-inf")):
                        extremes[name, end] = sign * number
                        positions[name, end] = row.line, column_of(row.text, index)
    ids = {
        name: [id for column, *rest in positions for id in rest if column == name]
        for name in columns
        if name in REFERENCES
    }
    return Document(path, ids, positions)
