"""The sheets of a file, be it a workbook, comma- or tab-separated text, or such files in a zip or gzip."""

import csv
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from gzip import GzipFile
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO
from zipfile import ZipFile

from knowledge.importing.parts import BROKEN, CHUNK, Limits, WorkbookError, letters_of, open_zip
from knowledge.importing.workbook import Row, Workbook
from knowledge.wording import quoted

ENDINGS = (".xlsx", ".csv", ".tsv", ".txt")

PUBLISHED = Limits(
    file_bytes=300_000_000,
    expanded_bytes=3_000_000_000,
    rows=1_048_576,
    texts=100_000_000,
    pieces=200_000_000,
)
"""What files of public bodies may hold, which someone fetched: the largest have 400,000 rows."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; its rows are read each time that they are asked for, as long as its file is open."""

    name: str
    """The sheet as problems name it, with its file."""
    rows: Callable[[], Iterator[Row]]
    is_text: bool = False

    def at(self, row: Row, column: int) -> str:
        """A cell as problems name it, by its column from 0."""
        if self.is_text:
            return f"{self.name}:{row.number}, column {column + 1}"
        return f"{self.name}, {letters_of(column)}{row.number}"


def sheets_of(file: BinaryIO, name: str, limits: Limits = PUBLISHED) -> Iterator[Sheet]:
    """The sheets of a file, each to be read before the next is asked for.

    Raises `WorkbookError` where it is of no kind that is read here, or not within the limits.
    """
    if name.casefold().endswith(".zip"):
        yield from _zipped(file, name, limits)
    elif name.casefold().endswith(".gz"):
        with TemporaryFile() as entry:
            _expand(file, name, entry, limits)
            yield from sheets_of(entry, name[: -len(".gz")], limits)
    elif name.casefold().endswith(".xlsx"):
        book = Workbook(file, name, limits)
        for sheet in book.sheets:
            yield Sheet(book.shown(sheet), lambda sheet=sheet: book.rows(sheet))
    elif name.casefold().endswith(ENDINGS):
        if file.seek(0, 2) > limits.file_bytes:
            raise WorkbookError(f"{name}: is larger than {limits.file_bytes:,} bytes")
        yield Sheet(name, lambda: _text_rows(file, name, limits), is_text=True)
    else:
        kinds = ", ".join((*ENDINGS, ".zip", ".gz"))
        raise WorkbookError(f"{name}: is of a kind that isn't supported (one of {kinds})")


def _zipped(file: BinaryIO, name: str, limits: Limits) -> Iterator[Sheet]:
    with open_zip(file, name, limits) as archive:
        infos = [one for one in archive.infolist() if one.filename.casefold().endswith(ENDINGS)]
        if not infos:
            raise WorkbookError(f"{name}: holds no file of {', '.join(ENDINGS)}")
        for info in infos:
            with TemporaryFile() as entry:
                shown = f"{name}/{info.filename.rpartition('/')[2]}"
                _copy(archive, info.filename, entry, shown)
                yield from sheets_of(entry, shown, limits)


def _copy(archive: ZipFile, entry: str, into: BinaryIO, shown: str) -> None:
    try:
        with archive.open(entry) as opened:
            copyfileobj(opened, into)
    except BROKEN:
        raise WorkbookError(f"{shown}: is damaged inside the zip: fetch it again") from None


def _expand(file: BinaryIO, name: str, into: BinaryIO, limits: Limits) -> None:
    expanded = 0
    try:
        with GzipFile(fileobj=file) as opened:
            while piece := opened.read(CHUNK):
                expanded += len(piece)
                if expanded > limits.file_bytes:
                    raise WorkbookError(f"{name}: holds more than {limits.file_bytes:,} bytes")
                into.write(piece)
    except (OSError, EOFError, zlib.error):
        raise WorkbookError(f"{name}: is damaged: fetch it again") from None


def _text_rows(file: BinaryIO, name: str, limits: Limits) -> Iterator[Row]:
    file.seek(0)
    tabs = b"\t" in file.readline(limits.cell)
    file.seek(0)
    reader = csv.reader(_lines(file, name), delimiter="\t" if tabs else ",")
    number = 1
    try:
        for cells in reader:
            if number > limits.rows:
                raise WorkbookError(f"{name}: has more than {limits.rows:,} rows")
            if any(cells):
                yield Row(number, tuple(cells))
            number = reader.line_num + 1
    except csv.Error as error:
        raise WorkbookError(f"{name}:{number}: cannot be read ({error})") from None


def _lines(file: BinaryIO, name: str) -> Iterator[str]:
    for number, line in enumerate(file, 1):
        try:
            yield line.decode().removeprefix("\ufeff" if number == 1 else "")
        except UnicodeDecodeError:
            raise WorkbookError(f"{name}:{number}: is not text in UTF-8: save it as such") from None


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a sheet has the columns that are needed, by name in lower case."""

    sheet: Sheet
    places: dict[str, int]

    def cell(self, row: Row, name: str) -> str:
        """What a row says in a column; empty where it ends before."""
        place = self.places[name]
        return row.cells[place].strip() if place < len(row.cells) else ""

    def at(self, row: Row, name: str) -> str:
        """That cell as problems name it."""
        return self.sheet.at(row, self.places[name])


def columns_of(sheet: Sheet, header: Row, needed: tuple[str, ...]) -> Columns:
    """The columns that are needed. Raises `WorkbookError` with those that are missing."""
    places: dict[str, int] = {}
    for place, name in enumerate(header.cells):
        places.setdefault(name.strip().casefold(), place)
    missing = [name for name in needed if name not in places]
    if missing:
        columns = ", ".join(map(quoted, missing))
        place = sheet.at(header, 0)
        raise WorkbookError(f"{place}: the row of column names lacks {columns}")
    return Columns(sheet, places)
