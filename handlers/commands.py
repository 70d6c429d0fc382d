"""Slash commands: each is answered in its acknowledgement, from memory, privately."""

import re
from collections.abc import Callable
from typing import Any, cast

from slack_bolt import Ack, App

from handlers.payloads import SlashCommand
from handlers.replies import Replies
from knowledge.commands import COMMANDS, CommandName

_Listener = Callable[[Ack, dict[str, Any]], None]


def register(app: App, replies: Replies) -> None:
    """Listen to every command of the table, under any prefix that a workspace gave them."""
    for command in COMMANDS:
        # Bolt leaves the type of its decorators open.
        cast("Any", app).command(installed_as(command.name))(_listener(command.name, replies))


def installed_as(name: CommandName) -> re.Pattern[str]:
    """The names under which a command may be installed: `/salary`, `/acme-salary`, `/x_salary`."""
    return re.compile(rf"^/(?P<prefix>(?:[^\s/]+[-_])?){name}$")


def _listener(name: CommandName, replies: Replies) -> _Listener:
    pattern = installed_as(name)

    def answer_command(ack: Ack, command: dict[str, Any]) -> None:
        asked = SlashCommand.model_validate(command)
        match = pattern.match(asked.command)
        ack(**replies.reply(name, asked.text, match["prefix"] if match else ""))

    return answer_command
