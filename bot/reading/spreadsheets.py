"""A spreadsheet of one of the kinds that are read here: its sheets with their rows."""

import json
from pathlib import PurePath

from bot.reading.bounded import run_bounded
from knowledge.drafting.article import Refusal
from knowledge.drafting.rows import Sheet, SheetError
from knowledge.drafting.text_sheet import text_sheet
from knowledge.importing.workbook import Row
from knowledge.uploads import UploadedFile


def sheets_of(file: UploadedFile) -> tuple[Sheet, ...] | Refusal:
    """The sheets of a file, by its name's ending; a workbook is read in a process of its own."""
    if PurePath(file.name).suffix.lower() != ".xlsx":
        try:
            return (text_sheet(file.name, file.content),)
        except SheetError as error:
            return Refusal(str(error))
    told = run_bounded("bot.reading.workbook:read", file.content)
    if isinstance(told, Refusal):
        return told
    return tuple(
        Sheet(
            f"{file.name}, sheet {name}",
            tuple(Row(number, tuple(cells)) for number, cells in rows),
            is_text=False,
        )
        for name, rows in json.loads(told)
    )
