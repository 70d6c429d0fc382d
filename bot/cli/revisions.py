"""Commands about the revisions of the knowledge, and who made them."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from bot.cli.opening import (
    knowledge_or_exit,
    open_state,
    operator,
    settings_or_exit,
    written_or_exit,
)
from bot.revisions.folder import FolderBase
from bot.revisions.sync import FolderSync
from bot.settings import Settings
from bot.state import audit as audit_log


@click.command()
def pull() -> None:
    """Write what changed in Slack back to the knowledge files, for you to commit."""
    with _folder(settings_or_exit(), make=False) as sync:
        pulled = sync.pull()
    for path in pulled.written:
        click.echo(f"updated {path}")
    for path in pulled.left:
        click.echo(f"skipped {path}: it was edited here (`rolecall push` publishes it)")
    if not pulled.written:
        click.echo("All files not edited here are up to date.")


@click.command()
@click.option("-m", "--message", "reason", default="Edited files", help="Why, for the history.")
def push(reason: str) -> None:
    """Publish edited knowledge files, as a running Rolecall does on its own."""
    with _folder(settings_or_exit()) as sync:
        synced = sync.sync(operator(), reason)
    for problem in synced.problems:
        click.echo(str(problem), err=True)
    for conflict in synced.clashing:
        click.echo(f"{conflict.path}: was also changed in Slack", err=True)
    if synced.published is not None:
        click.echo(f"Published as revision {synced.published}.")
    if synced.problems:
        raise click.ClickException("nothing was published: the files have errors")
    if synced.clashing:
        raise click.ClickException(
            "an admin has to choose a version: `/knowledge conflicts` in Slack"
        )
    if synced.published is None:
        click.echo("Nothing to publish: no file was edited.")


@click.command()
@click.option(
    "--most", type=click.IntRange(1), default=50, show_default=True, help="How many entries."
)
def audit(most: int) -> None:
    """Print who did what to the knowledge, newest first."""
    with (
        open_state(settings_or_exit(), make=False) as database,
        database.connect() as connection,
    ):
        entries = audit_log.entries(connection, most)
    for entry in entries:
        line = (f"{entry.at:%Y-%m-%d %H:%M:%S}Z", entry.author, entry.action, entry.subject)
        click.echo("\t".join((*line, entry.detail)))
    if not entries:
        click.echo("No one has changed the knowledge yet.")


@contextmanager
def _folder(settings: Settings, *, make: bool = True) -> Generator[FolderSync]:
    with open_state(settings, make=make) as database:
        knowledge = knowledge_or_exit(settings, database)
        content = settings.rolecall_content
        base = FolderBase(settings.rolecall_data / "folder.json", content)
        with written_or_exit():
            yield FolderSync(content, base, knowledge, database, lambda: datetime.now(UTC))
