"""Command lines to payloads, remembered for as long as their snapshot is the current one."""

import json
import re
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from handlers.deps import Deps
from handlers.views import Message, ViewContext, answer_parts, render
from handlers.views.parts import Part
from knowledge.asking import answer_line
from knowledge.commands import COMMANDS, CommandName, QuestionName
from knowledge.library import Library

MOST_REMEMBERED = 2_000
"""Payloads are a few kilobytes each: some ten megabytes at the most."""


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A line that begins with a command of ours, under the prefix with which it is installed."""

    command: CommandName
    text: str = ""
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the command, the prefix under which it is installed, and the text."""

    command: QuestionName
    text: str = ""
    prefix: str = ""


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


def asked(line: str) -> Asked | None:
    """The question that a line asks; None where it is none of ours."""
    found = command_line(line)
    if found is None or found.command in ("digest", "knowledge"):
        return None
    return Asked(found.command, found.text, found.prefix)


class Replies:
    """Answers questions; the same one to the same revision on the same day is made once."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._remembered: OrderedDict[tuple[str, ...], str] = OrderedDict()
        self._lock = Lock()

    def reply(self, question: Asked) -> str:
        """The payload that answers a question privately, as the JSON that Slack receives."""
        library = self._deps.library()
        today = self._deps.today().isoformat()
        key = (library.revision, today, question.command, question.prefix, question.text)
        with self._lock:
            known = self._remembered.get(key)
            if known is not None:
                self._remembered.move_to_end(key)
                return known
        made = json.dumps(self.message(question).payload(), separators=(",", ":"))
        with self._lock:
            self._remembered[key] = made
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered.popitem(last=False)
        return made

    def message(self, question: Asked, following: frozenset[str] = frozenset()) -> Message:
        """The answer as a message; `following` are roles that the reader is known to follow."""
        library = self._deps.library()
        context = self.context(library, question.prefix, following)
        return render(answer_line(library, question.command, question.text), context)

    def parts(self, question: Asked, following: frozenset[str] = frozenset()) -> tuple[Part, ...]:
        """The answer's parts, for a surface other than a message."""
        library = self._deps.library()
        context = self.context(library, question.prefix, following)
        return answer_parts(answer_line(library, question.command, question.text), context)

    def context(
        self, library: Library, prefix: str = "", following: frozenset[str] = frozenset()
    ) -> ViewContext:
        """What views need beside an answer."""
        return ViewContext(library, self._deps.today(), prefix, following, self._deps.newest_blocks)
