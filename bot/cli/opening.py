"""How commands open what they need: words where it cannot be opened, never a traceback."""

import getpass
import os
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.library import KnowledgeError, load_library
from bot.settings import Settings, SettingsError, read_settings
from handlers.errors import UnavailableError
from knowledge.library import Library

if TYPE_CHECKING:
    from bot.revisions.base import KnowledgeBase
    from bot.state.database import Database


def settings_or_exit() -> Settings:
    """The settings; says which variable is wrong and ends where one is."""
    try:
        return read_settings()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


def tokens_or_exit(settings: Settings, *names: str) -> None:
    """Say which secrets are not what they should be, and end, where some are not."""
    from bot.tokens import WHERE_TO_FIND, complaints

    wrong = [f"{name} {why}: {WHERE_TO_FIND[name]}" for name, why in complaints(settings, names)]
    if wrong:
        raise click.ClickException("; ".join(wrong))


def library_or_exit(settings: Settings) -> Library:
    """The library to serve; prints every problem and exits with 1 where there is none."""
    try:
        return load_library(settings)
    except KnowledgeError as unusable:
        raise _told(unusable) from None
    except OSError as error:
        raise click.ClickException(
            f"cannot open {error.filename}: {error.strerror}; is ROLECALL_DATA writable?"
        ) from None


def _told(unusable: KnowledgeError) -> click.ClickException:
    """Print every problem; gives the error to end with."""
    for problem in unusable.problems:
        click.echo(str(problem), err=True)
    return click.ClickException("the knowledge files have errors: see `rolecall check`")


@contextmanager
def written_or_exit() -> Generator[None]:
    """A block that writes files; says which one cannot be written and exits with 1."""
    try:
        yield
    except OSError as error:
        raise click.ClickException(f"cannot write {error.filename}: {error.strerror}") from None


def operator() -> str:
    """Who runs a command, for the history; a container's user need have no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


@contextmanager
def open_state(
    settings: Settings, within: float = 0, *, make: bool = True
) -> Generator["Database"]:
    """The state database while it is needed; says why and exits with 1 where it cannot be used.

    A server that is away is tried again for `within` seconds. With `make=False` there has to be one:
    who only reads leaves none behind.
    """
    # On the way of those commands alone that need it: SQLAlchemy takes its time to load.
    from bot.state.database import NothingKeptError, StateError, open_database

    try:
        database = open_database(settings.state, within, make=make)
    except NothingKeptError as error:
        raise click.ClickException(
            f"{error}: `rolecall run` creates it (are ROLECALL_DATA and DATABASE_URL the ones it uses?)"
        ) from None
    except StateError as error:
        raise click.ClickException(f"{error} (see `rolecall doctor`)") from None
    try:
        yield database
    except UnavailableError as error:
        raise click.ClickException(f"the state database is unreachable: {error}") from None
    finally:
        database.close()


def knowledge_or_exit(settings: Settings, database: "Database") -> "KnowledgeBase":
    """The newest revision; prints every problem and exits with 1 where there is nothing to serve."""
    from bot.world import open_knowledge

    try:
        return open_knowledge(settings, database, lambda: datetime.now(UTC))
    except KnowledgeError as unusable:
        raise _told(unusable) from None
