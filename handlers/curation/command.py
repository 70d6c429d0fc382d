"""`/knowledge`: acknowledged with nothing, then answered privately."""

from typing import Any, cast

from slack_bolt import Ack, App

from handlers.commands import installed_as
from handlers.curation.desk import KnowledgeDesk
from handlers.curation.scene import Scene
from handlers.deps import Deps, SlackClient
from handlers.digests.places import Asker
from handlers.payloads import SlashCommand
from handlers.replies import command_line


def register(app: App, deps: Deps, scene: Scene, desk: KnowledgeDesk) -> None:
    """Listen to the command, under any prefix that a workspace gave it."""
    cast("Any", app).command(installed_as("knowledge"))(KnowledgeCommand(deps, scene, desk).answer)


class KnowledgeCommand:
    """Answers `/knowledge`."""

    def __init__(self, deps: Deps, scene: Scene, desk: KnowledgeDesk) -> None:
        self._deps = deps
        self._scene = scene
        self._desk = desk

    def answer(self, ack: Ack, command: dict[str, Any], client: SlackClient) -> None:
        """Help comes with the acknowledgement; for the rest, Slack is asked who is an admin."""
        typed = SlashCommand.model_validate(command)
        named = command_line(typed.command)
        prefix = named.prefix if named else ""
        at_once = self._desk.at_once(typed.text, prefix)
        if at_once is not None:
            ack(**self._scene.message(at_once).payload())
            return
        ack()
        asker = Asker.of_command(typed, prefix)

        def work() -> None:
            answer = self._scene.message(self._desk.answer(client, asker, typed.text))
            self._deps.respond(typed.response_url, answer.payload())

        def apologise(text: str) -> None:
            self._deps.respond(typed.response_url, {"response_type": "ephemeral", "text": text})

        self._deps.background(work, apologise)
