"""How the cells of a workbook are written, as people read them: numbers, dates, and where a cell is."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

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
