"""What is in a workbook's zip, never more than is allowed: its parts as the elements of their XML, its cells as texts.

A workbook comes from outside. Nothing of it is believed before it is bounded: what the zip expands to, how
deep its XML nests, how long one piece of it is, and how many there are. It is read in pieces, so that what is not
asked for is never in memory.

Why no library reads it: neither of the two that are kept well can be bounded from outside. calamine holds a sheet as
a rectangle up to its last cell: two cells in opposite corners, a file of 2 KB, end the whole process, and one row
takes a gigabyte that is 350 KB in the file. openpyxl builds all shared texts, all styles and each row before a limit
can be held against them, and believes the size that a sheet gives of itself: the cells beyond it are left out. With
both, a formula without its result is an empty cell. To read the XML first, in order to be safe from that, would be
this module again.
"""

import math
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import BinaryIO
from xml.parsers import expat

from knowledge.files import printable
from knowledge.wording import quoted

CHUNK = 1 << 16
MAX_SILENCE = 1 << 20
"""Bytes of XML without an element or a text: more is one tag, or a comment, that never ends."""

MAX_DEPTH = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may hold; the defaults are for one that someone uploads.

    `rows` and `columns` are of a sheet, counted up to the last cell that has a value; `texts` are the
    characters of all shared texts. `pieces` are the beginnings, ends and texts of elements in all that is read:
    they take the time, about 2 µs each. `settings_bytes` are of each part that has neither cells nor texts.
    """

    file_bytes: int = 20_000_000
    expanded_bytes: int = 200_000_000
    parts: int = 1_000
    rows: int = 100_000
    columns: int = 200
    cell: int = 32_767
    texts: int = 20_000_000
    pieces: int = 5_000_000
    settings_bytes: int = 20_000_000


class WorkbookError(ValueError):
    """Why a file is not read: the file, the sheet and the cell where there is one, and what to do.

    It is one line of text, whatever it quotes.
    """

    def __init__(self, message: str) -> None:
        super().__init__(printable(message))


Attributes = Mapping[str, str]

Event = tuple[str, Attributes | None] | str
"""What stands next in a part: an element begins, ends (without attributes), or a text, maybe in pieces."""

BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError,
          OverflowError, OSError, IndexError)  # fmt: skip
"""What Python's reader raises on a file that is no zip, or no whole one."""

_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OLE = b"\xd0\xcf\x11\xe0"
"""How workbooks of Excel 97 begin, and those that need a password."""


def open_zip(file: BinaryIO, name: str, limits: Limits) -> zipfile.ZipFile:
    """A zip within its bounds. Raises `WorkbookError` where it is none."""
    if file.seek(0, 2) > limits.file_bytes:
        raise WorkbookError(f"{name}: is larger than {limits.file_bytes:,} bytes")
    file.seek(0)
    if file.read(4) == _OLE:
        message = "needs a password or is of Excel 97: save it as .xlsx, without a password"
        raise WorkbookError(f"{name}: {message}")
    try:
        archive = zipfile.ZipFile(file)
    except BROKEN:
        raise WorkbookError(f"{name}: is not a complete .xlsx or .zip file") from None
    infos = archive.infolist()
    if len(infos) > limits.parts:
        raise WorkbookError(f"{name}: has {len(infos):,} parts; the limit is {limits.parts:,}")
    # The reader gives no more of an entry than the zip says that it expands to.
    if sum(info.file_size for info in infos) > limits.expanded_bytes:
        message = f"expands to more than {limits.expanded_bytes:,} bytes"
        raise WorkbookError(f"{name}: {message}")
    for info in infos:
        if info.flag_bits & _ENCRYPTED:
            raise WorkbookError(f"{name}: is encrypted: save it without a password")
        if info.compress_type not in _METHODS:
            raise WorkbookError(f"{name}: uses an unusual compression: save it again")
    return archive


class Parts:
    """The parts of one workbook."""

    def __init__(self, file: BinaryIO, name: str, limits: Limits) -> None:
        self._archive = open_zip(file, name, limits)
        self._name = name
        self._limits = limits
        self._pieces_left = limits.pieces
        self._names = frozenset(self._archive.namelist())
        endings = {part.rpartition("/")[2].casefold() for part in self._names}
        if "vbaproject.bin" in endings:
            raise WorkbookError(f"{name}: has macros: save it as .xlsx")
        if "workbook.bin" in endings:
            raise WorkbookError(f"{name}: is a binary workbook (.xlsb): save it as .xlsx")

    def __contains__(self, part: str) -> bool:
        return part in self._names

    def settings(self, part: str) -> Iterator[Event]:
        """The same as `events`, of a part that is kept as a whole: not larger than such parts may be."""
        if part in self and self._archive.getinfo(part).file_size > self._limits.settings_bytes:
            most = f"{self._limits.settings_bytes:,}"
            raise WorkbookError(f"{self._name}: {part} expands to more than {most} bytes")
        return self.events(part)

    def events(self, part: str) -> Iterator[Event]:
        """The elements and texts of a part, as they are read.

        Raises `WorkbookError` where it is not there, damaged, no XML, or has a document type: entities
        are declared in one, and no program puts it in a workbook.
        """
        if part not in self._names:
            raise WorkbookError(
                f"{self._name}: is not a workbook (.xlsx): {quoted(part)} is missing"
            )
        reader = _Reader()
        silence = 0
        try:
            with self._archive.open(part) as opened:
                while chunk := opened.read(CHUNK):
                    events = reader.read(chunk)
                    silence = 0 if events else silence + len(chunk)
                    if silence > MAX_SILENCE:
                        break
                    self._count(len(events))
                    yield from events
                else:
                    yield from reader.read(b"", last=True)
                    return
        except _UnfitError as error:
            raise WorkbookError(f"{self._name}: {part} {error}") from None
        except expat.ExpatError as error:
            message = f"{self._name}: {part} is not valid XML (line {error.lineno})"
            raise WorkbookError(message) from None
        except WorkbookError:
            raise
        except (*BROKEN, LookupError):
            raise WorkbookError(f"{self._name}: {part} is damaged: save the file again") from None
        raise WorkbookError(f"{self._name}: {part} has a tag or a comment that is too long")

    def _count(self, pieces: int) -> None:
        self._pieces_left -= pieces
        if self._pieces_left < 0:
            message = "has too many cells or texts, empty ones included: delete what isn't needed"
            raise WorkbookError(f"{self._name}: {message}")


class _UnfitError(Exception):
    """What is wrong with a part that is XML."""


class _Reader:
    """Reads XML piece by piece; names are without their namespace."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._depth = 0
        parser = self._parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._events.append
        parser.StartDoctypeDeclHandler = self._doctype

    def read(self, chunk: bytes, *, last: bool = False) -> list[Event]:
        """What a further piece brings."""
        self._parser.Parse(chunk, last)
        events = self._events[:]
        self._events.clear()
        return events

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _UnfitError("nests too deep")
        if any(map(_is_spaced, attributes)):
            attributes = {_local(key): value for key, value in attributes.items()}
        self._events.append((_local(name), attributes))

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._events.append((_local(name), None))

    def _doctype(self, *_: object) -> None:
        raise _UnfitError("declares a document type, which no workbook needs: save it again")


def _is_spaced(name: str) -> bool:
    return " " in name


@lru_cache(256)
def _local(name: str) -> str:
    return name.rpartition(" ")[2]


_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,3}[1-9])?")
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[Ee][+-]?[0-9]{1,3})?"
)
_LETTERS = re.compile("[A-Z]{1,3}")
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
"""What is literal in a number format, or names a color or a currency."""

BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""The number formats of dates and times that need not be spelled out (ECMA-376, part 1, 18.8.30)."""

MAX_SERIAL = 2_958_466
"""The day after December 31, 9999, which is the last that spreadsheets know."""


def letters_of(column: int) -> str:
    """A column's letters, counted from 0: `A`, … `Z`, `AA`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(1024)
def column_of(letters: str) -> int:
    """The number of a column, from 0. Raises `ValueError` where letters name none."""
    if not _LETTERS.fullmatch(letters):
        raise ValueError
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def number_text(stored: str) -> str:
    """A number as spreadsheets show it, to 15 digits: `32.66` for the 32.659999999999997 that is stored.

    Raises `ValueError` where it is none.
    """
    if _PLAIN.fullmatch(stored):
        return stored
    return format(Decimal(format(_number(stored), ".15g")), "f")


def _number(stored: str) -> float:
    # Python reads more as a number than XML does, such as 1_000 and nan.
    number = float(stored) if _NUMBER.fullmatch(stored) else math.nan
    if not math.isfinite(number):
        raise ValueError
    return number


def date_text(stored: str, *, since_1904: bool) -> str:
    """The date, the time or both that a number of days means: `2026-05-15`, `14:30:00`.

    Raises `ValueError` where it means none.
    """
    days = _number(stored)
    if not 0 <= days < MAX_SERIAL:
        raise ValueError
    # Excel takes 1900 for a leap year: what comes before the day that it invents is one day off.
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if days >= 60 else 31)  # noqa: DTZ001
    meant = first + timedelta(seconds=round(days * 86_400))
    if days < 1:
        return f"{meant:%H:%M:%S}"
    return meant.date().isoformat() if days == int(days) else meant.isoformat(" ")


def date_formats(codes: Mapping[int, str]) -> Iterator[int]:
    """The numbers of formats that show dates or times, with a workbook's own `codes` by number."""
    yield from BUILT_IN_DATES - codes.keys()
    for number, code in codes.items():
        if re.search("[dmyhs]", _NOT_SHOWN.sub("", code.partition(";")[0]), re.IGNORECASE):
            yield number
