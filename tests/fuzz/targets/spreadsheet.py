"""Spreadsheets of others as text: each row is in the table or listed by its line, or all of it is refused."""

import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from bot.settings import CONTENT
from knowledge.drafting.filling import fill
from knowledge.drafting.mapping import columns_of, suggested
from knowledge.drafting.rows import SheetError
from knowledge.drafting.sheet import find_heads
from knowledge.drafting.text_sheet import text_sheet
from knowledge.library import Library
from knowledge.store import KnowledgeStore, open_library
from knowledge.tables.contents import read_table
from tests.drafting import spreadsheets
from tests.fuzz.target import Target


@cache
def _library() -> Library:
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(CONTENT, KnowledgeStore(Path(folder) / "k.json")).library
    assert library is not None
    return library


def check(data: bytes) -> None:
    """Read it, and make the table that it seems to be."""
    try:
        found = find_heads([text_sheet("pay.csv", data)])
    except SheetError:
        return
    table = suggested(_library(), found, "pay", date(2026, 11, 28))["table"]
    filled = fill(_library(), found, columns_of(table), table)
    assert filled.rows + len(filled.left_out) == len(found.rows)
    assert all(problem.message.isprintable() for problem in filled.left_out)
    if filled.rows:
        assert read_table("sources/pay.csv", "", filled.text)[1] == ()


def seeds() -> list[bytes]:
    """Every kind that the tests have."""
    texts = [one for one in vars(spreadsheets).values() if isinstance(one, str) and "\n" in one]
    return [
        text.encode(code, "replace") for text in texts for code in ("utf-8", "cp1252", "utf-16")
    ]


def pieces() -> list[str]:
    """Separators, heads and notations."""
    return [",", ";", "\t", '"', "\n", "\r\n", "sep=;", "Role", "Median", "range", "P25", "k€", "Data Engineer",
            "65.000", "65,5", "80-95k", "25 LPA", "R$", "3,50,000", "172,654+", "\u00a0", "\u2028"]  # fmt: skip


TARGET = Target(check, seeds, pieces, most_bytes=4_000)
