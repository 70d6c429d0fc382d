"""What buttons, menus and forms carry: typed, read back as it was, and answered whatever is in it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.middleware import UNREADABLE
from handlers.replies import command_line
from handlers.values import Carried, Clickable, carried, carry
from handlers.views.elements import MAX_BUTTON_VALUE, MAX_OPTION_VALUE
from knowledge.asking import read_line
from knowledge.commands import QUESTIONS
from knowledge.curating import ExportRequest, LookRequest, RevisionRequest, TemplateRequest
from knowledge.digest.subscription import (
    WEEK,
    MuteRequest,
    PauseRequest,
    SimpleRequest,
    SubscribeRequest,
    UndoRequest,
)
from knowledge.fields import SECTIONS
from knowledge.library import Library
from knowledge.query import (
    AreasQuery,
    CompareQuery,
    Offer,
    OfferAmount,
    OfferTerms,
    RoleQuery,
    SalaryFilters,
    SalaryQuery,
    TrendsQuery,
)
from knowledge.query_text import question_text
from tests.handlers.heard import App
from tests.recorded import recorded

PREFIXES = st.sampled_from(["", "acme-", "x_"])
KINDS = (
    RoleQuery, SalaryQuery, AreasQuery, CompareQuery, TrendsQuery, Offer, SimpleRequest, PauseRequest,
    SubscribeRequest, MuteRequest, UndoRequest, LookRequest, RevisionRequest, ExportRequest, TemplateRequest,
)  # fmt: skip
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
st.register_type_strategy(float, NUMBERS)


@given(what=st.none() | st.one_of([st.from_type(kind) for kind in KINDS]), prefix=PREFIXES)
def test_what_a_value_carries_reads_back_as_it_was(what: Clickable | None, prefix: str) -> None:
    value = carry(what, prefix)
    json.loads(value)
    if len(value) > MAX_BUTTON_VALUE:
        return
    read = carried(value)
    assert read is not None
    assert carry(read.what, read.prefix) == value
    assert (type(read.what), read.prefix) == (type(what), prefix)
    # An older release takes it for none of its lines, and so for nothing that it should do.
    assert command_line(value) is None
    assert not any(character.isspace() for character in value)


def test_how_a_text_was_read_is_not_carried(library: Library) -> None:
    for question in QUESTIONS:
        for example in question.examples:
            query = read_line(library, question.name, f"{example} zanzibar")
            assert isinstance(query, RoleQuery | SalaryQuery | CompareQuery | TrendsQuery | Offer)
            read = carried(carry(query))
            assert read is not None
            assert "zanzibar" not in carry(query)
            # What people type for it is the same question.
            command, text = question_text(library, query)
            typed = read_line(library, command, text)
            assert isinstance(typed, type(query))
            assert carry(typed) == carry(query), example


def test_a_section_of_any_role_fits_into_a_menu() -> None:
    for section in (*SECTIONS, "tasks"):
        assert len(carry(RoleQuery("x" * 80, (section,)), "acme-")) <= MAX_OPTION_VALUE


SENIOR = SalaryQuery("ml-engineer", SalaryFilters(levels=("senior",)))
OFFER = Offer(
    "ml-engineer",
    OfferTerms((OfferAmount(low=150_000, high=150_000, currency="USD", period="year"),)),
)
SAME: list[tuple[str, str, Clickable]] = [
    ("ask:1", "salary ml-engineer", SalaryQuery("ml-engineer")),
    ("ask", "/salary mle senior", SENIOR),
    ("ask", "role mle skills", RoleQuery("ml-engineer", ("skills",))),
    ("ask_more", "role mle education", RoleQuery("ml-engineer", ("education",))),
    ("ask:2", "compare mle vs de", CompareQuery(("ml-engineer", "data-engineer"))),
    ("ask:3", "trends", TrendsQuery()),
    ("ask:4", "salary check $150,000 mle", OFFER),
    ("share", "salary Machine Learning Engineer Senior", SENIOR),
    ("follow:ml-engineer", "role mle", RoleQuery("ml-engineer")),
    ("filter", "salary mle senior", SENIOR),
    ("report", "salary Machine Learning Engineer Senior", SENIOR),
    ("edit_offer", "salary check $150,000 mle", OFFER),
    ("digest_ask", "digest preview", SimpleRequest("preview")),
    ("digest_ask:2", "digest pause 1 week", PauseRequest(WEEK)),
    ("digest_undo", "digest C0DATAJOBS:v1", UndoRequest("C0DATAJOBS", "v1")),
    ("knowledge_ask", "knowledge check", LookRequest("check")),
    ("knowledge_ask:1", "knowledge diff 1", RevisionRequest("diff", 1)),
    ("knowledge_ask:3", "knowledge template role x", TemplateRequest("role", "x")),
]


def clicked(app: App, action_id: str, value: str) -> tuple[list[str], list[str]]:
    """What a person sees after a click, without what its own buttons carry; and what was logged."""
    payload = recorded("block_actions_ephemeral")
    payload["actions"][0] |= {"action_id": action_id, "value": value}
    payload["actions"][0]["action_ts"] = f"{action_id} {value}"
    payload["trigger_id"] = f"{action_id} {value}"
    heard = app.send("block_actions_ephemeral", payload)
    shown = [*heard.responses, *(call.get("view", {}) for call in heard.shown)]
    for one in shown:
        one.pop("private_metadata", None)
    return [json.dumps(one, sort_keys=True) for one in shown], heard.logged


@pytest.mark.parametrize(("action_id", "line", "what"), SAME)
def test_a_button_of_an_older_release_does_the_same(
    app: App, action_id: str, line: str, what: Clickable
) -> None:
    old, old_logged = clicked(app, action_id, line)
    new, new_logged = clicked(app, action_id, carry(what))
    # A shared answer carries on what it was asked with.
    if action_id == "share":
        old = [one.replace(json.dumps(line), json.dumps(carry(what))) for one in old]
    assert new
    assert (old, old_logged) == (new, new_logged)
    assert UNREADABLE not in "".join(new)


FORGED = [
    "{", "{}", "[]", '"salary"', "7", "null", '{"q":null}', '{"q":[]}', '{"q":"nothing"}',
    '{"q":"role"}', '{"q":"role","r":7}', '{"q":"role","r":"mle","zz":1}',
    '{"q":"salary","r":["mle"]}', '{"q":"compare","rs":"mle"}', '{"as":"acme-"}',
    '{"q":"role","r":"mle","s":["magic"]}', "{" * 2_000, '{"f":' * 400 + "1" + "}" * 400,
    '{"q":"salary","r":"mle","f":{"y":[{"lo":"soon"}]}}',
]  # fmt: skip


@pytest.mark.parametrize("action_id", ["ask", "share", "filter", "report", "digest_ask", "edit_offer", "knowledge_ask", "digest_undo"])  # fmt: skip
@pytest.mark.parametrize("value", FORGED)
def test_what_is_forged_is_refused_in_words(app: App, action_id: str, value: str) -> None:
    told, logged = clicked(app, action_id, value)
    assert [json.loads(one)["text"] for one in told] == [UNREADABLE]
    assert not logged


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ('{"q":"role","r":"barber"}', "“barber” isn't covered yet"),
        ('{"q":"salary","r":"ml enginer"}', "Machine Learning Engineer"),
        ('{"q":"compare","rs":["barber","data-engineer","data-engineer"]}', "“barber”"),
        ('{"q":"compare","rs":["barber"]}', "isn't covered yet"),
        ('{"q":"trends","ts":["hats"],"rs":["barber"]}', "about hats barber"),
        ('{"q":"offer","r":"barber","o":{}}', "isn't covered yet"),
        ('{"q":"salary","r":"ml-engineer","f":{"l":["boss"],"p":["mars"]}}', "“boss”, “mars”"),
        (
            '{"q":"salary","r":"ml-engineer","f":{"y":[{"lo":NaN,"hi":1e999},{"lo":9,"hi":2}]}}',
            "Machine Learning Engineer",
        ),
        (
            '{"q":"offer","r":"ml-engineer","o":{"a":[{"lo":NaN},{"lo":-1},{},{"lo":9,"hi":1}]}}',
            "I didn't find a pay amount",
        ),
    ],
)
def test_what_the_knowledge_does_not_hold_is_named(app: App, value: str, words: str) -> None:
    (told,), logged = clicked(app, "ask", value)
    assert words in json.loads(told)["text"]
    assert not logged


@pytest.mark.parametrize(
    "value",
    [
        '{"q":"subscribe","d":9}', '{"q":"subscribe","z":["Moon/Sea"]}', '{"q":"pause","sp":"-P1D"}',
        '{"q":"pause","sp":"P999999D"}', '{"q":"subscribe","h":"09:00:00Z"}',
    ],
)  # fmt: skip
def test_a_digest_that_cannot_be_is_refused(app: App, value: str) -> None:
    told, logged = clicked(app, "digest_ask", value)
    assert [json.loads(one)["text"] for one in told] == [UNREADABLE]
    assert not logged


def test_none_but_ours_says_anything() -> None:
    assert carried(carry(None)) == Carried(None)
    assert carried("x" * 4_000) is None


def test_a_button_of_an_older_release_asks_for_what_took_the_place_of_its_parts() -> None:
    read = carried('{"ps":["changes","trends","signal"],"q":"subscribe"}')
    assert read is not None
    assert isinstance(read.what, SubscribeRequest)
    assert read.what.parts == ("changes", "stories", "moves", "contrast", "number")
    assert carried('{"ps":["weather"],"q":"subscribe"}') is None
