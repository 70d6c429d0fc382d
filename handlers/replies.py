"""Questions to payloads, remembered for as long as their snapshot is the current one."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal

from cachetools import LRUCache

from handlers.deps import Deps
from handlers.values import Clickable, carried
from handlers.views import Message, ViewContext, answer_parts, render
from handlers.views.modal import answer_view
from handlers.views.mrkdwn import Part
from knowledge.answers import Answer
from knowledge.asking import answer, answer_line, still_known
from knowledge.commands import COMMANDS, CommandName, QuestionName
from knowledge.gaps import MAX_SUBJECT, missing
from knowledge.grammar import parse
from knowledge.library import Library
from knowledge.query import (
    AreasQuery,
    CompareQuery,
    HelpQuery,
    MentionQuery,
    Offer,
    Query,
    RoleQuery,
    SalaryQuery,
    TrendsQuery,
    WholeQuery,
)
from knowledge.query_text import question_text

MOST_REMEMBERED = 2_000
"""Payloads are a few kilobytes each: some ten megabytes at the most."""

NONE_FOLLOWED: frozenset[str] = frozenset()

Surface = Literal["message", "view"]


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A line that begins with a command of ours, under the prefix with which it is installed."""

    command: CommandName
    text: str = ""
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was typed: the command, the prefix under which it is installed, and the text."""

    command: QuestionName
    text: str = ""
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question that came from a button, a menu or a form: no word of it was typed."""

    query: Query
    prefix: str = ""


AnyQuestion = Asked | Chosen


_LINE = re.compile(
    rf"^/?(?P<prefix>(?:[^\s/]+[-_])?)(?P<name>{'|'.join(c.name for c in COMMANDS)})(?:\s+(?P<text>.*))?$",
    re.DOTALL,
)


def command_line(line: str) -> CommandLine | None:
    """A line such as `digest pause` or `/acme-role mle`; None where it is no command of ours."""
    match = _LINE.match(line.strip())
    if match is None:
        return None
    names: dict[str, CommandName] = {command.name: command.name for command in COMMANDS}
    return CommandLine(names[match["name"]], match["text"] or "", match["prefix"])


def carried_by(value: str) -> Clickable | CommandLine | None:
    """What a value asks; buttons of older releases carry a command's line. None: none of ours."""
    found = carried(value)
    return command_line(value) if found is None else found.what


def prefix_of(value: str) -> str:
    """The prefix under which commands are installed, as a value of ours says."""
    found = carried(value) or command_line(value)
    return found.prefix if found else ""


def asked(value: str) -> AnyQuestion | None:
    """The question that a value asks; None where it is none of ours."""
    what = carried_by(value)
    if isinstance(what, WholeQuery):
        return Chosen(what, prefix_of(value))
    match what:
        case CommandLine(command, text, prefix) if command not in ("digest", "knowledge"):
            return Asked(command, text, prefix)
        case _:
            return None


def answer_to(library: Library, question: AnyQuestion) -> Answer:
    """Answer a question: what was typed is read first, what was chosen may be gone since."""
    match question:
        case Asked(command, text):
            return answer_line(library, command, text)
        case Chosen(query):
            known = (
                query
                if isinstance(query, HelpQuery | MentionQuery)
                else still_known(library, query)
            )
            return answer(library, known)


def typed_line(library: Library, question: AnyQuestion) -> str:
    """A question as the line, without its slash, with which people type it."""
    match question:
        case Asked(command, text):
            line = f"{command} {text}"
        case Chosen(query):
            line = " ".join(question_text(library, query))
    return f"{question.prefix}{line}".rstrip()


def asked_about(library: Library, question: AnyQuestion) -> str:
    """What a question is about, as it is counted; empty where it wasn't understood.

    Of an offer, the role alone: its sums are nobody else's business.
    """
    match question:
        case Asked(command, text):
            query = parse(library, command, text)
        case Chosen(query):
            pass
    match query:
        case Offer(role):
            named = library.roles[role].name if role in library.roles else role
            return f"check {named}"[:MAX_SUBJECT]
        case RoleQuery() | SalaryQuery() | AreasQuery() | CompareQuery() | TrendsQuery():
            return " ".join(question_text(library, query))[:MAX_SUBJECT]
        case _:
            return ""


def _lists_posts(question: AnyQuestion) -> bool:
    match question:
        case Asked(command):
            return command == "trends"
        case Chosen(query):
            return isinstance(query, TrendsQuery)


class Replies:
    """Answers questions; the same one to the same revision on the same day is made once.

    `following` are the roles that the reader is known to follow.
    """

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        # As text, of which thousands cost little: as objects they would be ten times as large.
        self._remembered: LRUCache[tuple[object, ...], str] = LRUCache(MOST_REMEMBERED)
        self._missed: LRUCache[tuple[object, ...], tuple[str, ...]] = LRUCache(MOST_REMEMBERED)
        self._lock = Lock()

    def missed(self, question: AnyQuestion) -> tuple[str, ...]:
        """What the answer to a question, which has been made, had to leave open."""
        with self._lock:
            return self._missed.get((self._deps.library().revision, question), ())

    def reply(self, question: AnyQuestion, following: frozenset[str] = NONE_FOLLOWED) -> str:
        """The payload that answers a question privately, as the JSON that Slack receives."""
        return self._made_once(
            "message", question, following, lambda: self._message(question, following).payload()
        )

    def payload(
        self, question: AnyQuestion, following: frozenset[str] = NONE_FOLLOWED
    ) -> dict[str, Any]:
        """The same as it is handed to Slack's SDK."""
        return json.loads(self.reply(question, following))

    def message(self, question: AnyQuestion, following: frozenset[str] = NONE_FOLLOWED) -> Message:
        """The answer as a message."""
        payload = self.payload(question, following)
        return Message(payload["text"], tuple(payload["blocks"]))

    def view(
        self, question: AnyQuestion, following: frozenset[str] = NONE_FOLLOWED
    ) -> dict[str, Any]:
        """The answer in a modal."""
        return json.loads(
            self._made_once(
                "view", question, following, lambda: answer_view(self.parts(question, following))
            )
        )

    def _made_once(
        self,
        surface: Surface,
        question: AnyQuestion,
        following: frozenset[str],
        make: Callable[[], dict[str, Any]],
    ) -> str:
        today = self._deps.today().isoformat()
        # Posts come in between two revisions.
        latest = self._deps.latest().version if _lists_posts(question) else None
        key = (self._deps.library().revision, today, surface, question, following, latest)
        with self._lock:
            known = self._remembered.get(key)
            if known is not None:
                return known
        made = json.dumps(make(), separators=(",", ":"))
        with self._lock:
            self._remembered[key] = made
        return made

    def _message(self, question: AnyQuestion, following: frozenset[str]) -> Message:
        library = self._deps.library()
        context = self.context(library, question.prefix, following)
        answer = answer_to(library, question)
        missed = missing(answer)
        if missed:
            with self._lock:
                self._missed[library.revision, question] = missed
        return render(answer, context)

    def parts(
        self, question: AnyQuestion, following: frozenset[str] = NONE_FOLLOWED
    ) -> tuple[Part, ...]:
        """The answer's parts, for a surface other than a message."""
        library = self._deps.library()
        context = self.context(library, question.prefix, following)
        return answer_parts(answer_to(library, question), context)

    def context(
        self, library: Library, prefix: str = "", following: frozenset[str] = NONE_FOLLOWED
    ) -> ViewContext:
        """What views need beside an answer."""
        return context_of(self._deps, prefix, following, library)


def context_of(
    deps: Deps,
    prefix: str = "",
    following: frozenset[str] = NONE_FOLLOWED,
    library: Library | None = None,
) -> ViewContext:
    """What views need besides an answer: by default of the newest revision."""
    return ViewContext(
        library or deps.library(),
        deps.today(),
        prefix,
        following,
        deps.newest_blocks,
        deps.latest,
    )
