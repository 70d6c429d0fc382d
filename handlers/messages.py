"""Messages to the bot: a mention in a channel, or a direct message, with the commands' grammar."""

import re
from typing import Any, cast

from slack_bolt import App

from handlers.deps import Deps, SlackClient
from handlers.payloads import Payload
from handlers.replies import Asked, Replies
from handlers.views.blocks import MESSAGE
from handlers.views.guide import guide_parts
from handlers.views.message import Message, build_message
from knowledge.conversation import understand


class MessageEvent(Payload):
    """An `app_mention` or `message.im` event."""

    channel: str
    ts: str
    text: str = ""
    user: str = ""
    thread_ts: str | None = None
    channel_type: str = ""
    subtype: str | None = None
    bot_id: str | None = None


def register(app: App, deps: Deps, replies: Replies) -> None:
    """Listen to mentions and direct messages."""
    listener = MessageListener(deps, replies)
    untyped = cast("Any", app)
    untyped.event("app_mention")(listener.mentioned)
    untyped.event("message")(listener.written)


class MessageListener:
    """Answers in the thread of a channel, or in the direct message."""

    def __init__(self, deps: Deps, replies: Replies) -> None:
        self._deps = deps
        self._replies = replies

    def mentioned(self, body: dict[str, Any], event: dict[str, Any], client: SlackClient) -> None:
        """Answer a mention in its thread, so that the channel stays readable."""
        message = MessageEvent.model_validate(event)
        self._answer(body, message, client, thread=message.thread_ts or message.ts)

    def written(self, body: dict[str, Any], event: dict[str, Any], client: SlackClient) -> None:
        """Answer a direct message; other messages, and what bots and edits cause, are not for us."""
        message = MessageEvent.model_validate(event)
        if message.channel_type == "im" and message.subtype is None and message.bot_id is None:
            self._answer(body, message, client, thread=message.thread_ts)

    def _answer(
        self, body: dict[str, Any], event: MessageEvent, client: SlackClient, thread: str | None
    ) -> None:
        key = f"event:{body.get('event_id') or f'{event.channel}:{event.ts}'}"

        def post(text: str, blocks: tuple[dict[str, Any], ...] = ()) -> None:
            client.chat_postMessage(
                channel=event.channel, text=text, blocks=list(blocks), thread_ts=thread
            )

        def work() -> None:
            # Slack delivers an event again when it heard no answer in time.
            if self._deps.once.first(key):
                answer = self._message(event.text)
                post(answer.text, answer.blocks)

        self._deps.background(work, post)

    def _message(self, text: str) -> Message:
        library = self._deps.library()
        said = understand(library, re.sub(r"<@[UW]\w+(\|[^>]*)?>", " ", text))
        if said.command is None:
            return build_message(guide_parts(self._replies.context(library)), MESSAGE)
        return self._replies.message(Asked(said.command, said.text))
