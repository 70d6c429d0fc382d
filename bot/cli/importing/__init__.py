"""Commands that turn data of others into knowledge files: the difference first, files when asked for."""

import click

from bot.cli.importing.aijobs import aijobs
from bot.cli.importing.oews import oews
from bot.cli.importing.oews_national import oews_national
from bot.cli.importing.onet import onet


@click.group("import")
def import_() -> None:
    """Turn published data into knowledge files: see what changes, then write it with --write."""


import_.add_command(aijobs)
import_.add_command(oews)
import_.add_command(oews_national)
import_.add_command(onet)
