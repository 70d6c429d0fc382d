"""A command's answer as a payload, remembered for as long as its snapshot is the current one."""

from collections import OrderedDict
from threading import Lock
from typing import Any

from handlers.deps import Deps
from handlers.views import ViewContext, render
from knowledge.asking import answer
from knowledge.commands import CommandName
from knowledge.grammar import parse

MOST_REMEMBERED = 2_000
"""Payloads are a few kilobytes each: some ten megabytes at the most."""


class Replies:
    """Answers commands; the same question to the same revision on the same day is made once."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._remembered: OrderedDict[tuple[str, ...], dict[str, Any]] = OrderedDict()
        self._lock = Lock()

    def reply(self, command: CommandName, text: str, prefix: str = "") -> dict[str, Any]:
        """The payload that answers a command's text; `prefix` is that of the installed name."""
        library = self._deps.library()
        today = self._deps.today()
        key = (library.revision, today.isoformat(), command, prefix, text)
        with self._lock:
            known = self._remembered.get(key)
            if known is not None:
                self._remembered.move_to_end(key)
                return known
        context = ViewContext(library, today, prefix)
        made = render(answer(library, parse(library, command, text)), context).payload()
        with self._lock:
            self._remembered[key] = made
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered.popitem(last=False)
        return made
