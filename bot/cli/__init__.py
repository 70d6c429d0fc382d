"""The command line: `rolecall …`."""

import sys

import click

from bot.cli.asking import ask
from bot.cli.demo import demo
from bot.cli.doctor import doctor
from bot.cli.knowledge import check, export, schema
from bot.cli.serving import manifest, run
from bot.logs import configure_logging


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rolecall")
def rolecall() -> None:
    """Roles and pay in AI, ML and data, for Slack: every figure keeps its source."""


for command in (ask, demo, run, doctor, check, export, manifest, schema):
    rolecall.add_command(command)


def main() -> None:
    """Run the command line."""
    configure_logging()
    sys.exit(rolecall())
