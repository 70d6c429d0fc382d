"""Slash commands that ask: each is answered in its acknowledgement, from memory, privately."""

import re
from typing import Any, cast

from slack_bolt import Ack, App

from handlers.deps import Deps, SlackClient
from handlers.modals import open_salary_form
from handlers.payloads import SlashCommand
from handlers.replies import Asked, Replies, asked
from knowledge.commands import QUESTIONS, CommandName


def register(app: App, deps: Deps, replies: Replies) -> None:
    """Listen to every question of the table, under any prefix that a workspace gave it."""
    listener = CommandListener(deps, replies)
    for command in QUESTIONS:
        # Bolt leaves the type of its decorators open.
        cast("Any", app).command(installed_as(command.name))(listener.answer)


def installed_as(name: CommandName) -> re.Pattern[str]:
    """The names under which a command may be installed: `/salary`, `/acme-salary`, `/x_salary`."""
    return re.compile(rf"^/(?:[^\s/]+[-_])?{name}$")


class CommandListener:
    """Answers slash commands."""

    def __init__(self, deps: Deps, replies: Replies) -> None:
        self._deps = deps
        self._replies = replies

    def answer(self, ack: Ack, command: dict[str, Any], client: SlackClient) -> None:
        """Answer in the acknowledgement; `/salary` alone opens its form beside the guide."""
        typed = SlashCommand.model_validate(command)
        name = asked(typed.command)
        if name is None:
            raise ValueError("a command of the table that is none of ours")
        question = Asked(name.command, typed.text, name.prefix)
        ack(**self._replies.reply(question))
        if question.command == "salary" and not typed.text.strip():
            open_salary_form(
                self._deps,
                self._replies,
                client,
                question,
                trigger_id=typed.trigger_id,
                response_url=typed.response_url,
            )
