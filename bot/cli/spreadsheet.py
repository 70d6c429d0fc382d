"""A spreadsheet of pay as a source with a table: first what its columns seem to be, then its rows."""

from datetime import UTC, date, datetime
from pathlib import Path

import click

from bot.cli.importing.common import Content, content_or_exit, write_or_exit
from bot.cli.output import data
from bot.reading.documents import sheets_of
from handlers.views.words import count
from knowledge.drafting.article import Refusal
from knowledge.drafting.filling import fill
from knowledge.drafting.mapping import (
    ASKED,
    columns_of,
    document_text,
    earlier_edition,
    lacking,
    next_edition,
    suggested,
    table_of,
    twice,
)
from knowledge.drafting.rows import SheetError
from knowledge.drafting.sheet import Found, find_heads
from knowledge.files import Document
from knowledge.uploads import UploadedFile
from knowledge.yaml_files import parse_text

ENDINGS = (".csv", ".tsv", ".xlsx")
"""How the names of files end that are read as spreadsheets."""


def draft_spreadsheet(file: UploadedFile, mapping: Path | None, *, write: bool) -> None:
    """Print what the columns seem to be, as the document of a source; or, with that document, its table.

    `mapping` is the document, its name the source's id. Prints each row that doesn't fit, by its line, and
    writes both files to the content folder only with `write`.
    """
    read = sheets_of(file)
    if isinstance(read, Refusal):
        raise click.ClickException(f"{file.name} {read.why}")
    try:
        found = find_heads(read)
    except SheetError as error:
        raise click.ClickException(f"{file.name} {error}") from None
    content = content_or_exit()
    if mapping is None:
        _print_mapping(content, found, file.name, datetime.now(UTC).date())
    else:
        _make_table(content, found, mapping, write=write)


def _print_mapping(content: Content, found: Found, name: str, today: date) -> None:
    before = earlier_edition(content.library, found)
    if before is None:
        text = document_text(suggested(content.library, found, Path(name).stem, today))
    else:
        path = f"sources/{before.id}.yaml"
        text = next_edition(content.documents[path], before, found, today)
        click.echo(
            f"It has the heads of {path}, so its columns are those of that source.", err=True
        )
    data(text)
    for name in found.unsaid:
        click.echo(f"Asked: {name} is pay, and doesn't say which statistic.", err=True)
    document = parse_text("", text)
    for name in lacking(table_of(document)) if isinstance(document, Document) else ():
        click.echo(f"Asked: {ASKED[name]}.", err=True)
    click.echo(
        "Look at each column, fill in what is null, save it under the source's id, such as pay-survey.yaml, and "
        "give it back with --mapping.",
        err=True,
    )


def _make_table(content: Content, found: Found, mapping: Path, *, write: bool) -> None:
    text = mapping.read_text(encoding="utf-8")
    document = parse_text(str(mapping), text)
    if not isinstance(document, Document):
        for problem in document:
            click.echo(str(problem), err=True)
        raise click.ClickException("nothing was written: the mapping can't be read")
    table = table_of(document)
    for name in lacking(table):
        click.echo(f"{mapping}: lacks {ASKED[name]}", err=True)
    for column in twice(table):
        click.echo(f"{mapping}: two columns are {column}: keep one", err=True)
    if lacking(table) or twice(table):
        raise click.ClickException("nothing was written: the columns aren't clear yet")
    filled = fill(content.library, found, columns_of(table), table)
    for problem in filled.left_out:
        click.echo(str(problem), err=True)
    source, rows = (f"sources/{mapping.stem}.{ending}" for ending in ("yaml", "csv"))
    left = f", {len(filled.left_out):,} left out" if filled.left_out else ""
    click.echo(f"{rows}: {count(filled.rows, 'row')}{left}")
    if not filled.rows:
        raise click.ClickException("nothing was written: no row fits")
    added = {source: text, rows: filled.text}
    if write:
        write_or_exit(content, added)
        return
    click.echo(f"Nothing was written. Add --write to write {source} and its table.")
