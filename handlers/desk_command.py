"""Commands that are acknowledged with nothing, then answered privately: they ask Slack or a database."""

from collections.abc import Callable
from typing import Any, cast

from slack_bolt import Ack, App

from handlers.asker import Asker
from handlers.deps import Deps, SlackClient
from handlers.incomplete import required
from handlers.payloads import SlashCommand
from handlers.replies import command_line
from handlers.router import installed_as
from handlers.views.message import Message


class DeskCommand:
    """Answers a command by what a desk says.

    `at_once` gives what can be said from memory to (text, prefix), None for all else; `answer` does
    what a text asks for.
    """

    def __init__(
        self,
        deps: Deps,
        at_once: Callable[[str, str], Message | None],
        answer: Callable[[SlackClient, Asker, str], Message],
    ) -> None:
        self._deps = deps
        self._at_once = at_once
        self._answer = answer

    def register(self, app: App, name: str) -> None:
        """Listen to the command, under any prefix that a workspace gave it."""
        cast("Any", app).command(installed_as(name))(self.answer)

    def answer(self, ack: Ack, command: dict[str, Any], client: SlackClient) -> None:
        """Help comes with the acknowledgement; the rest through the response_url, after it."""
        typed = SlashCommand.model_validate(command)
        named = command_line(typed.command)
        prefix = named.prefix if named else ""
        at_once = self._at_once(typed.text, prefix)
        if at_once is not None:
            ack(**at_once.payload())
            return
        required(typed.channel_id)
        required(typed.response_url)
        ack()
        asker = Asker.of_command(typed, prefix)

        def work() -> None:
            answer = self._answer(client, asker, typed.text)
            self._deps.respond(typed.response_url, answer.payload())

        def apologise(text: str) -> None:
            self._deps.respond(typed.response_url, {"response_type": "ephemeral", "text": text})

        self._deps.background(work, apologise)
