"""A spreadsheet of pay as it is found: where its heads are, and what each of its columns seems to be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.drafting.heads import (
    Head,
    best_columns,
    currency_in,
    period_of,
    read_head,
    unique_heads,
)
from knowledge.drafting.rows import Sheet, SheetError
from knowledge.fields import PayPeriod
from knowledge.importing.workbook import Row
from knowledge.tables.columns import AMOUNTS

LOOKED_AT = 15
"""Rows from the top among which the heads are."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PER = re.compile(r"\b(?:per|pro|par|por|im|p\.?\s?a)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[$€£₹]?\s*\d[\d.,'’ \u00a0\u202f]*\s*(?:k|[$€£₹%])?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """The heads of a sheet, one a column, the rows below them, and the words above."""

    sheet: Sheet
    names: tuple[str, ...]
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    title: str

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """What each column seems to be; empty where it is left out."""
        return best_columns(self.heads)

    @property
    def unsaid(self) -> tuple[str, ...]:
        """The heads of pay that don't say which statistic it is, where the sheet has no other amounts."""
        if any(column in AMOUNTS or column.endswith("range") for column in self.columns):
            return ()
        return tuple(
            name
            for name, head in zip(self.names, self.heads, strict=True)
            if head.is_pay and head.column is None
        )

    @property
    def currency(self) -> str | None:
        """The currency that the heads of its amounts, or else the words above them, name."""
        for head in self._amounts:
            if head.currency:
                return head.currency
        return currency_in(self.title)

    @property
    def period(self) -> PayPeriod | None:
        """The time that the heads of its amounts, or the words above them, name."""
        for head in self._amounts:
            if head.period:
                return head.period
        # An annual survey may be of monthly pay.
        return period_of(self.title) if _PER.search(self.title) else None

    @property
    def year(self) -> int | None:
        """The one year in the words above the heads, or in the heads."""
        years = set(_YEAR.findall(" ".join((self.title, *self.names))))
        return int(years.pop()) if len(years) == 1 else None

    @property
    def _amounts(self) -> Iterator[Head]:
        for column, head in zip(self.columns, self.heads, strict=True):
            if head.is_pay and (column or head.column is None):
                yield head


def find_heads(sheets: Sequence[Sheet]) -> Found:
    """The sheet whose heads say most, with its heads. Raises `SheetError` where no row has heads of pay."""
    best: tuple[int, Found] | None = None
    for sheet in sheets:
        for score, found in _candidates(sheet):
            if best is None or score > best[0]:
                best = score, found
    if best is None:
        raise SheetError(
            "has no row of heads that say what pay its columns hold, such as Job title, Median, Minimum, Maximum"
        )
    return best[1]


def _candidates(sheet: Sheet) -> Iterator[tuple[int, Found]]:
    """Each row from the top, alone and with the one above it, as the row of heads."""
    rows = sheet.rows
    for place, row in enumerate(rows[:LOOKED_AT]):
        if not _may_be_heads(row):
            continue
        below = rows[place + 1 :]
        width = max(len(one.cells) for one in rows[max(place - 1, 0) :])
        alone = _padded(row.cells, width)
        title = " ".join(cell.strip() for one in rows[:place] for cell in one.cells if cell.strip())
        yield from _found(sheet, alone, below, title)
        above = rows[place - 1] if place else None
        if above is not None and _may_be_heads(above) and sum(map(bool, above.cells[1:])):
            title = " ".join(
                cell.strip() for one in rows[: place - 1] for cell in one.cells if cell.strip()
            )
            yield from _found(
                sheet, tuple(_joined(_padded(above.cells, width), alone)), below, title
            )


def _found(
    sheet: Sheet, names: Sequence[str], rows: Sequence[Row], title: str
) -> Iterator[tuple[int, Found]]:
    heads = tuple(map(read_head, names))
    known = sum(head.column is not None or head.is_pay for head in heads)
    if known < 2 or not any(head.is_pay for head in heads):
        return
    parts = sum("_" in (head.column or "") for head in heads)
    found = Found(sheet, tuple(unique_heads(names)), heads, tuple(rows), title[:200])
    different = sum(map(bool, found.columns))
    yield different * 100 + known * 10 + parts, found


def _may_be_heads(row: Row) -> bool:
    """Whether it has words, and hardly any numbers: `2026` may stand in a head, amounts don't."""
    said = [cell for cell in row.cells if cell.strip()]
    numbers = sum(
        bool(_NUMBER.fullmatch(cell)) and not _YEAR.fullmatch(cell.strip()) for cell in said
    )
    return bool(said) and numbers * 4 <= len(said)


def _joined(above: Sequence[str], below: Sequence[str]) -> Iterator[str]:
    """Heads over two lines: one above several columns is each one's."""
    group = ""
    for upper, lower in zip(above, below, strict=True):
        group = upper.strip() or group
        yield f"{group} {lower}".strip() if lower.strip() else upper


def _padded(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))
