"""Official pay over the years, as a series."""

import re
from collections.abc import Mapping, Sequence
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
)
from bot.cli.importing.oews import agreed, tell_and_write
from handlers.views.words import count
from knowledge.importing.oews import TALL, WORKBOOK, YEARS, Estimate, each_once, read_release
from knowledge.importing.oews_series import (
    national_estimates,
    series_text,
    source_id,
    source_text,
    years_of,
)
from knowledge.importing.parts import WorkbookError
from knowledge.library import Library

_PATH = re.compile(r"sources/bls-oews-national-(?P<first>\d{4})-(?P<last>\d{4})\.csv")


def _bounds(
    _context: click.Context, _parameter: click.Parameter, said: Sequence[str]
) -> dict[int, int]:
    found = [re.fullmatch("(20[0-9]{2})=([1-9][0-9]{0,6})", one) for one in said]
    if not all(found):
        raise click.BadParameter("write it as YEAR=AMOUNT, such as 2020=208000")
    return {int(one[1]): int(one[2]) for one in found if one}


@click.command()
@FILES
@click.option(
    "--year", type=click.IntRange(2000, 2100), help="The year of files that don't give theirs."
)
@click.option(
    "--bound",
    "bounds",
    multiple=True,
    callback=_bounds,
    metavar="YEAR=AMOUNT",
    help="The annual wage that # stands for in a year, in dollars, where the files don't say it.",
)
@WRITE
def oews_national(
    files: tuple[Path, ...], year: int | None, bounds: dict[int, int], *, write: bool
) -> None:
    """Turn official US pay of several years (BLS, OEWS) into a series.

    FILES are BLS's national workbooks, one for each year, or a CSV with a column for the year. Their years
    are added to the series there is, or take the place of the same years. Prints how the result
    differs, and writes it to the content folder only with --write.
    """
    content = content_or_exit()
    library = content.library
    before = _series_before(content)
    estimates, amounts = _read(library, files, year, bounds)
    try:
        text = series_text(library, estimates, amounts, content.documents[before] if before else "")
    except WorkbookError as error:
        raise click.ClickException(f"{error} with --bound") from None
    counted = years_of(text)
    years = sorted({year for years in counted.values() for year in years})
    if not estimates or not years:
        raise click.ClickException("the files have no national estimate of any occupation here")
    rows = count(text.count("\n") - 1, "row")
    click.echo(f"May {years[0]} to May {years[-1]}: {rows} of occupations and years")
    missing = [
        f"{term.name} ({', '.join(without)})"
        for term in library.terms("occupations")
        if term.code
        and (without := [year for year in years if year not in counted.get(term.id, ())])
    ]
    if missing:
        click.echo(f"Without an estimate: {few(missing)}")
    if len(years) == 1:
        raise click.ClickException("a series has several years: add files of others")
    source = source_text(years[0], years[-1], datetime.now(UTC).date().isoformat())
    path = f"sources/{source_id(years[0], years[-1])}"
    tell_and_write(content, path, source, text, before, write=write)


def _read(
    library: Library, files: Sequence[Path], year: int | None, bounds: Mapping[int, int]
) -> tuple[Sequence[Estimate], Mapping[int, int]]:
    """The nation's estimates in all files, and the bounds of wages by year."""
    occupations = {term.code for term in library.terms("occupations") if term.code}
    estimates: Sequence[Estimate] = ()
    amounts = dict(bounds)
    for file in files:
        with sheets_or_exit([file]) as sheets:
            release = read_release(sheets, occupations, (WORKBOOK, TALL, YEARS))
            of_year = agreed("--year", year, release.year)
            estimates = each_once([*estimates, *national_estimates(release, of_year)])
        if any(one.year is None for one in estimates):
            raise click.UsageError(f"{file.name} doesn't give its year: add --year")
        if of_year is not None and release.bound is not None:
            agreed(f"--bound of {of_year}", amounts.get(of_year), release.bound)
            amounts[of_year] = release.bound
    return estimates, amounts


def _series_before(content: Content) -> str | None:
    """The series to compare with and to add to: the one that ends last, then the longest; None without one."""
    found = filter(None, map(_PATH.fullmatch, content.documents))
    newest = max(found, key=lambda path: (path["last"], -int(path["first"])), default=None)
    return newest and newest[0]
