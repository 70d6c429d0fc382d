"""Workbooks (.xlsx) read row by row, within bounds: cells as the texts that a reader of them sees.

A cell gives what is stored: a formula the result of its last calculation, a date `2026-05-15`, merged cells
their text once, in the first of them. Links, pictures and whatever else a workbook has are not looked at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import BinaryIO

from knowledge.importing.parts import (
    Attributes,
    Event,
    Limits,
    Parts,
    WorkbookError,
    column_of,
    date_formats,
    date_text,
    letters_of,
    number_text,
)
from knowledge.wording import nearly, quoted

UPLOADED = Limits()


@dataclass(frozen=True, slots=True)
class Row:
    """A row that says something: its number, from 1, and its cells from the first column on."""

    number: int
    cells: tuple[str, ...]


class Workbook:
    """One workbook, read as it is asked for.

    Raises `WorkbookError` with file, sheet and cell where it is none, or not within the limits.
    """

    def __init__(self, file: BinaryIO, name: str, limits: Limits = UPLOADED) -> None:
        self.name = name
        self._limits = limits
        self._parts = Parts(file, name, limits)
        self._book = self._main_part()
        related = self._related(self._book)
        self._sheets: dict[str, str] = {}
        self._since_1904 = False
        for event in self._parts.settings(self._book):
            match event:
                case "sheet", {"name": sheet, "id": id}:
                    kind, part = related.get(id, ("", ""))
                    if kind == "worksheet":
                        self._sheets[sheet] = part
                case "workbookPr", {"date1904": said}:
                    self._since_1904 = said in ("1", "true")
                case _:
                    pass
        of_kind = dict(related.values())
        self._dates = frozenset(self._date_styles(of_kind.get("styles")))
        self._texts_part = of_kind.get("sharedStrings")
        self._texts: list[str] | None = None

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of its sheets, hidden ones among them; none of charts and macros."""
        return tuple(self._sheets)

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a sheet that say something, as they are read."""
        if sheet not in self._sheets:
            known = ", ".join(map(quoted, self.sheets[:10]))
            message = f"has no sheet {quoted(sheet)}{nearly(sheet, self.sheets)} (it has {known})"
            raise WorkbookError(f"{self.name}: {message}")
        if self._texts is None:
            self._texts = list(self._shared_texts())
        yield from _SheetReader(
            self.shown(sheet), self._texts, self._dates, self._limits, since_1904=self._since_1904
        ).rows(self._parts, self._sheets[sheet])

    def shown(self, sheet: str) -> str:
        """A sheet as problems name it."""
        return f"{self.name}: sheet {quoted(sheet)}"

    def _main_part(self) -> str:
        for kind, part in self._related("").values():
            if kind == "officeDocument":
                return part
        raise WorkbookError(f"{self.name}: is not a workbook (.xlsx)")

    def _related(self, part: str) -> Mapping[str, tuple[str, str]]:
        """What a part refers to within the workbook, by id: its kind, and the part that it is."""
        folder, name = dirname(part), part.rpartition("/")[2]
        found: dict[str, tuple[str, str]] = {}
        for event in self._parts.settings(join(folder, "_rels", f"{name}.rels")):
            match event:
                case "Relationship", {"Id": id, "Type": kind, "Target": target} as said:
                    if said.get("TargetMode") != "External":
                        path = normpath(join("/", folder, target)).lstrip("/")
                        found[id] = kind.rpartition("/")[2], path
                case _:
                    pass
        return found

    def _date_styles(self, part: str | None) -> Iterator[str]:
        """The styles whose numbers are dates, as cells name them."""
        if part is None:
            return
        codes: dict[int, str] = {}
        styles: list[str] = []
        within = False
        for event in self._parts.settings(part):
            match event:
                case "numFmt", {"numFmtId": id, "formatCode": code} if id.isdecimal():
                    codes[int(id)] = code
                case "cellXfs", attributes:
                    within = attributes is not None
                case "xf", {**said} if within:
                    styles.append(said.get("numFmtId", "0"))
                case _:
                    pass
        dates = set(map(str, date_formats(codes)))
        yield from (str(style) for style, id in enumerate(styles) if id in dates)

    def _shared_texts(self) -> Iterator[str]:
        """The texts that cells refer to by number."""
        if self._texts_part is None or self._texts_part not in self._parts:
            return
        left = self._limits.texts
        text = _Text(self._limits.cell)
        for event in self._parts.events(self._texts_part):
            try:
                text.read(event)
            except ValueError as error:
                raise WorkbookError(f"{self.name}: a shared text {error}") from None
            if event == ("si", None):
                said, _ = text.taken()
                # A text counts for something even when it is empty: there must not be too many.
                left -= len(said) + 1
                if left < 0:
                    message = f"has more than {self._limits.texts:,} characters of text"
                    raise WorkbookError(f"{self.name}: {message}")
                yield said


class _Text:
    """The text of a cell or of a shared one, in pieces of which each may look different.

    Furigana, how Japanese is read, is not part of it.
    """

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._pieces: list[str] = []
        self._length = 0
        self._open = False
        self._furigana = False
        self._formula = False

    def read(self, event: Event) -> None:
        """What stands next. Raises `ValueError` where the text grows too long."""
        if isinstance(event, str):
            if self._open and not self._furigana:
                self._length += len(event)
                if self._length > self._longest:
                    raise ValueError(f"is longer than {self._longest:,} characters")
                self._pieces.append(event)
        elif event[0] in ("t", "v"):
            self._open = event[1] is not None
        elif event[0] == "rPh":
            self._furigana = event[1] is not None
        elif event[0] == "f":
            self._formula = True

    def taken(self) -> tuple[str, bool]:
        """The text, and whether a formula came with it; the next one begins."""
        text, formula = "".join(self._pieces), self._formula
        self._pieces.clear()
        self._length, self._formula = 0, False
        return text, formula


class _SheetReader:
    """Reads one sheet; `shown` is how problems name it."""

    def __init__(
        self,
        shown: str,
        texts: list[str],
        dates: frozenset[str],
        limits: Limits,
        *,
        since_1904: bool,
    ) -> None:
        self._shown = shown
        self._texts = texts
        self._dates = dates
        self._limits = limits
        self._since_1904 = since_1904

    def rows(self, parts: Parts, part: str) -> Iterator[Row]:
        """Every row that says something."""
        row, column = 0, -1
        cells: list[str] = []
        cell: Attributes | None = None
        text = _Text(self._limits.cell)
        for event in parts.events(part):
            if isinstance(event, str) or event[0] not in ("row", "c"):
                if cell is not None:
                    self._read(text, event, row, column)
                continue
            name, attributes = event
            if name == "c" and attributes is not None:
                cell = attributes
                column = self._next_column(attributes.get("r"), row, column)
            elif name == "c" and cell is not None:
                value = self._value(text, cell, row, column)
                if value:
                    self._bound(row, column)
                    cells.extend([""] * (column - len(cells)))
                    cells.append(value)
                cell = None
            elif attributes is not None:
                row, column = self._next_row(attributes.get("r"), row), -1
            elif cells:
                yield Row(row, tuple(cells))
                cells.clear()

    def _read(self, text: _Text, event: Event, row: int, column: int) -> None:
        try:
            text.read(event)
        except ValueError as error:
            raise self._problem(row, column, str(error)) from None

    def _next_row(self, said: str | None, last: int) -> int:
        if said is None:
            return last + 1
        number = int(said) if said.isascii() and said.isdecimal() and len(said) < 8 else 0
        if number <= last:
            message = f"a row after row {last} is numbered {quoted(said)}"
            raise WorkbookError(f"{self._shown}: {message}")
        return number

    def _next_column(self, said: str | None, row: int, last: int) -> int:
        if said is None:
            return last + 1
        letters = said.rstrip("0123456789")
        try:
            column = column_of(letters)
        except ValueError:
            column = -1
        if column <= last or said[len(letters) :] != str(row):
            message = f"has a cell that is called {quoted(said)} out of its order"
            raise WorkbookError(f"{self._shown}, row {row}: {message}")
        return column

    def _bound(self, row: int, column: int) -> None:
        if row > self._limits.rows:
            raise WorkbookError(f"{self._shown}: has more than {self._limits.rows:,} rows")
        if column >= self._limits.columns:
            message = f"has more than {self._limits.columns:,} columns"
            raise WorkbookError(f"{self._shown}, row {row}: {message}")

    def _value(self, text: _Text, cell: Attributes, row: int, column: int) -> str:
        kind = cell.get("t", "n")
        stored, formula = text.taken()
        if not stored:
            if formula and kind == "n":
                message = (
                    "has a formula without its result: open it in a spreadsheet program and save it"
                )
                raise self._problem(row, column, message)
            return ""
        try:
            match kind:
                case "s":
                    # Not a negative number, which would be one from the end.
                    return self._texts[int(stored) if stored.isdecimal() else len(self._texts)]
                case "b":
                    return "FALSE" if stored == "0" else "TRUE"
                case "n" if cell.get("s", "0") in self._dates:
                    return date_text(stored, since_1904=self._since_1904)
                case "n":
                    return number_text(stored)
                case _:
                    return stored
        except (ValueError, IndexError, ArithmeticError):
            message = f"holds {quoted(stored)}, no value of its kind: save the file again"
            raise self._problem(row, column, message) from None

    def _problem(self, row: int, column: int, message: str) -> WorkbookError:
        return WorkbookError(f"{self._shown}, {letters_of(column)}{row}: {message}")
