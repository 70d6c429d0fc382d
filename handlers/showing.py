"""Where an answer appears: in place of what was clicked, beside it, or in a modal."""

from typing import Any

from slack_sdk.errors import SlackApiError

from handlers.asker import own_dm
from handlers.deps import Deps, SlackClient
from handlers.payloads import Click
from handlers.replies import Asked, Replies
from handlers.slack_errors import error_code
from handlers.views.mrkdwn import mrkdwn
from handlers.views.parts import Person

CLOSED = frozenset({"not_found", "view_not_found"})
"""Slack: what it says of a modal that was closed."""


class Stage:
    """Shows answers to clicks; each method talks to Slack and belongs after the acknowledgement."""

    def __init__(self, deps: Deps, replies: Replies) -> None:
        self._deps = deps
        self._replies = replies

    def show(
        self,
        click: Click,
        client: SlackClient,
        question: Asked,
        following: frozenset[str] = frozenset(),
    ) -> None:
        """Show the answer where the click was made.

        A private message is replaced in place rather than piling up; what everybody can see stays
        as it is, and the answer comes privately beside it. From the Home tab a modal opens; within a
        modal it changes.
        """
        if not click.is_in_view:
            payload = self._replies.payload(question, following)
            self._deps.respond(
                click.response_url, {**payload, "replace_original": click.is_private}
            )
            return
        view = self._replies.view(question, following)
        if click.modal_id:
            _update(client, click.modal_id, view)
        else:
            client.views_open(trigger_id=click.trigger_id, view=view)

    def share(self, click: Click, question: Asked) -> None:
        """Post the answer for everybody, with who shared it; the private one stays."""
        shared = shared_payload(self._replies.payload(question), click.user.id)
        self._deps.respond(
            click.response_url,
            {**shared, "response_type": "in_channel", "replace_original": False},
        )

    def say(self, click: Click, client: SlackClient, text: str) -> None:
        """Tell the one who clicked something: privately beside the message, else in direct messages."""
        if click.response_url:
            payload = {"response_type": "ephemeral", "replace_original": False, "text": text}
            self._deps.respond(click.response_url, payload)
        else:
            dm = own_dm(client, click.user.id)
            client.chat_postMessage(channel=dm, text=text, blocks=[], thread_ts=None)


def _update(client: SlackClient, view_id: str, view: dict[str, Any]) -> None:
    try:
        client.views_update(view_id=view_id, view=view)
    except SlackApiError as error:
        # Who closed the modal asked for no more than to see it there.
        if error_code(error) not in CLOSED:
            raise


def shared_payload(payload: dict[str, Any], user: str) -> dict[str, Any]:
    """An answer for everybody: who shared it below, and nothing in it that only its asker can use."""
    kept = [block for block in payload["blocks"] if block["type"] != "actions"]
    by = {"type": "mrkdwn", "text": mrkdwn(("shared by ", Person(user))), "verbatim": True}
    shared_by = {"type": "context", "block_id": "shared_by", "elements": [by]}
    return {"text": payload["text"], "blocks": [*kept, shared_by]}
