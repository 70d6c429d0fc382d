"""`/digest`: acknowledged with nothing, then answered privately, for its state is in a database."""

from typing import Any, cast

from slack_bolt import Ack, App

from handlers.commands import installed_as
from handlers.deps import Deps, SlackClient
from handlers.digests.desk import DigestDesk
from handlers.digests.places import Asker
from handlers.payloads import SlashCommand
from handlers.replies import command_line


def register(app: App, deps: Deps, desk: DigestDesk) -> None:
    """Listen to the command, under any prefix that a workspace gave it."""
    cast("Any", app).command(installed_as("digest"))(DigestCommand(deps, desk).answer)


class DigestCommand:
    """Answers `/digest`."""

    def __init__(self, deps: Deps, desk: DigestDesk) -> None:
        self._deps = deps
        self._desk = desk

    def answer(self, ack: Ack, command: dict[str, Any], client: SlackClient) -> None:
        """Help comes with the acknowledgement; the rest through the response_url, after it."""
        typed = SlashCommand.model_validate(command)
        named = command_line(typed.command)
        prefix = named.prefix if named else ""
        at_once = self._desk.at_once(typed.text, prefix)
        if at_once is not None:
            ack(**at_once.payload())
            return
        ack()
        asker = Asker.of_command(typed, prefix)

        def work() -> None:
            answer = self._desk.answer(client, asker, typed.text)
            self._deps.respond(typed.response_url, answer.payload())

        def apologise(text: str) -> None:
            self._deps.respond(typed.response_url, {"response_type": "ephemeral", "text": text})

        self._deps.background(work, apologise)
