"""Everything that reads what members type: questions, offers, `/digest`, `/knowledge`, plain words.

The first word says which of them reads the rest; anything else is a direct message.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from bot.settings import CONTENT
from handlers.replies import command_line
from handlers.views import ViewContext, answer_parts, render
from handlers.views.curation.state import unclear_parts as unclear_knowledge_parts
from handlers.views.digest.told import unclear_parts, which_zone_parts
from handlers.views.elements import option
from handlers.views.formatting import MESSAGE, build_message
from handlers.views.modal import answer_view, offer_form, salary_form
from handlers.views.mrkdwn import Part
from handlers.views.words import reading_parts
from knowledge import curating
from knowledge.asking import answer_line, answer_read_offer
from knowledge.commands import COMMANDS, FILLERS, HELP_WORDS, QUESTIONS, QuestionName
from knowledge.conversation import understand
from knowledge.curating import parse_knowledge
from knowledge.digest.grammar import line_for, parse_digest
from knowledge.digest.subscription import SubscribeRequest, UnclearRequest
from knowledge.digest.zones import known_zones, zone_suggestions
from knowledge.grammar import parse
from knowledge.library import Library
from knowledge.offers.fields import fields_of, offer_from_fields
from knowledge.offers.reading import parse_offer
from knowledge.query import Offer, SalaryQuery
from knowledge.store import check_folder
from knowledge.suggestions import suggest_roles, suggest_terms
from tests.conversations.files import conversations as written
from tests.fuzz.escaped import assert_escaped
from tests.fuzz.target import Target
from tests.handlers.questions import MARKUP, ODD, vocabulary
from tests.payloads import assert_slack_takes, assert_slack_takes_view

LIBRARY = Library(check_folder(CONTENT)[1], "fuzz")
CONTEXT = ViewContext(LIBRARY, date(2026, 11, 21), "acme-")
KNOWN_ZONES = known_zones()


def assert_shown(parts: Sequence[Part]) -> None:
    """The parts are a message and a modal that Slack takes, and nothing of it is markup."""
    message = build_message(parts, MESSAGE).payload()
    assert_slack_takes(message)
    assert_escaped(message)
    view = answer_view(parts)
    assert_slack_takes_view(view)
    assert_escaped(view)


def question(name: QuestionName, text: str) -> None:
    """A question has one answer, however often it is asked, and it can be shown."""
    answer = answer_line(LIBRARY, name, text)
    assert answer == answer_line(LIBRARY, name, text)
    message = render(answer, CONTEXT)
    assert message == render(answer, CONTEXT)
    assert_shown(answer_parts(answer, CONTEXT))
    query = parse(LIBRARY, name, text)
    if isinstance(query, SalaryQuery):
        assert_form(salary_form(CONTEXT, query.role, query.filters, "{}"))


def offer(text: str) -> None:
    """An offer is read, filled into its form, and checked as the form stands."""
    read = parse_offer(LIBRARY, text)
    assert read == parse_offer(LIBRARY, text)
    fields = fields_of(read)
    parts = answer_parts(answer_read_offer(LIBRARY, read), CONTEXT)
    assert_shown(parts)
    assert_form(offer_form(CONTEXT, fields, parts))
    again = offer_from_fields(LIBRARY, fields)
    if isinstance(again, Offer):
        assert_shown(answer_parts(answer_read_offer(LIBRARY, again), CONTEXT))
    else:
        assert again
        assert all(again.values())


def assert_form(view: dict[str, Any]) -> None:
    """Slack takes the form. What was typed stands in its inputs as it was typed."""
    assert view["blocks"]
    assert_slack_takes_view(without_initial_values(view))


def without_initial_values(value: Any) -> Any:
    """A view without what its inputs are filled with: a plain value is shown as it is."""
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value)
        return {k: without_initial_values(v) for k, v in fields.items() if k != "initial_value"}
    if isinstance(value, list):
        return [without_initial_values(entry) for entry in cast("list[Any]", value)]
    return value


def digest(text: str) -> None:
    """A line of `/digest` is read one way; what is suggested instead can be read."""
    request = parse_digest(LIBRARY, text)
    assert request == parse_digest(LIBRARY, text)
    if isinstance(request, UnclearRequest):
        assert_shown(unclear_parts(request, CONTEXT))
        if request.suggestion:
            assert request.meant is not None
            assert not isinstance(parse_digest(LIBRARY, request.suggestion), UnclearRequest)
        return
    assert_shown(
        (*unclear_parts(UnclearRequest("x"), CONTEXT)[:1], *reading_parts(request.reading))
    )
    line = line_for(LIBRARY, request)
    if line is not None:
        assert not isinstance(parse_digest(LIBRARY, line), UnclearRequest), line
    if isinstance(request, SubscribeRequest):
        assert set(request.zones) <= KNOWN_ZONES
        assert set(request.roles) <= set(LIBRARY.roles)
        zones = [(zone, f"{zone} {line}", request) for zone in request.zones]
        assert_shown(which_zone_parts(request.zone_typed, zones, CONTEXT))


def knowledge(text: str) -> None:
    """The same of `/knowledge`."""
    request = parse_knowledge(text)
    assert request == parse_knowledge(text)
    if isinstance(request, curating.UnclearRequest):
        assert_shown(unclear_knowledge_parts(request, CONTEXT))
        return
    assert_shown(
        (*unclear_parts(UnclearRequest("x"), CONTEXT)[:1], *reading_parts(request.reading))
    )


def words(text: str) -> None:
    """A direct message amounts to one command, which reads it; menus complete any text."""
    said = understand(LIBRARY, text)
    assert said == understand(LIBRARY, text)
    command_line(text)
    for id, name in (
        *suggest_roles(LIBRARY, text),
        *suggest_terms(LIBRARY, ["places", "companies", "company_kinds"], text),
    ):
        assert_escaped(option(name, id))
    assert set(zone_suggestions(text)) <= KNOWN_ZONES
    if said.command is not None:
        READERS[said.command](said.text)


READERS: Mapping[str, Callable[[str], None]] = {
    **{known.name: lambda text, name=known.name: question(name, text) for known in QUESTIONS},
    "offer": offer,
    "digest": digest,
    "knowledge": knowledge,
}


def check(data: bytes) -> None:
    """Read a line."""
    text = data.decode(errors="replace")
    first, _, rest = text.partition(" ")
    if first in READERS:
        READERS[first](rest)
    else:
        words(text)


def conversations() -> list[bytes]:
    """What is asked in the tests' conversations."""
    questions, offers, digests = (
        written(name) for name in ("questions", "offers", "digest_requests")
    )
    lines = [
        *(one["ask"].removeprefix("/") for one in questions),
        *(f"offer {one['offer']}" for one in offers),
        *(f"digest {one['say']}" for one in digests),
        *(f"{known.name} {example}" for known in COMMANDS for example in known.examples),
        *(f"{first} {odd}" for first in READERS for odd in (*MARKUP, *ODD)),
    ]
    return [line.encode() for line in lines]


def pieces() -> list[str]:
    """The words of the knowledge, and those that no reader may take for one."""
    return [*vocabulary(LIBRARY), *MARKUP, *ODD, *FILLERS, *HELP_WORDS, *READERS, "check "]


TARGET = Target(check, conversations, pieces, most_bytes=4_000)
