"""The protocol itself: both eras, what is no message, and what no client should send."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.mcp.messages import HEADERS, LEGACY
from handlers.mcp.protocol import Reply, respond, respond_to_line
from tests.mcp.asking import META, MODERN, PLAIN, call, request
from tests.mcp.diagnostic import SERVER

OURS = {name.casefold(): value for name, value in PLAIN.items()}
TEXT = "This is a simple text response for testing."


def ask(body: bytes, **headers: str) -> Reply:
    """A request over HTTP; a header's name has underscores for hyphens."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return respond("POST", {**OURS, **more}, body, SERVER)


def error(reply: Reply) -> tuple[int, int]:
    """Its status, and the code of the error that it tells."""
    return reply.status, json.loads(reply.body)["error"]["code"]


def modern(method: str, params: dict[str, Any] | None = None, **headers: str) -> Reply:
    """A request of the newer era, with headers that say what it says unless told otherwise."""
    said = {"mcp_protocol_version": MODERN, "mcp_method": method}
    name = (params or {}).get("name")
    said |= {"mcp_name": name} if isinstance(name, str) else {}
    return ask(request(method, {"_meta": META, **(params or {})}), **{**said, **headers})


@pytest.mark.parametrize("version", LEGACY)
def test_the_older_era_begins_with_a_handshake(version: str) -> None:
    reply = ask(request("initialize", {"protocolVersion": version}))
    result = json.loads(reply.body)["result"]
    assert (reply.status, result["protocolVersion"]) == (200, version)
    assert set(result["capabilities"]) == {"tools"}
    assert ask(b'{"jsonrpc": "2.0", "method": "notifications/initialized"}') == Reply(202)
    assert json.loads(ask(request("ping"), mcp_protocol_version=version).body)["result"] == {}
    called = ask(call("test_simple_text", {}), mcp_protocol_version=version)
    assert json.loads(called.body)["result"]["content"][0]["text"] == TEXT


@pytest.mark.parametrize("version", ["1999-01-01", None, 5, MODERN])
def test_who_asks_for_a_version_we_do_not_know_is_offered_the_newest(version: object) -> None:
    result = json.loads(ask(request("initialize", {"protocolVersion": version})).body)["result"]
    assert result["protocolVersion"] == LEGACY[0]


def test_the_newer_era_needs_none() -> None:
    found = json.loads(modern("server/discover").body)["result"]
    assert found["supportedVersions"] == [MODERN, *LEGACY]
    assert (found["resultType"], found["cacheScope"]) == ("complete", "public")
    listed = json.loads(modern("tools/list").body)["result"]
    assert [one["name"] for one in listed["tools"]] == ["test_simple_text", "test_error_handling"]
    called = json.loads(modern("tools/call", {"name": "test_error_handling"}).body)["result"]
    assert (called["isError"], called["resultType"]) == (True, "complete")


@pytest.mark.parametrize(
    "method", ["initialize", "ping", "resources/list", "prompts/list", "", "x" * 9_999]
)
def test_what_the_newer_era_has_not_is_not_found(method: str) -> None:
    assert error(modern(method)) == (404, -32601)


@pytest.mark.parametrize("method", ["resources/list", "tools/list/", "TOOLS/LIST", ""])
def test_what_the_older_era_has_not_is_told(method: str) -> None:
    assert error(ask(request(method))) == (200, -32601)


@pytest.mark.parametrize(
    "headers",
    [
        {"mcp_protocol_version": "2025-11-25"}, {"mcp_method": "tools/list"}, {"mcp_name": "other"},
        {"mcp_name": "=?base64?!!?="}, {"mcp_name": "=?base64?/w==?="}, {"mcp_name": ""}, {"mcp_method": ""},
    ],
)  # fmt: skip
def test_headers_have_to_say_what_the_body_says(headers: dict[str, str]) -> None:
    called = {"name": "test_simple_text"}
    assert error(modern("tools/call", called, **headers)) == (400, -32020)
    encoded = {"mcp_name": "=?base64?dGVzdF9zaW1wbGVfdGV4dA==?="}
    assert modern("tools/call", called, **encoded).status == 200


def test_a_version_that_is_none_is_told_with_those_there_are() -> None:
    meta = {**META, "io.modelcontextprotocol/protocolVersion": "2030-01-01"}
    reply = modern("tools/list", {"_meta": meta}, mcp_protocol_version="2030-01-01")
    assert error(reply) == (400, -32022)
    data = json.loads(reply.body)["error"]["data"]
    assert data == {"supported": [MODERN, *LEGACY], "requested": "2030-01-01"}
    assert error(ask(request("ping"), mcp_protocol_version="1")) == (400, -32022)


@pytest.mark.parametrize("name", list(META)[:2])
def test_a_request_of_the_newer_era_says_what_its_client_can(name: str) -> None:
    meta = {key: value for key, value in META.items() if key != name}
    assert error(modern("tools/list", {"_meta": meta})) == (400, -32602)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", -32700), (b"{", -32700), (b"\xff", -32700), (b"NaN", -32700), (b"[" * 100_000, -32700),
        (b'{"id": ' + b"9" * 5_000 + b"}", -32700), (b'{"jsonrpc": "2.0", "id": NaN, "method": "ping"}', -32700),
        (b"[]", -32600), (b'[{"jsonrpc": "2.0", "id": 1, "method": "ping"}]', -32600), (b"5", -32600),
        (b"null", -32600), (b"{}", -32600), (b'{"jsonrpc": "1.0", "id": 1, "method": "ping"}', -32600),
        (b'{"jsonrpc": "2.0", "id": 1}', -32600), (b'{"jsonrpc": "2.0", "id": null, "method": "ping"}', -32600),
        (b'{"jsonrpc": "2.0", "id": [1], "method": "ping"}', -32600), (b'{"jsonrpc": "2.0", "id": 1, "method": 5}', -32600),
        (b'{"jsonrpc": "2.0", "id": true, "method": "ping"}', -32600),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": []}', -32602),
    ],
)  # fmt: skip
def test_what_is_no_message_is_told(body: bytes, code: int) -> None:
    assert error(ask(body)) == (400, code)
    assert json.loads(respond_to_line(body, SERVER))["error"]["code"] == code


@pytest.mark.parametrize(
    "params",
    [{}, {"name": 5}, {"name": None}, {"name": "other"}, {"name": "test_simple_text", "arguments": []},
     {"name": "test_simple_text", "arguments": None}],
)  # fmt: skip
def test_what_is_no_call_is_told(params: dict[str, Any]) -> None:
    assert error(ask(request("tools/call", params))) == (200, -32602)


def test_responses_and_notifications_want_no_answer() -> None:
    assert ask(b'{"jsonrpc": "2.0", "id": 1, "result": {}}') == Reply(202)
    assert ask(b'{"jsonrpc": "2.0", "method": "whatever"}') == Reply(202)
    assert respond_to_line(b'{"jsonrpc": "2.0", "method": "whatever"}', SERVER) == b""


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"content_type": "text/plain"}, 415), ({"content_type": ""}, 415), ({"accept": "text/html"}, 406),
     ({"content_type": "Application/JSON; charset=utf-8"}, 200), ({"accept": "*/*"}, 200)],
)  # fmt: skip
def test_only_json_is_spoken(headers: dict[str, str], status: int) -> None:
    assert ask(request("ping"), **headers).status == status


def test_an_id_comes_back_as_it_came() -> None:
    for id in (0, -1, 10**30, "", 'é\u2028"', "\ud800"):
        body = json.dumps({"jsonrpc": "2.0", "id": id, "method": "ping"}).encode()
        assert json.loads(ask(body).body)["id"] == id


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
messages = st.fixed_dictionaries(
    {},
    optional={
        "jsonrpc": st.just("2.0") | anything,
        "id": anything,
        "method": st.sampled_from(["ping", "tools/list", "tools/call", "initialize", "server/discover"]) | anything,
        "params": st.fixed_dictionaries({}, optional={"name": anything, "arguments": anything, "_meta": st.just(META) | anything}) | anything,
    },
)  # fmt: skip


@given(message=messages, headers=st.dictionaries(st.sampled_from(HEADERS), st.text(max_size=30)))
def test_whatever_comes_is_answered_in_the_protocols_words(
    message: object, headers: dict[str, str]
) -> None:
    body = json.dumps(message).encode()
    for reply in (ask(body), respond("POST", {**OURS, **headers}, body, SERVER)):
        assert reply.status in (200, 202, 400, 404, 406, 415)
        told = json.loads(reply.body or b'{"jsonrpc": "2.0"}')
        assert told["jsonrpc"] == "2.0"
        assert reply.body == b"" or ("result" in told) is not ("error" in told)
