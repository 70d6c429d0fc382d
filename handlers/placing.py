"""Where an answer appears: in place of what was clicked, next to it, in a thread, a modal, or the Home tab."""

import time
from collections.abc import Sequence
from typing import Any

from slack_sdk.errors import SlackApiError

from handlers.busy import came_too_late
from handlers.deps import Deps
from handlers.replies import Asked, Replies
from handlers.results import Form, HomeTab, NextTo, Question, Result, Shared, Shown
from handlers.slack_errors import error_code
from handlers.turn import Turn, own_dm
from handlers.views.blocks import MESSAGE, PLAIN_MESSAGE
from handlers.views.curation.drafts import CheckResult
from handlers.views.message import Message, build_message
from handlers.views.modal import answer_view, lasting_view
from handlers.views.mrkdwn import mrkdwn
from handlers.views.parts import Paragraph, Part, Person
from handlers.views.view import modal

CLOSED = frozenset({"not_found", "view_not_found"})
"""Slack: what it says of a modal that was closed."""

SETTLED_SECONDS = 0.6
"""What changes a modal must reach Slack after the acknowledgement that changes it as well, which
leaves us only when the listener has returned: the later of the two is what stays on the screen."""


class Placing:
    """Shows what handlers come to. What calls Slack belongs after the acknowledgement."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._replies = Replies(deps)

    def json(self, question: Question) -> str:
        """An answer as the JSON that Slack receives: made once, for everyone who asks the same."""
        return self._replies.reply(question.asked, question.following)

    def message(self, shown: Shown) -> Message:
        """What is shown, as a message."""
        match shown:
            case Question(asked, following):
                return self._replies.message(asked, following)
            case Message():
                return shown
            case _:
                return build_message(shown, MESSAGE if self._deps.newest_blocks else PLAIN_MESSAGE)

    def view(self, shown: Shown) -> dict[str, Any]:
        """What is shown, as a modal."""
        match shown:
            case Question(asked, following):
                return self._replies.view(asked, following)
            case Message(blocks=blocks):
                return modal("Rolecall", blocks)
            case CheckResult():
                return lasting_view(shown)
            case _:
                return answer_view(shown)

    def place(self, turn: Turn, result: Result, *, changes: bool = False) -> None:
        """Show a result where the turn's answer goes.

        What came of a change is told in a direct message where the modal was closed in between; who
        closed the modal of an answer asked for no more than to see it there.
        """
        match result:
            case None:
                return
            case HomeTab(view, published):
                turn.client.views_publish(user_id=turn.user, view=view)
                published()
            case Form(view):
                self._open(turn, view)
            case Shared(asked):
                self._share(turn, asked)
            case NextTo(shown):
                self._show(turn, shown, replace=False, changes=changes)
            case _:
                self._show(turn, result, replace=turn.place.replace, changes=changes)

    def _open(self, turn: Turn, view: dict[str, Any]) -> None:
        """Open a modal, over the one that was clicked in where there is one."""
        if turn.place.view_id:
            turn.client.views_push(trigger_id=turn.trigger_id, view=view)
        else:
            turn.client.views_open(trigger_id=turn.trigger_id, view=view)

    def in_form(self, turn: Turn, shown: Shown, acknowledged: float) -> None:
        """Show what came of a form in its place; it was acknowledged, at a moment, with a view that waits."""
        time.sleep(max(0.0, acknowledged + SETTLED_SECONDS - time.monotonic()))
        self._update(turn, turn.view.id, shown, tell=True)

    def say(self, turn: Turn, text: str) -> None:
        """Tell the person something in private, and leave what they clicked as it is."""
        url = turn.place.response_url
        if url:
            payload = {"response_type": "ephemeral", "replace_original": False, "text": text}
            self._deps.respond(url, payload)
        else:
            self._post(turn, Message(text, ()))

    def apologize(self, turn: Turn, text: str, *, changes: bool) -> None:
        """Tell them that something failed: in the modal where they wait for a change, else as `say`."""
        if changes and turn.place.view_id:
            self._update(turn, turn.place.view_id, (Paragraph((text,)),), tell=True)
        else:
            self.say(turn, text)

    def _show(self, turn: Turn, shown: Shown, *, replace: bool, changes: bool) -> None:
        place = turn.place
        if place.view_id:
            self._update(turn, place.view_id, shown, tell=changes)
        elif place.is_home:
            self._open_over_home(turn, shown, tell=changes)
        elif place.response_url:
            payload = self.message(shown).payload()
            self._deps.respond(place.response_url, {**payload, "replace_original": replace})
        else:
            self._post(turn, self.message(shown))

    def _open_over_home(self, turn: Turn, shown: Shown, *, tell: bool) -> None:
        try:
            turn.client.views_open(trigger_id=turn.trigger_id, view=self.view(shown))
        except SlackApiError as error:
            if not (tell and came_too_late(error)):
                raise
            self._deps.tell(turn.team, turn.user, self.message(shown))

    def _post(self, turn: Turn, message: Message) -> None:
        turn.client.chat_postMessage(
            channel=turn.place.channel or own_dm(turn.client, turn.user),
            text=message.text,
            blocks=list(message.blocks),
            thread_ts=turn.place.thread or None,
        )

    def _share(self, turn: Turn, asked: Asked) -> None:
        shared = shared_payload(self._replies.payload(asked), turn.user)
        self._deps.respond(
            turn.place.response_url,
            {**shared, "response_type": "in_channel", "replace_original": False},
        )

    def _update(self, turn: Turn, view_id: str, shown: Shown, *, tell: bool) -> None:
        try:
            turn.client.views_update(view_id=view_id, view=self.view(shown))
        except SlackApiError as error:
            if error_code(error) not in CLOSED:
                raise
            if tell:
                self._deps.tell(turn.team, turn.user, self.message(shown))


def shared_payload(payload: dict[str, Any], user: str) -> dict[str, Any]:
    """An answer for everyone: who shared it below, and nothing in it that only its asker can use."""
    kept = [block for block in payload["blocks"] if block["type"] != "actions"]
    by = {"type": "mrkdwn", "text": mrkdwn(("Shared by ", Person(user))), "verbatim": True}
    shared_by = {"type": "context", "block_id": "shared_by", "elements": [by]}
    return {"text": payload["text"], "blocks": [*kept, shared_by]}


def said(text: str) -> Sequence[Part]:
    """One sentence as an answer."""
    return (Paragraph((text,)),)
