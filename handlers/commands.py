"""Slash commands that ask: each is answered in its acknowledgement, from memory, privately."""

import re
from contextlib import suppress
from typing import Any, cast

from slack_bolt import App, BoltResponse

from handlers.busy import BusyError
from handlers.deps import Deps, SlackClient
from handlers.incomplete import IncompleteError
from handlers.modals import open_salary_form
from handlers.payloads import SlashCommand
from handlers.replies import Asked, Replies, asked
from knowledge.commands import QUESTIONS_BY_NAME


def register(app: App, deps: Deps, replies: Replies) -> None:
    """Listen to every question of the table, under any prefix that a workspace gave it."""
    # One listener for all: Bolt asks each in turn. (It leaves the type of its decorators open.)
    questions = installed_as(*QUESTIONS_BY_NAME)
    cast("Any", app).command(questions)(CommandListener(deps, replies).answer)


def installed_as(*names: str) -> re.Pattern[str]:
    """The names under which commands may be installed: `/salary`, `/acme-salary`, `/x_salary`."""
    return re.compile(rf"^/(?:[^\s/]+[-_])?(?:{'|'.join(names)})$")


class CommandListener:
    """Answers slash commands."""

    def __init__(self, deps: Deps, replies: Replies) -> None:
        self._deps = deps
        self._replies = replies

    def answer(self, command: dict[str, Any], client: SlackClient) -> BoltResponse:
        """Answer in the acknowledgement; `/salary` alone opens its form beside the guide."""
        typed = SlashCommand.model_validate(command)
        name = asked(typed.command)
        if name is None:
            raise IncompleteError
        question = Asked(name.command, typed.text, name.prefix)
        if question.command == "salary" and not typed.text.strip() and typed.trigger_id:
            self._open_form(question, typed, client)
        # As the JSON that it was made once: Bolt's own way would write it anew for everybody.
        return BoltResponse(status=200, body=self._replies.reply(question))

    def _open_form(self, question: Asked, typed: SlashCommand, client: SlackClient) -> None:
        # The guide is an answer by itself, when there is more to do than can be done.
        with suppress(BusyError):
            open_salary_form(
                self._deps,
                self._replies,
                client,
                question,
                trigger_id=typed.trigger_id,
                response_url=typed.response_url,
            )
