"""Commands that ask: one line, or a prompt; the same path as a member's slash command."""

import json
import sys
from datetime import date
from html import unescape
from importlib import import_module
from types import ModuleType
from typing import Any

import click

from bot.cli.opening import library_or_exit
from bot.loopback import Loopback, open_loopback
from bot.settings import Settings
from handlers.deps import Deps
from knowledge.commands import COMMANDS
from knowledge.library import Library


@click.command()
@click.argument("line", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print exactly the JSON that Slack gets.")
def ask(line: tuple[str, ...], *, as_json: bool) -> None:
    """Ask as a member would: rolecall ask "/salary mle senior".

    The line goes, signed, through the whole app in this process; no token and no network needed.
    """
    loopback, _ = _open()
    try:
        payload = loopback.ask(" ".join(line))
    except LookupError as unknown:
        names = ", ".join(f"/{command.name}" for command in COMMANDS)
        raise click.ClickException(f"no command {unknown.args[0]}: there are {names}") from None
    click.echo(json.dumps(payload, ensure_ascii=False) if as_json else readable(payload))


def readable(payload: dict[str, Any]) -> str:
    """A payload's text, as a member reads it."""
    return unescape(str(payload["text"]))


@click.command()
def demo() -> None:
    """Ask in a prompt, with history and completion; Ctrl-D ends it."""
    loopback, library = _open()
    interactive = sys.stdin.isatty()
    if interactive:
        _complete(library)
        click.echo("Rolecall answers here as it does in Slack. Try one of these, Tab completes:")
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
            click.echo(f"{readable(loopback.ask(line))}\n")
        except LookupError:
            names = ", ".join(f"/{command.name}" for command in COMMANDS)
            click.echo(f"A line begins with a command: {names}\n")


def _open() -> tuple[Loopback, Library]:
    settings = Settings()
    library = library_or_exit(settings)
    return open_loopback(settings, Deps(library=lambda: library, today=date.today)), library


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
