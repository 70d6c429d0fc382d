"""Clicks on a digest's buttons: what they ask for, and what readers think of it."""

import re
from collections.abc import Callable
from typing import Any, cast

from slack_bolt import Ack, App

from handlers.asker import Asker
from handlers.deps import Deps, SlackClient
from handlers.digests.desk import DigestDesk
from handlers.incomplete import IncompleteError, required
from handlers.payloads import Click
from handlers.replies import command_line
from handlers.views.buttons import DIGEST_ASK, DIGEST_UNDO
from handlers.views.digest import DIGEST_NOT_USEFUL, DIGEST_USEFUL
from handlers.views.digest.told import rated_parts

BESIDE = ("preview", "history", "list")
"""What is shown beside the message that was clicked in, and not in its place."""


def register(app: App, deps: Deps, desk: DigestDesk) -> None:
    """Listen to the buttons of a subscription's state, and to those of a posted digest."""
    listener = DigestClicks(deps, desk)
    untyped = cast("Any", app)
    untyped.action(re.compile(rf"^{DIGEST_ASK}(:\d+)?$"))(listener.ask)
    untyped.action(DIGEST_UNDO)(listener.undo)
    untyped.action(DIGEST_USEFUL)(listener.rate)
    untyped.action(DIGEST_NOT_USEFUL)(listener.rate)


class DigestClicks:
    """Answers clicks."""

    def __init__(self, deps: Deps, desk: DigestDesk) -> None:
        self._deps = deps
        self._desk = desk

    def ask(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Do what the text of the button does when it is typed in the same conversation."""
        ack()
        click = Click.model_validate(body)
        line = command_line(click.element.line)
        if line is None or line.command != "digest":
            raise IncompleteError
        asker = Asker.of_click(click, line.prefix)
        required(asker.channel)
        in_place = click.is_private and line.text not in BESIDE

        def work() -> None:
            answer = self._desk.answer(client, asker, line.text)
            self._respond(click, {**answer.payload(), "replace_original": in_place})

        self._later(click, work)

    def undo(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Take a change back; the button names the conversation and what the change led to."""
        ack()
        click = Click.model_validate(body)
        line = command_line(click.element.line)
        if line is None:
            raise ValueError("a button without a line for the digest")
        asker = Asker.of_click(click, line.prefix)
        channel, _, version = line.text.partition(":")

        def work() -> None:
            answer = self._desk.undo(client, asker, channel, version)
            self._respond(click, {**answer.payload(), "replace_original": click.is_private})

        self._later(click, work)

    def rate(self, ack: Ack, body: dict[str, Any]) -> None:
        """Count a reader's opinion, and thank them privately."""
        ack()
        click = Click.model_validate(body)
        useful = click.element.action_id == DIGEST_USEFUL

        def work() -> None:
            known = self._deps.digests.rate(click.element.line, click.user.id, useful=useful)
            thanks = self._desk.message(rated_parts(useful=useful, known=known))
            self._respond(click, {**thanks.payload(), "replace_original": False})

        self._later(click, work)

    def _respond(self, click: Click, payload: dict[str, Any]) -> None:
        self._deps.respond(click.response_url, payload)

    def _later(self, click: Click, work: Callable[[], object]) -> None:
        """Do the work after the acknowledgement, once however often Slack delivers the click."""

        def first_time() -> None:
            if self._deps.once.first(click.key):
                work()

        def apologise(text: str) -> None:
            told = {"response_type": "ephemeral", "replace_original": False, "text": text}
            self._respond(click, told)

        self._deps.background(first_time, apologise)
