"""Messages to the bot: a mention in a channel, or a direct message, with the commands' grammar."""

from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any, cast

from slack_bolt import App

from handlers.asker import Asker, own_dm
from handlers.curation.room import curation_room
from handlers.curation.uploads import are_knowledge, looked_up
from handlers.deps import Deps, SlackClient
from handlers.digests.desk import DigestDesk
from handlers.incomplete import INCOMPLETE, NO_WORKSPACE
from handlers.payloads import EventEnvelope, Payload, SlackFile
from handlers.replies import Asked, Replies
from handlers.views.blocks import MESSAGE
from handlers.views.guide import digest_help_parts, guide_parts, knowledge_help_parts
from handlers.views.message import Message, build_message
from knowledge.conversation import understand

PEOPLES = ("", "file_share", "me_message", "thread_broadcast")
"""Slack's subtypes of messages that people write: with files, of themselves in the third person, and
out of a thread to the whole conversation. All others say that something happened."""

SLACKS = ("USLACKBOT", "USLACK")
"""The users in whose name Slack writes by itself."""


class MessageEvent(Payload):
    """An `app_mention` or `message.im` event."""

    channel: str = ""
    ts: str = ""
    text: str = ""
    user: str = ""
    thread_ts: str = ""
    channel_type: str = ""
    subtype: str = ""
    bot_id: str = ""
    bot_profile: Mapping[str, Any] | None = None
    files: tuple[SlackFile, ...] = ()

    @property
    def is_in_dm(self) -> bool:
        """Whether it stands in direct messages; of a mention there Slack does not say so."""
        return self.channel_type == "im" or self.channel.startswith("D")

    @property
    def is_peoples(self) -> bool:
        """Whether a person wrote it: two bots that answer each other would never end."""
        by_bot = bool(self.bot_id) or self.bot_profile is not None or self.user in SLACKS
        return self.subtype in PEOPLES and not by_bot


class MessageEnvelope(EventEnvelope):
    """A message, and what it comes in."""

    event: MessageEvent = MessageEvent()

    @property
    def key(self) -> str:
        """The same for every event of one message: a mention in direct messages comes as two."""
        event = self.event
        return f"message:{event.channel}:{event.ts}" if event.ts else f"event:{self.event_id}"


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

    def mentioned(self, body: dict[str, Any], client: SlackClient) -> None:
        """Answer a mention in its thread, so that the channel stays readable."""
        envelope = MessageEnvelope.model_validate(body)
        if envelope.event.is_peoples:
            self._answer(envelope, client)

    def written(self, body: dict[str, Any], client: SlackClient) -> None:
        """Answer a direct message; other messages, and what bots and edits cause, are not for us."""
        envelope = MessageEnvelope.model_validate(body)
        if envelope.event.is_in_dm and envelope.event.is_peoples:
            self._answer(envelope, client)

    def _answer(self, envelope: MessageEnvelope, client: SlackClient) -> None:
        event = envelope.event
        thread = event.thread_ts or ("" if event.is_in_dm else event.ts)

        def post(text: str, blocks: tuple[dict[str, Any], ...] = ()) -> None:
            client.chat_postMessage(
                channel=event.channel or own_dm(client, event.user),
                text=text,
                blocks=list(blocks),
                thread_ts=thread or None,
            )

        def work() -> None:
            # Slack delivers an event again when it heard no answer in time.
            # (An answer that comes twice harms nobody; what changes something asks for itself.)
            if self._deps.once.first(envelope.key, harmless=True):
                answer = self._message(client, envelope)
                post(answer.text, answer.blocks)

        self._deps.background(work, post)

    def _message(self, client: SlackClient, envelope: MessageEnvelope) -> Message:
        team, event = envelope.team_id, envelope.event
        if not team or not event.user:
            return Message(INCOMPLETE if team else NO_WORKSPACE, ())
        if event.is_in_dm:
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
        if not event.is_in_dm:
            return self._desk.message(digest_help_parts(self._desk.context("")))
        return self._desk.answer(client, Asker(team, event.user, event.channel), text)

    def _of_knowledge(
        self, client: SlackClient, team: str, event: MessageEvent, text: str
    ) -> Message:
        """The same: in a channel only how to, for the rest is for admins alone to read."""
        scene = self._curation.scene
        if not event.is_in_dm:
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
