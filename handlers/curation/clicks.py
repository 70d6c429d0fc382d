"""Clicks where the knowledge is kept: what buttons ask for, drafts, conflicts."""

import re
from typing import Any, Literal, cast

from slack_bolt import Ack, App

from handlers.asker import Asker
from handlers.curation.clashes import settle
from handlers.curation.room import CurationRoom
from handlers.deps import Deps, SlackClient
from handlers.incomplete import IncompleteError
from handlers.payloads import Click
from handlers.replies import command_line
from handlers.submissions import ClosedView
from handlers.views.curation.buttons import (
    APPLY,
    DISCARD,
    KEEP_CURRENT,
    KNOWLEDGE_ASK,
    TAKE_FILE,
)
from handlers.views.modal import LASTING_VIEW
from handlers.views.parts import Part


def register(app: App, deps: Deps, room: CurationRoom) -> None:
    """Listen to the buttons."""
    listener = KnowledgeClicks(deps, room)
    untyped = cast("Any", app)
    untyped.action(re.compile(rf"^{KNOWLEDGE_ASK}(:\d+)?$"))(listener.ask)
    untyped.action(APPLY)(listener.apply)
    untyped.action(DISCARD)(listener.discard)
    untyped.action(TAKE_FILE)(listener.settle)
    untyped.action(KEEP_CURRENT)(listener.settle)
    untyped.view_closed(LASTING_VIEW)(listener.closed)


class KnowledgeClicks:
    """Answers clicks."""

    def __init__(self, deps: Deps, room: CurationRoom) -> None:
        self._deps = deps
        self._scene = room.scene
        self._rights = room.rights
        self._drafts = room.drafts
        self._desk = room.desk

    def ask(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Do what the text of the button does when it is typed; shown beside."""
        ack()
        click = Click.model_validate(body)
        line = command_line(click.element.line)
        if line is None or line.command != "knowledge":
            raise IncompleteError
        asker = Asker.of_click(click, line.prefix)
        self._scene.click(
            click, client, lambda: self._desk.answer(client, asker, line.text), in_place=False
        )

    def apply(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Publish a draft."""
        ack()
        click = Click.model_validate(body)
        self._scene.click(
            click, client, lambda: self._drafts.apply(client, click.user.id, click.element.line)
        )

    def discard(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Forget a draft."""
        ack()
        click = Click.model_validate(body)
        self._scene.click(
            click, client, lambda: self._drafts.discard(client, click.user.id, click.element.line)
        )

    def closed(self, ack: Ack, body: dict[str, Any]) -> None:
        """Keep what a modal showed that was closed before it was settled."""
        ack()
        self._scene.closed(ClosedView.model_validate(body))

    def settle(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Take one of the two versions of a document."""
        ack()
        click = Click.model_validate(body)
        take: Literal["file", "current"] = (
            "file" if click.element.action_id == TAKE_FILE else "current"
        )

        def work() -> tuple[Part, ...]:
            if not self._rights.is_admin(client, click.user.id):
                return self._rights.refused()
            return settle(self._deps, click.element.line, take, click.user.id)

        self._scene.click(click, client, work)
