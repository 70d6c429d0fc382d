"""Messages to the bot: a mention in a channel, or a direct message, with the commands' grammar."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import Any

from handlers.curation import command as knowledge
from handlers.curation.rights import is_admin
from handlers.curation.uploads import are_knowledge, looked_up, received
from handlers.deps import Deps
from handlers.digests import command as digest
from handlers.middleware import INCOMPLETE, NO_WORKSPACE
from handlers.payloads import Event, SlackFile
from handlers.placing import Later, Question, Shown, said
from handlers.replies import Asked, context_of
from handlers.router import Route
from handlers.turn import Turn
from handlers.views.guide import digest_help_parts, guide_parts, knowledge_help_parts
from knowledge.conversation import understand

PEOPLES = ("", "file_share", "me_message", "thread_broadcast")
"""Slack's subtypes of messages that people write: with files, of themselves in the third person, and
out of a thread to the whole conversation. All others say that something happened."""

SLACKS = ("USLACKBOT", "USLACK")
"""The users in whose name Slack writes by itself."""


class Written(Event):
    """What we read of an `app_mention` or `message.im` event besides."""

    subtype: str = ""
    bot_id: str = ""
    bot_profile: Mapping[str, Any] | None = None
    files: tuple[SlackFile, ...] = ()

    @property
    def is_peoples(self) -> bool:
        """Whether a person wrote it: two bots that answer each other would never end."""
        by_bot = bool(self.bot_id) or self.bot_profile is not None or self.user in SLACKS
        return self.subtype in PEOPLES and not by_bot


def mentioned(turn: Turn, deps: Deps) -> Shown | Later[Shown]:
    """Answer a mention in its thread, so that the channel stays readable; or a direct message."""
    if not turn.team or not turn.user:
        return said(INCOMPLETE if turn.team else NO_WORKSPACE)
    written = Written.model_validate(turn.payload)
    if written.is_in_dm:
        files = looked_up(turn.client, written.files)
        if _hands_in(turn, deps, files):
            return received(turn, deps, files, unescape(turn.text))
    meant = understand(deps.library(), turn.text)
    match meant.command:
        case "digest":
            # What a channel reads is only how to; in a direct message the two may settle it.
            if not written.is_in_dm:
                return digest_help_parts(context_of(deps))
            return digest.answer(replace(turn, text=meant.text), deps)
        case "knowledge":
            # The rest is for admins alone to read.
            if not written.is_in_dm:
                return knowledge_help_parts(context_of(deps))
            return knowledge.answer(replace(turn, text=meant.text), deps)
        case None:
            return guide_parts(context_of(deps))
        case command:
            return Question(Asked(command, meant.text))


def _hands_in(turn: Turn, deps: Deps, files: Sequence[SlackFile]) -> bool:
    """Whether files come that are meant for the knowledge; an admin is told of others, too."""
    if are_knowledge(files):
        return True
    alone = bool(files) and not turn.text.strip()
    return alone and is_admin(turn, deps)


def _is_peoples(turn: Turn) -> bool:
    return Written.model_validate(turn.payload).is_peoples


def _is_direct(turn: Turn) -> bool:
    """Other messages, and what bots and edits cause, are not for us."""
    written = Written.model_validate(turn.payload)
    return written.is_in_dm and written.is_peoples


ROUTES = (
    Route("message", "app_mention", mentioned, concerns=_is_peoples),
    Route("message", "message", mentioned, concerns=_is_direct),
)
