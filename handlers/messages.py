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
from handlers.drafting.reading import are_articles, read_file, read_link
from handlers.middleware import INCOMPLETE, NO_WORKSPACE
from handlers.payloads import Event, SlackFile
from handlers.placing import Outcome, Question, aside, remember, said
from handlers.replies import Asked, context_of
from handlers.router import Route
from handlers.turn import Turn
from handlers.views.guide import digest_help_parts, guide_parts, knowledge_help_parts
from handlers.views.mrkdwn import Part
from handlers.views.talk import (
    FOLLOW_IN_DM,
    followed_parts,
    not_covered_parts,
    sources_parts,
    thanks_parts,
    wondered_parts,
)
from knowledge.asking import answer_line
from knowledge.commands import QUESTIONS_BY_NAME, QuestionName
from knowledge.conversation import Said, follow_up, understand
from knowledge.curating import links_in, only_link
from knowledge.gaps import subject_of

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


def mentioned(turn: Turn, deps: Deps) -> Outcome:
    """Answer a mention in its thread, so that the channel stays readable; or a direct message."""
    if not turn.team or not turn.user:
        return said(INCOMPLETE if turn.team else NO_WORKSPACE)
    written = Written.model_validate(turn.payload)
    if written.is_in_dm:
        files = looked_up(turn.client, written.files)
        if _hands_in(turn, deps, files):
            return received(turn, deps, files, unescape(turn.text))
        if are_articles(files) and not _asks(turn.text, deps):
            return read_file(turn, deps, files)
        link = only_link(turn.text)
        if link is not None and is_admin(turn, deps):
            return read_link(turn, deps, link)
    thread = turn.place.thread
    goes_on = written.is_in_dm or thread != written.ts
    before = deps.conversations.last(turn.team, turn.channel, thread) if goes_on else None
    library = deps.library()
    meant = follow_up(library, before, turn.text) if before else understand(library, turn.text)
    if meant.talk is not None:
        return _talked(turn, deps, meant)
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
            # The words have no links any more: Slack marks them up.
            links = [link for link in links_in(turn.text) if link not in meant.text]
            return knowledge.answer(replace(turn, text=" ".join((meant.text, *links))), deps)
        case None:
            return guide_parts(context_of(deps))
        case command:
            remember(turn, deps, command, meant.text)
            question = Question(Asked(command, meant.text))
            return question if written.is_in_dm else _in_public(deps, question, command, meant.text)


def _in_public(
    deps: Deps, question: Question, command: QuestionName, text: str
) -> Question | Sequence[Part]:
    """The answer; for everyone in a channel, that there is none is one short line."""
    context = context_of(deps)
    return not_covered_parts(answer_line(context.library, command, text), context) or question


def _talked(turn: Turn, deps: Deps, meant: Said) -> Sequence[Part]:
    """Answer what no command does."""
    context = context_of(deps)
    match meant.talk:
        case "thanks":
            return thanks_parts()
        case "follow" | "unfollow" if not turn.in_dm:
            return said(FOLLOW_IN_DM)
        case "follow":
            for role in meant.roles:
                deps.follows.follow(turn.team, turn.user, role, deps.served().number)
            return followed_parts(meant.roles, context, follows=True)
        case "unfollow":
            for role in meant.roles:
                deps.follows.unfollow(turn.team, turn.user, role)
            return followed_parts(meant.roles, context, follows=False)
        case "sources" if meant.command in QUESTIONS_BY_NAME:
            command = QUESTIONS_BY_NAME[meant.command].name
            return sources_parts(answer_line(context.library, command, meant.text), context)
        case "unanswered":
            subject = subject_of(meant.text)
            if subject:
                aside(deps, lambda: deps.gaps.count(turn.team, (subject,)))
            return wondered_parts(meant, context)
        case _:
            return wondered_parts(meant, context) or guide_parts(context)


def _asks(text: str, deps: Deps) -> bool:
    """Whether words that come with a file ask something: then they are answered, and the file is theirs."""
    return bool(text.strip()) and understand(deps.library(), text).command is not None


def _hands_in(turn: Turn, deps: Deps, files: Sequence[SlackFile]) -> bool:
    """Whether files come that are meant for the knowledge; an admin is told of others, too."""
    if are_knowledge(files):
        return True
    alone = bool(files) and not turn.text.strip() and not are_articles(files)
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
