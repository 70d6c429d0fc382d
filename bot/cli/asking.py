"""The command that asks: one line, or a prompt; the same path as a member's slash command."""

import json
import sys
from html import unescape
from importlib import import_module
from io import TextIOWrapper
from types import ModuleType
from typing import Any, cast

import click

from bot.cli.opening import library_or_exit, settings_or_exit
from bot.cli.output import data
from bot.offline import Loopback, offline_deps, open_loopback
from knowledge.commands import COMMANDS
from knowledge.library import Library

NEEDS_SLACK = {
    "digest": "Digests need a workspace. Try `rolecall demo`.",
    "knowledge": "Editing the knowledge needs a workspace. Try `rolecall demo`. "
    "In a terminal, use `rolecall check`, `export`, `pull`, `push` and `audit`.",
}
"""What is told where a command answers after the acknowledgement, by its name."""

NAMES = ", ".join(f"/{command.name}" for command in COMMANDS)


@click.command()
@click.argument("line", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the exact JSON that Slack gets.")
def ask(line: tuple[str, ...], *, as_json: bool) -> None:
    """Ask as a member would: rolecall ask "/salary mle senior".

    Without a line, you get a prompt with history and completion; Ctrl-D ends it. Each line goes,
    signed, through the whole app in this process. It needs no token and no network.
    """
    loopback, library = _open()
    if not line:
        _prompt(loopback, library, as_json=as_json)
        return
    try:
        _answer(loopback, " ".join(line), as_json=as_json)
    except LookupError as unknown:
        raise click.ClickException(f"no command {unknown.args[0]}; use one of {NAMES}") from None


def _prompt(loopback: Loopback, library: Library, *, as_json: bool) -> None:
    if isinstance(stdin := cast("object", sys.stdin), TextIOWrapper):
        cast("TextIOWrapper[Any]", stdin).reconfigure(errors="replace")
    interactive = sys.stdin.isatty()
    if interactive:
        _complete(library)
        click.echo(
            "Rolecall answers here just as it does in Slack. Tab completes. Try one of these:"
        )
        for command in COMMANDS:
            click.echo(f"  /{command.name} {command.examples[0]}")
        click.echo("  /salary help\nCtrl-D ends.\n")
    while True:
        try:
            line = input("> " if interactive else "").strip()
        except (EOFError, KeyboardInterrupt):
            break
        if not line:
            continue
        try:
            _answer(loopback, line, as_json=as_json)
            click.echo()
        except LookupError:
            click.echo(f"Start with a command: {NAMES}\n")


def _answer(loopback: Loopback, line: str, *, as_json: bool) -> None:
    """Print a payload as JSON, or its text as a member reads it."""
    payload = loopback.ask(line)
    if as_json:
        data(json.dumps(payload, ensure_ascii=False) + "\n")
    else:
        click.echo(unescape(str(payload.get("text") or _needs_slack(line))))


def _needs_slack(line: str) -> str:
    command = line.split()[0]
    told = (told for name, told in NEEDS_SLACK.items() if command.endswith(name))
    return next(told, "That needs a workspace. Try `rolecall demo`.")


def _open() -> tuple[Loopback, Library]:
    settings = settings_or_exit()
    library = library_or_exit(settings)
    return open_loopback(settings, offline_deps(lambda: library)), library


def _complete(library: Library) -> None:
    """Complete commands and role names, and remember lines, where Python has readline."""
    readline = _readline()
    if readline is None:
        return
    names = sorted(role.name for role in library.roles.values())
    lines = [f"/{command.name} " for command in COMMANDS]
    lines += [f"/{command.name} {name}" for command in COMMANDS for name in names]

    def complete(typed: str, state: int) -> str | None:
        fitting = [line for line in lines if line.casefold().startswith(typed.casefold())]
        shortest = [line for line in fitting if line.endswith(" ")] or fitting
        return shortest[state] if state < len(shortest) and typed != shortest[state] else None

    readline.set_completer_delims("\n")
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")


def _readline() -> ModuleType | None:
    try:
        return import_module("readline")
    except ImportError:  # Windows has none
        return None
