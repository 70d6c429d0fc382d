"""Commands around the weekly digest."""

from datetime import date, datetime, timedelta
from pathlib import Path

import click

from bot.cli.digest_delivery import due, history, preview, run
from bot.cli.opening import library_or_exit, settings_or_exit, written_or_exit
from bot.reading_aloud import year_in_markdown
from knowledge.digest.edition import Brief
from knowledge.digest.subscription import Focus
from knowledge.digest.year import year_of
from knowledge.grammar import parse
from knowledge.library import Library
from knowledge.query import RoleQuery


@click.group()
def digest() -> None:
    """The weekly digest: preview it, and post what is due."""


for _command in (due, history, preview, run):
    digest.add_command(_command)


@digest.command()
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--roles", default="", help="Roles the channel cares about, separated by commas.")
@click.option(
    "--channel", default="year", show_default=True, help="A different word gives a different order."
)
@click.option(
    "--from",
    "first",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The first day; next Monday if not given.",
)
def year(file: Path, roles: str, channel: str, first: datetime | None) -> None:
    """Write a year of Mondays as Markdown.

    Each one comes with its thread, and at the end you see when everything had its turn.
    """
    library = library_or_exit(settings_or_exit())
    day = first.date() if first else _next_monday(date.today())  # noqa: DTZ011 — the reader's own day
    focus = Focus(roles=tuple(_role(library, name) for name in roles.split(",") if name.strip()))
    digests = year_of(library, Brief(channel, day, focus))
    with written_or_exit():
        file.write_text(year_in_markdown(library, digests), encoding="utf-8")
    click.echo(f"Wrote {len(digests)} digests, {day} to {digests[-1].day}, to {file}")


def _role(library: Library, name: str) -> str:
    read = parse(library, "role", name)
    if not isinstance(read, RoleQuery):
        raise click.ClickException(f"“{name.strip()}” doesn't name exactly one role")
    return read.role


def _next_monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())
