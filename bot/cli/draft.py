"""The command that makes a source document out of what others publish."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.opening import library_or_exit, settings_or_exit
from bot.cli.output import data
from bot.settings import Settings
from handlers.views.words import count
from knowledge.drafting.article import Article, Refusal
from knowledge.drafting.source import cut_note, draft_source, record
from knowledge.pay.reader import read_pay
from knowledge.uploads import UploadedFile


@click.command()
@click.argument("source", metavar="FILE|URL|-")
@click.option("--json", "as_json", is_flag=True, help="One statement a line, for programs.")
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Of a spreadsheet: the document that says what its columns are.",
)
@click.option("--write", is_flag=True, help="Of a spreadsheet: write the files.")
def draft(source: str, mapping: Path | None, *, as_json: bool, write: bool) -> None:
    """Print what an article or a spreadsheet states as a source document.

    An article (Markdown, HTML, text or PDF) gives figures, each with its quote. What is sure and complete is
    in the document; the rest follows as comments that say what to fill in or look at. A spreadsheet (CSV, TSV
    or XLSX) gives what each column seems to be; with --mapping it makes the table and lists each row that
    doesn't fit.
    """
    # What fetches and reads takes its time to load, and `--help` needs none of it.
    from bot.cli.spreadsheet import ENDINGS, draft_spreadsheet

    if Path(source).suffix.lower() in ENDINGS and not _is_address(source):
        if as_json:
            raise click.UsageError("--json is for articles")
        file = _file(source)
        if isinstance(file, Refusal):
            raise click.ClickException(f"{source} {file.why}")
        draft_spreadsheet(file, mapping, write=write)
    elif mapping or write:
        raise click.UsageError("--mapping and --write are for spreadsheets")
    else:
        _draft_article(source, settings_or_exit(), as_json=as_json)


def _draft_article(source: str, settings: Settings, *, as_json: bool) -> None:
    article = _article(source, settings)
    if isinstance(article, Refusal):
        raise click.ClickException(f"{source} {article.why}")
    library = library_or_exit(settings)
    read = read_pay(library, article.text)
    statements = read.statements
    if as_json:
        for one in statements:
            data(json.dumps(record(library, one), ensure_ascii=False) + "\n")
        return
    data(draft_source(library, article, statements, datetime.now(UTC).date()))
    sure = sum(one.sure for one in statements)
    click.echo(f"{count(len(statements), 'statement')}, {sure} of them sure", err=True)
    for note in (article.note, cut_note(read)):
        if note:
            click.echo(note, err=True)


def _article(source: str, settings: Settings) -> Article | Refusal:
    from bot.fetching.fetcher import Fetcher
    from bot.reading.documents import Articles

    articles = Articles(Fetcher(settings.rolecall_contact, settings.rolecall_fetch_networks))
    if _is_address(source):
        return articles.at(source)
    file = _file(source)
    return file if isinstance(file, Refusal) else articles.of(file)


def _is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _file(source: str) -> UploadedFile | Refusal:
    """A file, or what comes in at standard input."""
    try:
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        return Refusal(f"can't be read: {error.strerror}")
    return UploadedFile(Path(source).name, content)
