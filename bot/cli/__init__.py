"""The command line: `rolecall …`."""

import sys
from importlib import import_module
from keyword import iskeyword

import click

from bot.cli.output import know_every_letter
from bot.loading import loading
from bot.logs import configure_logging

COMMANDS = {
    "ask": "bot.cli.asking",
    "demo": "bot.cli.demo",
    "run": "bot.cli.run",
    "digest": "bot.cli.digest",
    "doctor": "bot.cli.doctor",
    "check": "bot.cli.knowledge",
    "export": "bot.cli.knowledge",
    "draft": "bot.cli.draft",
    "feeds": "bot.cli.feeds",
    "import": "bot.cli.importing",
    "pull": "bot.cli.revisions",
    "push": "bot.cli.revisions",
    "audit": "bot.cli.revisions",
    "backup": "bot.cli.backup",
    "restore": "bot.cli.backup",
    "mcp": "bot.cli.mcp",
    "manifest": "bot.cli.manifest",
    "schema": "bot.cli.knowledge",
}
"""Each command and the module that holds it under its name, with a `_` behind it where that is a keyword."""


class OnDemand(click.Group):
    """Loads a command when it is called: `rolecall check` starts without Slack's libraries."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Every command, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name; None where there is none."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        with loading():
            loaded = import_module(module)
        return getattr(loaded, f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name)


def _tell_version(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001
    if asked:
        # It is looked up in the metadata of all that is installed.
        from bot.version import installed_version

        click.echo(f"rolecall, version {installed_version()}")
        ctx.exit()


@click.group(cls=OnDemand, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_tell_version)
def rolecall() -> None:
    """Roles and pay in AI, ML and data, for Slack: every figure keeps its source."""


def main() -> None:
    """Run the command line."""
    know_every_letter()
    configure_logging()
    sys.exit(rolecall())
