"""Opening the knowledge for a command, with words instead of a traceback where that fails."""

import click

from bot.app import KnowledgeError, load_library
from bot.settings import Settings
from knowledge.library import Library


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
