"""The tools, in one table that listing, calling and the documentation draw on; and the server of them.

All of them only read. A call is answered once for each state of the knowledge, and remembered.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from threading import Lock
from typing import Any, cast

from cachetools import LRUCache
from pydantic import ValidationError

from handlers.deps import Deps
from handlers.mcp.calls import (
    Arguments,
    Ask,
    CheckOffer,
    CompareRoles,
    FindPay,
    FindTrends,
    ListSources,
    LookUpRole,
    Read,
    complaints,
    read_comparison,
    read_offer,
    read_pay,
    read_role,
    read_trends,
)
from handlers.mcp.cards import card
from handlers.mcp.protocol import Asked, Server, Tool, ToolResult, result_json
from handlers.mcp.shapes import KINDS, answer_json, answer_schema, source_json, source_schema
from handlers.placing import aside
from handlers.replies import command_line, context_of
from handlers.views import ViewContext, answer_parts
from handlers.views.formatting import plain_text
from handlers.views.mrkdwn import Bullets, Heading, Part
from knowledge.answers import (
    Ambiguous,
    Answer,
    AreasAnswer,
    CompareWithWhat,
    Comparison,
    Help,
    MentionAnswer,
    NoFigures,
    NoRanking,
    NotFound,
    NoTrends,
    RoleCard,
    RoleSectionsAnswer,
    SalaryAnswer,
    TrendsAnswer,
)
from knowledge.asking import answer_line, answer_read, no_ranking
from knowledge.commands import QUESTIONS_BY_NAME
from knowledge.conversation import understand
from knowledge.gaps import missing
from knowledge.library import Library
from knowledge.offers.checked import OfferAnswer
from knowledge.offers.terms import UnclearOffer
from knowledge.query import HelpQuery

NOT_HERE = (
    "This can't be done here: these tools answer questions about roles and pay, and check offers. "
    "Digests, followed roles and the knowledge itself are changed in Slack."
)

OTHERWISE = (MentionAnswer, Ambiguous, NotFound, NoRanking, Help)
"""What any question may come to."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a call came to: the result, and the answer where there is one."""

    result: ToolResult
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A tool that asks; `read` gives what the arguments come to, None where it isn't for assistants."""

    name: str
    title: str
    about: str
    arguments: type[Arguments]
    answers: tuple[type, ...]
    read: Callable[[Library, Any], Answer | None]


def _asks(read: Callable[[Library, Any], Read]) -> Callable[[Library, Any], Answer]:
    return lambda library, asked: answer_read(library, read(library, asked))


def _spoken(library: Library, asked: Ask) -> Answer | None:
    """The answer to a line; None for what writes, or what an admin does."""
    line = command_line(asked.line) if asked.line.lstrip().startswith("/") else None
    said = understand(library, asked.line) if line is None else None
    command, text = (
        (line.command, line.text) if line else (said.command, said.text) if said else (None, "")
    )
    if command in QUESTIONS_BY_NAME:
        return answer_line(library, QUESTIONS_BY_NAME[command].name, text)
    if said is not None and said.talk == "ranking":
        return no_ranking(library)
    if command is not None or (said is not None and said.talk in ("follow", "unfollow")):
        return None
    return answer_read(library, HelpQuery("role"))


QUESTIONS = (
    Question(
        "look_up_role",
        "Look up a role",
        "What a role in AI, machine learning or data involves and requires: an overview, or whole "
        "sections of it. Each line names its sources.",
        LookUpRole,
        (RoleCard, RoleSectionsAnswer, *OTHERWISE),
        _asks(read_role),
    ),
    Question(
        "find_pay",
        "Find pay",
        "What sources say a role pays: official statistics, surveys, job ads and guides, each figure "
        "with its source. Nothing is averaged across sources: don't combine figures either. Where no "
        "source has what is asked, the closest figures come, uncombined.",
        FindPay,
        (SalaryAnswer, NoFigures, AreasAnswer, *OTHERWISE),
        _asks(read_pay),
    ),
    Question(
        "compare_roles",
        "Compare roles",
        "Two or three roles side by side: pay by level, skills, education, or the sections asked for.",
        CompareRoles,
        (Comparison, CompareWithWhat, *OTHERWISE),
        _asks(read_comparison),
    ),
    Question(
        "check_offer",
        "Check an offer",
        "Where an offer of pay, or the pay in a job post, falls against each source's figures. "
        "Nothing of it is kept.",
        CheckOffer,
        (OfferAnswer, UnclearOffer, Help),
        _asks(read_offer),
    ),
    Question(
        "find_trends",
        "Find trends",
        "Industry trends and market numbers, with the documents that name them, and official pay "
        "over the years.",
        FindTrends,
        (TrendsAnswer, NoTrends, *OTHERWISE),
        _asks(read_trends),
    ),
    Question(
        "ask",
        "Ask in words",
        "Any question about roles, pay, offers and trends in one line, where no other tool fits.",
        Ask,
        tuple(KINDS),
        _spoken,
    ),
)

LIST_SOURCES = "list_sources"


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools over one library, as one reader is shown its answers."""

    context: ViewContext

    def call(self, name: str, arguments: Mapping[str, Any], *, blocks: bool) -> Answered:
        """Call a tool, with its card where the caller shows blocks. Raises LookupError for none of ours."""
        library = self.context.library
        taken = ListSources if name == LIST_SOURCES else _BY_NAME[name].arguments
        try:
            asked = taken.model_validate(arguments)
        except ValidationError as error:
            return Answered(_failed(complaints(taken, error)))
        if isinstance(asked, ListSources):
            return Answered(self._sources(asked, blocks=blocks))
        answer = _BY_NAME[name].read(library, asked)
        if answer is None:
            return Answered(_failed(NOT_HERE))
        parts = answer_parts(answer, self.context)
        told = answer_json(library, answer)
        return Answered(self._shown(parts, told, blocks=blocks), answer)

    def _sources(self, asked: ListSources, *, blocks: bool) -> ToolResult:
        library = self.context.library
        found = [one for one in library.sources.values() if asked.kind in (None, one.kind)]
        told = [
            {**source_json(one), "figures": library.number_of_figures_in(one.id)} for one in found
        ]
        lines = tuple(
            (", ".join(filter(None, [one.label, one.publisher, str(one.year or ""), one.url])),)
            for one in found
        )
        parts = (Heading(f"{len(found)} sources"), Bullets(lines))
        return self._shown(parts, {"sources": told}, blocks=blocks)

    def _shown(self, parts: Sequence[Part], told: Mapping[str, Any], *, blocks: bool) -> ToolResult:
        return ToolResult(
            text=unescape(plain_text(parts)),
            structured=told,
            blocks=tuple(card(self.context.library, parts)) if blocks else (),
        )


_BY_NAME = {question.name: question for question in QUESTIONS}


def _failed(why: str) -> ToolResult:
    return ToolResult(text=why, failed=True)


@cache
def every_tool() -> tuple[Tool, ...]:
    """What assistants are told of the tools; made at the first look, for it takes its time."""
    sources = {"type": "array", "items": source_schema(figures={"type": "integer"})}
    listing = Tool(
        LIST_SOURCES,
        "List the sources",
        "Every document that answers rest on: publisher, year, license, and how many figures it has.",
        _input(ListSources),
        {
            "type": "object",
            "properties": {"sources": sources},
            "required": ["sources"],
            "additionalProperties": False,
        },
    )
    asking = [
        Tool(one.name, one.title, one.about, _input(one.arguments), answer_schema(one.answers))
        for one in QUESTIONS
    ]
    return (*asking[:-1], listing, asking[-1])


def _input(arguments: type[Arguments]) -> Mapping[str, Any]:
    """The schema of arguments, without the names that pydantic makes up for each."""
    return cast("Mapping[str, Any]", _untitled(arguments.model_json_schema()))


def _untitled(value: object) -> object:
    match value:
        case dict():
            found = cast("dict[str, object]", value)
            return {
                name: _untitled(one)
                for name, one in found.items()
                if not (name == "title" and isinstance(one, str))
            }
        case list():
            return [_untitled(one) for one in cast("list[object]", value)]
        case _:
            return value


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
