"""What a spreadsheet's columns are, as the source document of its table: what is suggested, and what it lacks."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from knowledge.drafting.cells import read_amounts
from knowledge.drafting.names import Names
from knowledge.drafting.sheet import Found
from knowledge.editing.documents import set_value
from knowledge.editing.writing import lines_of
from knowledge.files import Document
from knowledge.library import Library
from knowledge.model import Source
from knowledge.tables.columns import AMOUNTS, GRADE, RANGES, Table
from knowledge.words import normalise

MOST_IN_TITLE = 200
MOST_IN_LABEL = 28

ASKED: Mapping[str, str] = {
    "role": "which column holds the role or job title, or `role` where all rows are about one",
    "amount": "which statistic the pay is: median, mean, min, max …",
    "currency": "the currency, as a code such as USD",
    "period": "the pay period: year, month, week, day or hour",
}
"""What a table can't do without, and nobody guesses."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

Shares = Mapping[str, Any]
"""What all rows say alike, as a source's `table` has it."""


def suggested(library: Library, found: Found, name: str, today: date) -> dict[str, Any]:
    """The document of the source that a spreadsheet could be; what isn't said is None."""
    title = found.title or " ".join(re.split(r"[\s_-]+", name)) or "Spreadsheet"
    columns: dict[str, str | None] = {
        head: column or None for head, column in zip(found.names, found.columns, strict=True)
    }
    _tell_grades(library, found, columns)
    said = set(columns.values())
    table: dict[str, Any] = {"section": title[:MOST_IN_TITLE].strip()}
    if "currency" not in said:
        table["currency"] = found.currency or _currency_of_cells(found)
    if "period" not in said:
        table["period"] = found.period
    return {
        "title": title[:MOST_IN_TITLE].strip(),
        "label": title[:MOST_IN_LABEL].strip(),
        "kind": "survey",
        "publisher": None,
        "url": None,
        "year": None if "year" in said else found.year,
        "verified": today.isoformat(),
        "roles": [],
        "table": {**table, "columns": columns},
    }


def _tell_grades(library: Library, found: Found, columns: dict[str, str | None]) -> None:
    """A column of levels of which most aren't ours holds a company's own grades."""
    for place, name in enumerate(found.names):
        if columns[name] == "level":
            said = {row.cells[place].strip() for row in found.rows if place < len(row.cells)} - {""}
            if not Names(library).knows_most("levels", said):
                columns[name] = GRADE


def _currency_of_cells(found: Found) -> str | None:
    """The one currency that cells of amounts name."""
    currencies: set[str] = set()
    places = [
        place for place, column in enumerate(found.columns) if column in AMOUNTS or column in RANGES
    ]
    for row in found.rows:
        for place in places:
            try:
                amounts = read_amounts(row.cells[place], None) if place < len(row.cells) else None
            except ValueError:
                continue
            if amounts is not None and amounts.currency:
                currencies.add(amounts.currency)
    return currencies.pop() if len(currencies) == 1 else None


def document_text(document: Mapping[str, Any]) -> str:
    """A source's document as its file has it."""
    lines = [line for key, value in document.items() for line in lines_of(key, value, 0, None)]
    return "\n".join(["# yaml-language-server: $schema=../schema/source.json", *lines]) + "\n"


def columns_of(table: Shares) -> Mapping[str, str | None]:
    """What a source's `table` says each head of its spreadsheet became."""
    said = table.get("columns")
    return cast("Mapping[str, str | None]", said) if isinstance(said, Mapping) else {}


def lacking(table: Shares) -> tuple[str, ...]:
    """What has to be said before the rows can be read, as `ASKED` names it."""
    said = {
        *filter(None, columns_of(table).values()),
        *(name for name, value in table.items() if value is not None),
    }
    has_amount = any(column in AMOUNTS or column in RANGES for column in said)
    return tuple(name for name in ASKED if not (has_amount if name == "amount" else name in said))


def twice(table: Shares) -> tuple[str, ...]:
    """The columns that several heads are said to be, each once; a range is both of its ends."""
    every = [
        end
        for column in columns_of(table).values()
        if column
        for end in RANGES.get(column, (column,))
    ]
    return tuple(dict.fromkeys(column for column in every if every.count(column) > 1))


def earlier_edition(library: Library, found: Found) -> Source | None:
    """The source whose table was made from a spreadsheet with the same heads, whatever year they name.

    Of several, the one that was verified last.
    """
    heads = set(_without_years(found.names))
    alike = [
        source
        for source in library.sources.values()
        if source.table is not None
        and source.table.columns
        and set(_without_years(source.table.columns)) == heads
    ]
    return max(alike, key=lambda source: (str(source.verified or ""), source.id), default=None)


def suggested_again(
    library: Library, before: Source | None, found: Found, name: str, today: date
) -> dict[str, Any]:
    """The same as `suggested`; where there was an edition before, with what its source says."""
    document = suggested(library, found, name, today)
    if before is None or before.table is None:
        return document
    told = before.table.model_dump(exclude_none=True, exclude_defaults=True, exclude={"columns"})
    return {
        **document,
        "title": _renewed(before.title, before, found),
        "label": _renewed(before.label, before, found),
        "publisher": before.publisher,
        "table": {**told, "columns": _as_before(before.table, found)},
    }


def _as_before(table: Table, found: Found) -> dict[str, str | None]:
    """What each head of a next edition became in the table before."""
    by_head = dict(zip(_without_years(table.columns), table.columns.values(), strict=True))
    heads = zip(found.names, _without_years(found.names), strict=True)
    return {name: by_head.get(head) for name, head in heads}


def _renewed(words: str, before: Source, found: Found) -> str:
    """A title with the year of the next edition."""
    if before.year is None or found.year is None:
        return words
    return words.replace(str(before.year), str(found.year))


def next_edition(text: str, before: Source, found: Found, today: date) -> str:
    """The document of an earlier edition, the source `before`, for the heads of the next one.

    Its year is that of the new one, or asked anew.
    """
    table = before.table or Table()
    text = set_value(text, ("table", "columns"), _as_before(table, found))
    text = set_value(text, ("verified",), today.isoformat())
    for place, said in (
        (("title",), before.title),
        (("label",), before.label),
        (("table", "section"), table.section),
    ):
        if said:
            text = set_value(text, place, _renewed(said, before, found))
    return set_value(text, ("year",), found.year)


def table_of(document: Document) -> Shares:
    """What a source's document says of its table."""
    table = document.content.get("table")
    return cast("Shares", table) if isinstance(table, Mapping) else {}


def _without_years(heads: Mapping[str, object] | tuple[str, ...]) -> Iterator[str]:
    for head in heads:
        yield " ".join(_YEAR.sub("", head).split()).casefold()


def id_of(name: str) -> str:
    """A file's name as a source's id; empty where it has no word in Latin letters."""
    words = [
        word
        for word in normalise(re.sub(r"[_.-]+", " ", name))
        if word.isascii() and word.isalnum()
    ]
    return "-".join(words)[:60].strip("-")
