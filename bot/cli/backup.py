"""Commands that keep the state safe: backup, restore."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING, BinaryIO

import click

from bot.cli.opening import open_state, operator, settings_or_exit

if TYPE_CHECKING:
    from bot.state.backup import Counts

STANDARD = Path("-")
"""Standard output of a backup, standard input of a restore."""

NAMES = {
    "revisions": "revisions of the knowledge",
    "subscriptions": "subscriptions",
    "digests": "digests",
    "followed_roles": "followed roles",
    "drafts": "drafts",
    "reports": "reports",
}
"""Of the tables, those whose rows mean something to whoever runs these commands."""


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--overwrite", is_flag=True, help="Replace FILE if it exists.")
def backup(file: Path, *, overwrite: bool) -> None:
    """Write all state to FILE (- for standard output), even while Rolecall runs.

    FILE holds everything but the settings: knowledge with its history, subscriptions, digests,
    followed roles. It can be restored into SQLite and into PostgreSQL.
    """
    settings = settings_or_exit()
    from bot.state.backup import write_backup

    with open_state(settings, make=False) as database, _written(file, overwrite=overwrite) as out:
        counts = write_backup(database, out, _progress)
    click.echo(f"Backed up {_summary(counts)}.", err=True)


@click.command()
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@click.option("--replace", is_flag=True, help="Replace what the database holds.")
def restore(file: Path, *, replace: bool) -> None:
    """Restore what `rolecall backup` wrote, all of it or nothing.

    It goes into the database that the settings name, whatever its kind. One that isn't empty is
    left alone without --replace. A running Rolecall can keep running: it picks up the change.
    """
    settings = settings_or_exit()
    from sqlalchemy.exc import DBAPIError

    from bot.delivery.poster import Timing
    from bot.state import backup as backups
    from bot.state.engines import first_line

    now = datetime.now(UTC)
    try:
        with (
            _read(file) as opened,
            backups.open_backup(opened) as kept,
            open_state(settings) as database,
        ):
            counts = backups.restore(
                kept,
                database,
                author=operator(),
                now=now,
                settled_at=now + timedelta(seconds=Timing().look_after),
                replace=replace,
                progress=_progress,
            )
    except backups.NotEmptyError as error:
        raise click.ClickException(
            f"nothing was restored: the database already has {_summary(error.counts)}; "
            "use --replace to replace that"
        ) from None
    except backups.BackupError as error:
        raise click.ClickException(f"{file} cannot be restored: {error}") from None
    except DBAPIError as error:
        raise click.ClickException(
            f"nothing was restored: the database refuses it ({first_line(error)})"
        ) from None
    click.echo(f"Restored {_summary(counts)}.", err=True)


@contextmanager
def _written(file: Path, *, overwrite: bool) -> Generator[BinaryIO]:
    """A file that is there whole at the end of the block, or not at all; nobody else may read it."""
    if file == STANDARD:
        yield sys.stdout.buffer
        return
    if file.exists() and not overwrite:
        raise click.ClickException(f"{file} already exists; use --overwrite to replace it")
    try:
        handle, name = mkstemp(dir=file.parent, prefix=f".{file.name}.")
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                yield out
                out.flush()
                os.fsync(handle)
            beside.replace(file)
        except BaseException:
            beside.unlink()
            raise
        _keep_name(file.parent)
    except OSError as error:
        raise click.ClickException(f"cannot write {file}: {error.strerror}") from None


def _keep_name(folder: Path) -> None:
    """See to it that a file is found under its new name after a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _read(file: Path) -> Generator[BinaryIO]:
    if file == STANDARD:
        yield sys.stdin.buffer
        return
    try:
        with file.open("rb") as opened:
            yield opened
    except OSError as error:
        raise click.ClickException(f"cannot read {file}: {error.strerror}") from None


def _progress(done: int, every: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done:,} of {every:,} rows", nl=done == every, err=True)


def _summary(counts: "Counts") -> str:
    named = [f"{counts[table]:,} {words}" for table, words in NAMES.items()]
    return f"{', '.join(named)}; {sum(counts.values()):,} rows total"
