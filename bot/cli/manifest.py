"""`rolecall manifest`."""

import re

import click

from bot.cli.output import data
from bot.manifest import manifest_text
from bot.transport.listening import EVENTS_PATH


def _prefix(_context: click.Context, _parameter: click.Parameter, prefix: str) -> str:
    """A prefix under which every command is recognised and that Slack accepts."""
    if not re.fullmatch(r"([a-z0-9][a-z0-9_-]{0,20}[-_])?", prefix):
        raise click.BadParameter("lowercase letters and digits, then - or _: acme-")
    return prefix


def _url(_context: click.Context, _parameter: click.Parameter, url: str | None) -> str | None:
    """An address without a path; people paste it with the path as well."""
    if url is None:
        return None
    address = url.rstrip("/").removesuffix(EVENTS_PATH)
    if not re.fullmatch(r"https://[^\s/?#]+(/[^\s?#]+)?", address):
        raise click.BadParameter("Slack only calls https://, such as https://rolecall.example.com")
    return address


@click.command()
@click.option(
    "--prefix", default="", callback=_prefix, help="A prefix for each command's name, such as acme-"
)
@click.option("--socket", is_flag=True, help="For Socket Mode, without a public address (default).")
@click.option(
    "--agent",
    is_flag=True,
    help="For agent messages: needs a paid plan, and Slack has no way back.",
)
@click.option("--url", callback=_url, help="For HTTP: the address Slack calls, https://…")
@click.option("--mcp", is_flag=True, help="Let Slackbot ask Rolecall too; needs --url.")
def manifest(prefix: str, url: str | None, *, socket: bool, agent: bool, mcp: bool) -> None:
    """Print the app manifest to paste into Slack, for Socket Mode or for HTTP."""
    if socket and url:
        raise click.UsageError("use --socket or --url, not both")
    if mcp and url is None:
        raise click.UsageError("--mcp needs --url: Slackbot asks over HTTP alone")
    data(manifest_text(prefix, url, agent=agent, mcp=mcp))
