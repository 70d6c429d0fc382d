"""What the words of a table's row say that its amounts are about."""

import re
from collections.abc import Sequence

from knowledge.library import Library
from knowledge.pay.about import About, about, industry_in, level_in, title_in, year_in
from knowledge.pay.columns import LEAST_BARE, Column
from knowledge.pay.experience import years_in
from knowledge.pay.money import find_money
from knowledge.pay.parts import PAY, STATISTICS, SURE_PAY
from knowledge.pay.table_parts import Piece
from knowledge.pay.where import first_place


def row_about(
    library: Library, row: Sequence[Piece], columns: Sequence[Column]
) -> tuple[About, tuple[str, ...], str]:
    """What the row's words say, which fields are doubtful, and its first words."""
    said = About()
    doubts: list[str] = []
    label = ""
    for number, (cell, column) in enumerate(zip(row, columns, strict=False)):
        text = cell.text.strip(" *_")
        if column.holds != "words" or not text or column.dimension == "other":
            continue
        if not any(map(str.isalnum, text)) or (
            text.rstrip(".").isdigit() and column.dimension is None
        ):
            continue  # a rank
        label = label or text
        read = _about_cell(library, text, column)
        if column.dimension is None and number == 0 and read == About() and len(text) < 60:
            read = _unnamed(text)
            doubts += [] if read == About() and _is_measure(text) else ["title"]
        said = said.over(read)
    return said, tuple(doubts), label


def _about_cell(library: Library, text: str, column: Column) -> About:
    """What one cell says, by the kind of its column."""
    level, years = level_in(text), years_in(text)
    match column.dimension:
        case "title":
            return About(_words(text), level, years, first_place(library, text))
        case "level":
            return _about_level(text, level, years)
        case "years" if re.fullmatch(r"(?:19|20)\d\d", text):
            return About(year=int(text))
        case "years":
            match_years = re.fullmatch(r"[<>~]?\s?\d{1,2}(?:\s?-\s?\d{1,2})?\s?\+?", text)
            return About(
                years=years or (text.replace(" ", "") if match_years else None), level=level
            )
        case "place":
            return About(
                place=first_place(library, text) if len(text) > 30 else _words(text),
                year=year_in(text),
            )
        case "company":
            return About(company=_words(text))
        case "industry":
            return About(industry=_words(text))
        case _:
            return about(library, text)


def _about_level(text: str, level: str | None, years: str | None) -> About:
    """What a cell says in a column of levels, which may hold titles or years as well."""
    if title_in(text) is None:
        return About(level=None if years and level is None else _words(text), years=years)
    if level is None and years is None:
        return About(title=_words(text))
    inner = re.search(r"\(([^()\d]{2,40})\)", text)
    return About(level=level, years=years, title=title_in(inner[1]) if inner else None)


def is_told(cell: Piece, label: str) -> bool:
    """Whether a cell among words is an amount of what its row's label says is measured."""
    return (
        cell.text.strip(" *_") != label
        and SURE_PAY.search(label) is not None
        and any(
            money.currency or (money.top >= LEAST_BARE and re.fullmatch(r"[\d.,\s]+", cell.text))
            for money in find_money(cell.text)
        )
    )


def _unnamed(text: str) -> About:
    """What the first cell of a row says where neither its head nor its words tell its kind."""
    return About() if _is_measure(text) else About(industry=industry_in(text))


def _is_measure(text: str) -> bool:
    """Whether a row's first cell names what is measured, as "median salary" does."""
    return PAY.search(text) is not None or any(words.search(text) for _, words in STATISTICS)


def _words(text: str) -> str:
    """A cell's words without what stands in brackets, where that is no part of a name."""
    return re.sub(r"\s*\((?=[^)]*(?:\d|yrs|years|años))[^)]*\)", "", text).strip(" *_:") or text
