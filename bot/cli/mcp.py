"""`rolecall mcp`: for clients on this machine, over stdio with a message a line, and the tokens of those elsewhere."""

import sys
from pathlib import Path

import click

from bot.cli.opening import library_or_exit, open_state, settings_or_exit
from bot.settings import Settings
from bot.version import installed_version

HOME = Path("~/.rolecall")
"""Where what was read is kept: a desktop client starts us in any folder, also where nothing may be written."""

MOST_LETTERS = 80


@click.group(invoke_without_command=True)
@click.pass_context
def mcp(context: click.Context) -> None:
    """Answer an assistant on this machine over stdio, as desktop clients start it.

    It needs no token and no network.
    """
    if context.invoked_subcommand is not None:
        return
    from bot.offline import offline_deps
    from handlers.mcp.protocol import serve
    from handlers.mcp.tools import server

    settings = _at_home(settings_or_exit())
    library = library_or_exit(settings)
    tools = server(offline_deps(lambda: library), installed_version())
    serve(tools, sys.stdin.buffer, sys.stdout.buffer)


def _at_home(settings: Settings) -> Settings:
    if "rolecall_data" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"rolecall_data": HOME.expanduser()})


@mcp.group()
def token() -> None:
    """Tokens with which assistants elsewhere ask over HTTP."""


def _name(_context: click.Context, _parameter: click.Parameter, name: str) -> str:
    """A name that stands on one line of a list."""
    if not name.isprintable() or not 0 < len(name.strip()) <= MOST_LETTERS:
        raise click.BadParameter(f"up to {MOST_LETTERS} letters that can be printed")
    return name.strip()


@token.command()
@click.argument("name", callback=_name)
def add(name: str) -> None:
    """Make a token and show it, this once."""
    with open_state(settings_or_exit()) as database:
        from bot.state.mcp_tokens import McpTokens

        made = McpTokens(database).add(name)
    if made is None:
        raise click.ClickException(f"there is a token named {name}: revoke it first")
    click.echo(made)
    click.echo("Keep it now: it isn't shown again. Send it as Authorization: Bearer …", err=True)


@token.command("list")
def list_() -> None:
    """Every token by its name, and when it was made."""
    with open_state(settings_or_exit(), make=False) as database:
        from bot.state.mcp_tokens import McpTokens

        for one in McpTokens(database).every():
            click.echo(f"{one.made_at:%Y-%m-%d %H:%M} UTC  {one.name}")


@token.command()
@click.argument("name", callback=_name)
def revoke(name: str) -> None:
    """End a token at once."""
    with open_state(settings_or_exit(), make=False) as database:
        from bot.state.mcp_tokens import McpTokens

        ended = McpTokens(database).revoke(name)
    if not ended:
        raise click.ClickException(f"there is no token named {name}")
    click.echo(f"Revoked {name}.")
