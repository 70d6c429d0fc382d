"""Where an answer appears: in place of what was clicked, beside it, or in a modal."""

from typing import Any

from handlers.deps import Deps, SlackClient
from handlers.payloads import Click
from handlers.replies import Asked, Replies
from handlers.views.mrkdwn import mrkdwn
from handlers.views.parts import Person


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
        if click.container.type == "message":
            payload = self._replies.payload(question, following)
            self._deps.respond(
                click.response_url, {**payload, "replace_original": click.is_private}
            )
            return
        view = self._replies.view(question, following)
        if click.view is not None and click.view.type == "modal":
            client.views_update(view_id=click.view.id, view=view)
        else:
            client.views_open(trigger_id=click.trigger_id, view=view)

    def share(self, click: Click, question: Asked) -> None:
        """Post the answer for everybody, with who shared it; the private one stays."""
        shared = shared_payload(self._replies.payload(question), click.user.id)
        self._deps.respond(
            click.response_url,
            {**shared, "response_type": "in_channel", "replace_original": False},
        )

    def say(self, click: Click, text: str) -> None:
        """Tell the one who clicked something, privately and beside the message."""
        if click.response_url:
            payload = {"response_type": "ephemeral", "replace_original": False, "text": text}
            self._deps.respond(click.response_url, payload)


def shared_payload(payload: dict[str, Any], user: str) -> dict[str, Any]:
    """An answer for everybody: who shared it below, and nothing in it that only its asker can use."""
    kept = [block for block in payload["blocks"] if block["type"] != "actions"]
    by = {"type": "mrkdwn", "text": mrkdwn(("shared by ", Person(user))), "verbatim": True}
    shared_by = {"type": "context", "block_id": "shared_by", "elements": [by]}
    return {"text": payload["text"], "blocks": [*kept, shared_by]}
