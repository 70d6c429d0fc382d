"""Messages to the bot: a mention in a channel, or a direct message, with the commands' grammar."""

from collections.abc import Sequence
from html import unescape
from typing import Any, cast

from slack_bolt import App

from handlers.asker import Asker
from handlers.curation.room import curation_room
from handlers.curation.uploads import are_knowledge, looked_up
from handlers.deps import Deps, SlackClient
from handlers.digests.desk import DigestDesk
from handlers.payloads import Payload, SlackFile
from handlers.replies import Asked, Replies
from handlers.views.blocks import MESSAGE
from handlers.views.guide import digest_help_parts, guide_parts, knowledge_help_parts
from handlers.views.message import Message, build_message
from knowledge.conversation import understand

FILE_SHARE = "file_share"
"""Slack's subtype of a message that comes with files."""


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
    files: tuple[SlackFile, ...] = ()


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
        self._desk = DigestDesk(deps, replies)
        self._curation = curation_room(deps, replies)

    def mentioned(self, body: dict[str, Any], event: dict[str, Any], client: SlackClient) -> None:
        """Answer a mention in its thread, so that the channel stays readable."""
        message = MessageEvent.model_validate(event)
        self._answer(body, message, client, thread=message.thread_ts or message.ts)

    def written(self, body: dict[str, Any], event: dict[str, Any], client: SlackClient) -> None:
        """Answer a direct message; other messages, and what bots and edits cause, are not for us."""
        message = MessageEvent.model_validate(event)
        said = message.subtype in (None, FILE_SHARE) and message.bot_id is None
        if message.channel_type == "im" and said:
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
            # (An answer that comes twice harms nobody; what changes something asks for itself.)
            if self._deps.once.first(key, harmless=True):
                answer = self._message(client, str(body.get("team_id", "")), event)
                post(answer.text, answer.blocks)

        self._deps.background(work, post)

    def _message(self, client: SlackClient, team: str, event: MessageEvent) -> Message:
        if event.channel_type == "im":
            files = looked_up(client, event.files)
            if self._hands_in(client, event, files):
                parts = self._curation.uploads.received(
                    client, event.user, files, unescape(event.text)
                )
                return self._curation.scene.message(parts)
        library = self._deps.library()
        said = understand(library, event.text)
        if said.command == "digest":
            return self._of_digest(client, team, event, said.text)
        if said.command == "knowledge":
            return self._of_knowledge(client, team, event, said.text)
        if said.command is None:
            return build_message(guide_parts(self._replies.context(library)), MESSAGE)
        return self._replies.message(Asked(said.command, said.text))

    def _of_digest(self, client: SlackClient, team: str, event: MessageEvent, text: str) -> Message:
        """By themselves the two may settle it; what a channel reads is only how to."""
        if event.channel_type != "im":
            return self._desk.message(digest_help_parts(self._desk.context("")))
        return self._desk.answer(client, Asker(team, event.user, event.channel), text)

    def _of_knowledge(
        self, client: SlackClient, team: str, event: MessageEvent, text: str
    ) -> Message:
        """The same: in a channel only how to, for the rest is for admins alone to read."""
        scene = self._curation.scene
        if event.channel_type != "im":
            return scene.message(knowledge_help_parts(scene.context()))
        asker = Asker(team, event.user, event.channel)
        return scene.message(self._curation.desk.answer(client, asker, text))

    def _hands_in(
        self, client: SlackClient, event: MessageEvent, files: Sequence[SlackFile]
    ) -> bool:
        """Whether files come that are meant for the knowledge; an admin is told of others, too."""
        if are_knowledge(files):
            return True
        alone = bool(files) and not event.text.strip()
        return alone and self._curation.rights.is_admin(client, event.user)
