"""Opening what a command needs, with words instead of a traceback where that fails."""

import click
from pydantic import ValidationError

from bot.library import KnowledgeError, load_library
from bot.settings import Settings
from knowledge.library import Library


def settings_or_exit() -> Settings:
    """The settings; says which variable is wrong and ends where one is."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = [f"{str(one['loc'][0]).upper()}: {one['msg']}" for one in error.errors()]
        raise click.ClickException("; ".join(wrong)) from None


def library_or_exit(settings: Settings) -> Library:
    """The library to serve; prints every problem and exits with 1 where there is none."""
    try:
        return load_library(settings)
    except KnowledgeError as unusable:
        for problem in unusable.problems:
            click.echo(str(problem), err=True)
        raise click.ClickException(
            "the knowledge files have errors: see `rolecall check`"
        ) from None
    except OSError as error:
        raise click.ClickException(
            f"cannot open {error.filename}: {error.strerror}; is ROLECALL_DATA writable?"
        ) from None


def state_or_exit(settings: Settings) -> None:
    """Make sure that the state database can be used; says why and exits with 1 where it cannot."""
    # On the way of those commands alone that need it: SQLAlchemy takes its time to load.
    from bot.state.database import StateError, open_database

    try:
        open_database(settings.state).close()
    except StateError as error:
        raise click.ClickException(f"{error} (see `rolecall doctor`)") from None
