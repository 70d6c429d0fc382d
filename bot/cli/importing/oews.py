"""Official pay and jobs, as a table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.importing.common import (
    FILES,
    WRITE,
    Content,
    content_or_exit,
    few,
    sheets_or_exit,
    write_or_exit,
)
from handlers.views.words import count
from knowledge.importing.oews import Release, read_release
from knowledge.importing.oews_table import (
    TableDifference,
    source_id,
    source_text,
    table_difference,
    table_text,
)
from knowledge.importing.parts import WorkbookError
from knowledge.library import Library

MOST_MEDIANS = 10


@click.command()
@FILES
@click.option(
    "--year",
    type=click.IntRange(2000, 2100),
    help="The year of the release; needed where the files don't say it.",
)
@click.option(
    "--bound",
    type=click.IntRange(1),
    help="The annual wage that # stands for, in dollars; needed where the files don't say it.",
)
@WRITE
def oews(files: tuple[Path, ...], year: int | None, bound: int | None, *, write: bool) -> None:
    """Turn official US pay and job counts (BLS, OEWS) into a table.

    FILES are BLS's workbooks, or zips of them: national, by state, by metropolitan area, by sector.
    Give all of one year at once: they become one table. Prints how it differs from the table there
    is, and writes it to the content folder only with --write.
    """
    content = content_or_exit()
    library = content.library
    occupations = {term.code: term.name for term in library.terms("occupations") if term.code}
    with sheets_or_exit(files) as sheets:
        release = read_release(sheets, occupations.keys())
    year = agreed("--year", year, release.year)
    if year is None:
        raise click.UsageError("the files don't give their year: add --year")
    try:
        made = table_text(library, release.estimates, agreed("--bound", bound, release.bound))
    except WorkbookError as error:
        raise click.ClickException(f"{error} with --bound") from None
    rows = made.text.count("\n") - 1
    click.echo(f"May {year}: {count(rows, 'row')} of occupations, places and sectors")
    _tell_what_is_left_out(release, made.unknown_areas, occupations)
    before = _table_before(content, year)
    if not rows:
        raise click.ClickException("the files have no estimate of any occupation and place here")
    source = source_text(year, datetime.now(UTC).date().isoformat())
    tell_and_write(content, f"sources/{source_id(year)}", source, made.text, before, write=write)


def tell_and_write(
    content: Content, path: str, source: str, table: str, before: str | None, *, write: bool
) -> None:
    """Print how a table differs from the one `before`, and write it where that is meant.

    `path` is where it goes, without the ending. `source` is the text of the file next to it, which is kept
    where there is one.
    """
    removed = 0
    if before is not None:
        difference = table_difference(content.documents[before], table)
        removed = difference.removed
        for line in _difference_lines(content.library, before, difference):
            click.echo(line)
    if not write:
        click.echo(f"Nothing was written. Add --write to write {path}.yaml and its table.")
        return
    if before == f"{path}.csv" and removed:
        click.confirm(f"{before} loses {count(removed, 'figure')}. Write it?", abort=True)
    added = {f"{path}.csv": table}
    if f"{path}.yaml" not in content.documents:
        added[f"{path}.yaml"] = source
    write_or_exit(content, added)
    if before not in (None, f"{path}.csv"):
        click.echo(f"{before} is still in use: delete it and its .yaml file if this replaces it.")


def agreed(option: str, given: int | None, said: int | None) -> int | None:
    """What an option and the files say alike."""
    if given is not None and said is not None and given != said:
        raise click.UsageError(f"{option} is {given}, but the files say {said}")
    return said if given is None else given


def _tell_what_is_left_out(
    release: Release, unknown_areas: Sequence[str], occupations: Mapping[str, str]
) -> None:
    if unknown_areas:
        titles = [f"{code} ({release.areas[code]})" for code in unknown_areas]
        click.echo(f"Left out, as no place has their code: {few(titles)}")
    there = {one.occupation for one in release.estimates}
    missing = [f"{code} ({name})" for code, name in occupations.items() if code not in there]
    if missing:
        click.echo(f"Occupations that aren't in the files: {few(missing)}")


def _table_before(content: Content, year: int) -> str | None:
    """The table to compare with: the same year's, else the newest; None where there is none."""
    tables = [
        path for path in content.documents if re.fullmatch(r"sources/bls-oews-\d{4}\.csv", path)
    ]
    same = f"sources/{source_id(year)}.csv"
    return same if same in tables else max(tables, default=None)


def _difference_lines(library: Library, before: str, difference: TableDifference) -> Iterator[str]:
    yield f"Compared with {before}:"
    yield (
        f"  figures: {difference.changed:,} changed, {difference.added:,} added, "
        f"{difference.removed:,} removed"
    )
    places = [library.name("places", id) for id in difference.places_gone]
    if places:
        yield f"  places that aren't in it anymore: {few(places)}"
    occupations = [library.name("occupations", id) for id in difference.occupations_gone]
    if occupations:
        yield f"  occupations that aren't in it anymore: {few(occupations)}"
    if difference.medians:
        yield "  largest changes of medians:"
    for one in difference.medians[:MOST_MEDIANS]:
        name, place = library.name("occupations", one.occupation), library.name("places", one.place)
        year = f", {one.year}" if one.year else ""
        amounts = f"${one.before:,} → ${one.after:,} ({one.share:+.1%})"
        yield f"    {name}, {place}{year}: {amounts}"
