"""`/knowledge`, answered by its desk."""

from slack_bolt import App

from handlers.asker import Asker
from handlers.curation.desk import KnowledgeDesk
from handlers.curation.scene import Scene
from handlers.deps import Deps, SlackClient
from handlers.desk_command import DeskCommand
from handlers.views.message import Message


def register(app: App, deps: Deps, scene: Scene, desk: KnowledgeDesk) -> None:
    """Listen to the command."""

    def at_once(text: str, prefix: str) -> Message | None:
        parts = desk.at_once(text, prefix)
        return None if parts is None else scene.message(parts)

    def answer(client: SlackClient, asker: Asker, text: str) -> Message:
        return scene.message(desk.answer(client, asker, text))

    DeskCommand(deps, at_once, answer).register(app, "knowledge")
