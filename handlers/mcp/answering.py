"""The server of our tools: a call is answered once for each state of the knowledge, and remembered."""

import json
from threading import Lock

from cachetools import LRUCache

from handlers.deps import Deps
from handlers.mcp.protocol import Asked, Server, result_json
from handlers.mcp.tools import Tools, every_tool
from handlers.placing import aside
from handlers.replies import context_of
from knowledge.gaps import missing

MOST_REMEMBERED = 256
"""Results have some 20 kilobytes each: five megabytes at the most."""

INSTRUCTIONS = (
    "What roles in AI, machine learning and data are and pay. Every figure keeps its source: name it, and "
    "say which place, level and part of pay it is of. Sources that disagree both count; never average, "
    "combine or convert figures. `reading` says which words weren't understood, and `choices` are the calls "
    "that settle what is unclear: ask which one is meant."
)


class Answering:
    """Answers calls from the newest revision."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._remembered: LRUCache[tuple[object, ...], tuple[bytes, tuple[str, ...]]] = LRUCache(
            MOST_REMEMBERED
        )
        self._lock = Lock()

    def call(self, asked: Asked) -> bytes:
        """The result of a call, as JSON. Raises LookupError where there is no such tool."""
        context = context_of(self._deps)
        key = (
            context.library.revision,
            context.today,
            asked.tool,
            json.dumps(asked.arguments, sort_keys=True),
            asked.shows_blocks,
        )
        with self._lock:
            known = self._remembered.get(key)
        if known is None:
            answered = Tools(context).call(asked.tool, asked.arguments, blocks=asked.shows_blocks)
            missed = () if answered.answer is None else missing(answered.answer)
            known = result_json(answered.result), missed
            with self._lock:
                self._remembered[key] = known
        result, missed = known
        team = asked.slack.get("team_id")
        if missed and isinstance(team, str):
            aside(self._deps, lambda: self._deps.gaps.count(team, missed))
        return result


def server(deps: Deps, version: str) -> Server:
    """What clients see of Rolecall."""
    return Server("Rolecall", version, INSTRUCTIONS, every_tool, Answering(deps).call)
