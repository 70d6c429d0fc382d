"""Pay in job ads, as a table of percentiles."""

import re
from collections.abc import Iterator
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
from knowledge.fields import LEAST_COMPUTED
from knowledge.importing.aijobs import (
    Made,
    read_ads,
    source_id,
    source_text,
    table_difference,
    table_text,
)


@click.command()
@FILES
@click.option(
    "--release",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day of the file, such as 2025-01-19.",
)
@WRITE
def aijobs(files: tuple[Path, ...], release: datetime, *, write: bool) -> None:
    """Turn pay in job ads (aijobs.net) into a table of percentiles.

    FILES are the salaries that aijobs.net publishes, as CSV. Their last year and the one before are
    counted, by role, level and country. Prints how the table differs from the one there is, and
    writes it to the content folder only with --write.
    """
    content = content_or_exit()
    with sheets_or_exit(files) as sheets:
        ads = list(read_ads(sheets))
    if not ads:
        raise click.ClickException("the files have no row")
    last = max(ad.year for ad in ads)
    counted = [ad for ad in ads if last - 1 <= ad.year]
    years = min(ad.year for ad in counted), last
    made = table_text(content.library, counted)
    rows = made.text.count("\n") - 1
    click.echo(
        f"{source_id(years)}: {count(rows, 'row')} from {made.used:,} of {count(len(ads), 'ad row')}"
    )
    for line in _left_out(made, len(ads) - len(counted), years[0]):
        click.echo(line)
    before = _table_before(content, years)
    if before is not None:
        difference = table_difference(content.documents[before], made.text)
        click.echo(
            f"Compared with {before}: {difference.changed:,} changed, {difference.added:,} added, "
            f"{difference.removed:,} removed"
        )
    source, table = (f"sources/{source_id(years)}.{ending}" for ending in ("yaml", "csv"))
    if not rows:
        raise click.ClickException(f"no role, level and country has {LEAST_COMPUTED} rows")
    if not write:
        click.echo(f"Nothing was written. Add --write to write {source} and its table.")
        return
    added = {table: made.text}
    if source not in content.documents:
        today = datetime.now(UTC).date().isoformat()
        added[source] = source_text(years, release.date().isoformat(), today)
    write_or_exit(content, added)
    if source not in added:
        click.echo(f"Say in {source} that its release is the snapshot of {release:%Y-%m-%d}.")
    if before not in (None, table):
        click.echo(f"{before} is still in use: delete it and its .yaml file if this replaces it.")


def _left_out(made: Made, older: int, since: int) -> Iterator[str]:
    if older:
        yield f"Left out, of years before {since}: {older:,}"
    for what, counted in (
        ("titles that name no role, or several", made.unknown_titles),
        ("countries that no place is", made.unknown_countries),
    ):
        if counted:
            names = few([f"{name} ({number:,})" for name, number in counted.items()])
            yield f"Left out, {what}: {sum(counted.values()):,}: {names}"
    if made.too_few:
        yield f"Left out, fewer than {LEAST_COMPUTED} of a role, level and country: {made.too_few:,}"


def _table_before(content: Content, years: tuple[int, int]) -> str | None:
    """The table to compare with: the same years', else the newest; None where there is none."""
    tables: list[str] = [
        path
        for path in content.documents
        if re.fullmatch(r"sources/aijobs-\d{4}(-\d\d)?\.csv", path)
    ]
    same = f"sources/{source_id(years)}.csv"
    return same if same in tables else max(tables, default=None)
