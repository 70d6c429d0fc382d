"""The tools: what they say fits what they promise, stands alone, and leads on to further calls."""

import json
from collections.abc import Iterator
from typing import Any, cast

import jsonschema
import pytest

from handlers.mcp.calls import call_of
from handlers.mcp.protocol import ToolResult
from handlers.mcp.tools import QUESTIONS, Tools, every_tool
from handlers.replies import command_line
from handlers.values import carried
from handlers.views import ViewContext
from knowledge.asking import read_line
from knowledge.commands import QUESTIONS_BY_NAME
from knowledge.grammar import Query
from knowledge.library import Library
from knowledge.query import (
    AreasQuery,
    CompareQuery,
    Offer,
    Reading,
    RoleQuery,
    SalaryQuery,
    TrendsQuery,
)
from tests.conftest import TODAY, Slash
from tests.conversations.files import conversations
from tests.payloads import assert_blocks_fit

ASKED = [str(one["ask"]) for one in cast("list[dict[str, Any]]", conversations("questions"))]
TOOL_OF = {
    "role": "look_up_role",
    "salary": "find_pay",
    "compare": "compare_roles",
    "trends": "find_trends",
}
NAMES = [
    "look_up_role",
    "find_pay",
    "compare_roles",
    "check_offer",
    "find_trends",
    "list_sources",
    "ask",
]
TAKEN = {"header", "section", "context", "table", "data_visualization", "actions"}
"""Those of the blocks that Slackbot takes which we have."""


@pytest.fixture(scope="module")
def tools(library: Library) -> Tools:
    return Tools(ViewContext(library, TODAY))


def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = next(tool.output_schema for tool in every_tool() if tool.name == name)
    assert schema is not None
    return jsonschema.Draft202012Validator(schema)


VALIDATORS = {name: validator(name) for name in NAMES}


def ask(tools: Tools, name: str, *, blocks: bool = True, **arguments: object) -> ToolResult:
    """Call a tool; whatever it says is held to what it promises, and to what Slack takes."""
    result = tools.call(name, arguments, blocks=blocks).result
    assert result.text.strip()
    if not result.failed:
        VALIDATORS[name].validate(json.loads(json.dumps(result.structured)))  # pyright: ignore[reportUnknownMemberType]
        assert_slackbot_takes(result)
    return result


def assert_slackbot_takes(result: ToolResult) -> None:
    """(Slack: anything else, or any broken limit, and all blocks are dropped.)"""
    blocks = cast("list[dict[str, Any]]", list(result.blocks))
    assert 0 < len(blocks) <= 50
    assert {block["type"] for block in blocks} <= TAKEN
    assert_blocks_fit(blocks)
    assert sum(block["type"] == "data_visualization" for block in blocks) <= 2
    tables = [json.dumps(block, ensure_ascii=False) for block in blocks if block["type"] == "table"]
    cells = [
        cell["text"]
        for block in blocks
        if block["type"] == "table"
        for row in block["rows"]
        for cell in row
    ]
    assert len(tables) <= 1
    assert sum(map(len, cells)) <= 10_000
    for button in buttons(result):
        tool = button["action_id"].removeprefix("tool:")
        assert tool in NAMES
        assert len(button["value"]) <= 2_000
    for block in blocks:
        if block["type"] == "actions":
            ids = [one["action_id"] for one in block["elements"]]
            assert len(set(ids)) == len(ids)


def buttons(result: ToolResult) -> Iterator[dict[str, Any]]:
    for block in result.blocks:
        if block["type"] == "actions":
            yield from block["elements"]


def data(result: ToolResult) -> dict[str, Any]:
    assert result.structured is not None, result.text
    return dict(result.structured)


def test_the_list_names_every_tool_with_schemas_that_are_some() -> None:
    assert [tool.name for tool in every_tool()] == NAMES
    for tool in every_tool():
        for schema in (tool.input_schema, tool.output_schema):
            assert schema is not None
            assert schema["type"] == "object"
            assert schema["additionalProperties"] is False
            jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("line", ASKED)
def test_what_is_asked_in_a_line_comes_as_data_and_as_slack_says_it(
    tools: Tools, slash: Slash, line: str
) -> None:
    result = ask(tools, "ask", line=line)
    assert result.text == slash(line).text


def test_figures_come_with_all_that_their_source_states(tools: Tools) -> None:
    found = data(ask(tools, "find_pay", role="mle", levels=["senior"], places=["sf"]))
    figure = next(one for one in found["answer"]["few"] if one["low"] == 177_177)
    assert figure["source"] == "ml-data-engineer-guide"
    assert figure["open_ended"] is True
    assert (figure["level"], figure["currency"], figure["period"]) == ("senior", "USD", "year")
    assert {"component", "place", "section", "year"} <= figure.keys()
    source = next(one for one in found["sources"] if one["id"] == figure["source"])
    assert source["label"] == "ML Data Engineer guide"
    official = found["answer"]["official"][0][0]
    assert official["amounts"]["median"] == {"amount": 170_110, "at_least": False}
    assert official["source"] in {one["id"] for one in found["sources"]}


def test_each_answer_names_all_its_sources(tools: Tools, library: Library) -> None:
    for line in ASKED:
        found = data(tools.call("ask", {"line": line}, blocks=False).result)
        named = set(_named(found["answer"]))
        assert named == {one["id"] for one in found["sources"]} & named
        assert named <= library.sources.keys()


def _named(value: object) -> Iterator[str]:
    match value:
        case dict():
            for name, one in cast("dict[str, object]", value).items():
                if name == "source":
                    yield str(one)
                yield from _named(one)
        case list():
            for one in cast("list[object]", value):
                yield from _named(one)
        case _:
            return


def test_what_was_not_understood_comes_as_data(tools: Tools) -> None:
    found = data(ask(tools, "find_pay", role="mle", places=["narnia"]))
    assert [one["typed"] for one in found["reading"]["unknown"]] == ["narnia"]
    found = data(ask(tools, "find_pay", role="machine lerning enginer"))
    assert found["reading"]["corrections"][0]["read_as"] == "Machine Learning Engineer"


def test_what_is_ambiguous_comes_with_calls_that_settle_it(tools: Tools) -> None:
    found = data(ask(tools, "find_pay", role="engineer"))["answer"]
    assert found["kind"] == "ambiguous"
    for choice in found["choices"]:
        settled = data(ask(tools, choice["tool"], **choice["arguments"]))["answer"]
        assert settled["role"]["name"] == choice["label"]


def test_what_nobody_covers_is_told_with_what_is_near(tools: Tools) -> None:
    found = data(ask(tools, "look_up_role", role="barber"))["answer"]
    assert found["kind"] == "not_found"


def test_an_offer_is_placed_and_what_it_lacks_is_asked_for(tools: Tools) -> None:
    found = data(ask(tools, "check_offer", offer="$150k base senior ML engineer in Austin"))
    assert found["answer"]["kind"] == "offer"
    assert found["answer"]["checks"][0]["amount"]["low"] == 150_000
    found = data(ask(tools, "check_offer", offer="150k base"))
    assert found["answer"]["kind"] == "unclear_offer"


def test_every_source_is_listed(tools: Tools, library: Library) -> None:
    found = data(ask(tools, "list_sources"))["sources"]
    assert [one["id"] for one in found] == list(library.sources)
    surveys = data(ask(tools, "list_sources", kind="official-statistics"))["sources"]
    assert surveys
    assert {one["kind"] for one in surveys} == {"official-statistics"}


@pytest.mark.parametrize(
    "line",
    ["/digest subscribe", "digest pause", "/knowledge rollback 1", "/acme-knowledge", "subscribe", "follow mle",
     "unfollow data engineer"],
)  # fmt: skip
def test_nothing_that_writes_or_is_an_admins_can_be_asked(tools: Tools, line: str) -> None:
    result = tools.call("ask", {"line": line}, blocks=True).result
    assert result.failed
    assert "in Slack" in result.text
    assert (result.structured, result.blocks) == (None, ())


@pytest.mark.parametrize(
    "line",
    ["what does a senior ml engineer make in nyc?", "mle vs de", "$150k senior mle austin offer"],
)
def test_a_sentence_is_a_question(tools: Tools, line: str) -> None:
    assert data(ask(tools, "ask", line=line))["answer"]["kind"] in ("pay", "comparison", "offer")


@pytest.mark.parametrize(
    "line", ["hello", "thanks!", "?", "/role", "/weather berlin", "\x00", "🙂" * 400, "<!channel>"]
)
def test_what_asks_nothing_is_told_what_can_be_asked(tools: Tools, line: str) -> None:
    ask(tools, "ask", line=line)


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("find_pay", {}, '"role" is missing'),
        ("find_pay", {"role": 5}, '"role" must be text'),
        ("find_pay", {"role": ""}, '"role" is empty'),
        ("find_pay", {"role": "m" * 201}, '"role" is longer than 200 characters'),
        ("find_pay", {"role": "mle", "levels": "senior"}, '"levels" must be a list'),
        ("find_pay", {"role": "mle", "levels": ["staff", ""]}, '"levels", entry 2, is empty'),
        ("find_pay", {"role": "mle", "places": ["x"] * 9}, '"places" has more than 8 entries'),
        ("find_pay", {"role": "mle", "whole": "yes"}, '"whole" must be true or false'),
        ("find_pay", {"role": "\ud800"}, '"role" can\'t be read'),
        ("find_pay", {"role": "mle", "place": "sf"}, '"place" isn\'t an argument; did you mean "places"?'),
        ("find_pay", {"role": "mle", "level": "x", "rank_areas_by": "per hour"},
         '"rank_areas_by" must be one of pay, jobs; "level" isn\'t an argument; did you mean "levels"?'),
        ("ask", {"line": "", "x": 1}, '"line" is empty; "x" isn\'t an argument: this tool takes line'),
        ("look_up_role", {"role": "mle", "sections": ["skill"]}, '; did you mean "skills"?'),
        ("look_up_role", {"role": "mle", "sections": ["tasks", "hobbies"]}, '"sections", entry 2, must be one of overview, '),
        ("compare_roles", {"roles": []}, '"roles" must have at least one entry'),
        ("list_sources", {"kind": "rumor"}, '"kind" must be one of article, survey, '),
        ("check_offer", {"offer": "x" * 8_001}, '"offer" is longer than 8000 characters'),
    ],
)  # fmt: skip
def test_wrong_arguments_are_told_without_what_they_were(
    tools: Tools, name: str, arguments: dict[str, Any], told: str
) -> None:
    result = tools.call(name, arguments, blocks=True).result
    assert result.failed
    assert told in result.text
    for given in ("rumor", "hobbies", "per hour", "xxx"):
        assert given not in result.text


def test_a_literal_of_several_kinds_is_told_of_once(tools: Tools) -> None:
    result = tools.call("look_up_role", {"role": "mle", "sections": ["hobbies"]}, blocks=True)
    assert result.result.text.count("must be one of") == 1


def test_a_tool_that_is_none_of_ours_is_none(tools: Tools) -> None:
    with pytest.raises(LookupError):
        tools.call("drop_tables", {}, blocks=False)


def test_who_shows_no_blocks_gets_none(tools: Tools) -> None:
    assert tools.call("find_pay", {"role": "mle"}, blocks=False).result.blocks == ()


def test_a_button_asks_what_the_button_in_slack_asks(tools: Tools) -> None:
    result = ask(tools, "find_pay", role="mle", levels=["senior"], places=["sf"])
    found = {one["text"]["text"]: one for one in buttons(result)}
    for button in found.values():
        called = ask(
            tools, button["action_id"].removeprefix("tool:"), **json.loads(button["value"])
        )
        assert not called.failed


@pytest.mark.parametrize("line", ASKED)
def test_a_query_is_read_back_from_its_call(library: Library, line: str) -> None:
    typed = command_line(line)
    assert typed is not None
    read = read_line(library, QUESTIONS_BY_NAME[typed.command].name, typed.text)
    if not isinstance(
        read, RoleQuery | SalaryQuery | AreasQuery | CompareQuery | TrendsQuery | Offer
    ):
        return
    made = call_of(library, read)
    question = next(one for one in QUESTIONS if one.name == made.tool)
    again = _read(library, question.name, question.arguments.model_validate(dict(made.arguments)))
    assert _bare(again) == _bare(read)


def _read(library: Library, name: str, arguments: Any) -> Query:
    from handlers.mcp import calls

    readers: dict[str, Any] = {
        "look_up_role": calls.read_role, "find_pay": calls.read_pay, "compare_roles": calls.read_comparison,
        "check_offer": calls.read_offer, "find_trends": calls.read_trends,
    }  # fmt: skip
    return readers[name](library, arguments)


def _bare(query: Any) -> object:
    from handlers.values import carry

    assert not isinstance(query, Reading)
    found = carried(carry(query))
    assert found is not None
    return found.what
