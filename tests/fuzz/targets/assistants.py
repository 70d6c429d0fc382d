"""Bodies that come to `/mcp`: whatever they are, the answer is in the protocol's words.

The first line holds headers as `name: value`, separated by tabs; the rest is the body.
"""

import json
from datetime import date

from bot.offline import offline_deps
from bot.settings import CONTENT
from handlers.mcp.messages import HEADERS
from handlers.mcp.protocol import respond, respond_to_line
from handlers.mcp.tools import server
from knowledge.library import Library
from knowledge.store import check_folder
from tests.fuzz.target import Target

LIBRARY = Library(check_folder(CONTENT)[1], "fuzz")
SERVER = server(offline_deps(lambda: LIBRARY, lambda: date(2026, 11, 21)), "fuzz")
STATUSES = (200, 202, 400, 404, 406, 415)
USUAL = {"content-type": "application/json"}
MODERN: dict[str, object] = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
}


def check(data: bytes) -> None:
    """It is a result, an error or nothing, and never fails."""
    first, _, body = data.partition(b"\n")
    pairs = (one.partition(": ") for one in first.decode("latin-1").split("\t"))
    headers = USUAL | {name: value for name, _, value in pairs if name in HEADERS}
    reply = respond("POST", headers, body, SERVER)
    assert reply.status in STATUSES, reply.status
    for said in (reply.body, respond_to_line(body, SERVER)):
        if said:
            told = json.loads(said)
            assert told["jsonrpc"] == "2.0"
            assert ("result" in told) is not ("error" in told)


def _message(method: str, **params: object) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()


def seeds() -> list[bytes]:
    """Every method and every tool, in both eras."""
    calls: list[tuple[str, dict[str, object]]] = [
        ("look_up_role", {"role": "mle", "sections": ["skills"]}),
        ("find_pay", {"role": "mle", "levels": ["senior"], "years": ["5 years"], "places": ["sf", "nyc"]}),
        ("find_pay", {"role": "data scientist", "rank_areas_by": "pay", "whole": True}),
        ("compare_roles", {"roles": ["mle", "de"], "components": ["base"]}),
        ("check_offer", {"offer": "$150k base + 20% bonus senior mle austin"}),
        ("find_trends", {"about": "mlops"}), ("list_sources", {"kind": "survey"}), ("ask", {"line": "/salary mle sf"}),
    ]  # fmt: skip
    older = [_message("tools/call", name=name, arguments=given) for name, given in calls]
    newer = [
        f"mcp-protocol-version: 2026-07-28\tmcp-method: tools/call\tmcp-name: {name}\n".encode()
        + _message("tools/call", name=name, arguments=given, _meta=MODERN)
        for name, given in calls
    ]
    others = [
        _message("initialize", protocolVersion="2025-11-25"), _message("ping"), _message("tools/list"),
        b'{"jsonrpc": "2.0", "method": "notifications/initialized"}', b"[]", b"{", b"", b"null",
    ]  # fmt: skip
    return [b"\n" + one for one in (*older, *others)] + newer


def pieces() -> list[str]:
    """What stands in such a request."""
    return [
        *HEADERS, "jsonrpc", "2.0", "method", "params", "_meta", "slack", "arguments", "tools/call", "server/discover",
        "=?base64?", "?=", *MODERN, "io.slack/block-kit", "\\ud800", "NaN", "1e999", "null", "[", "{",
        "rank_areas_by", "sections", "whole", " vs ", "$", "/salary", "/digest",
    ]  # fmt: skip


TARGET = Target(check, seeds, pieces, most_bytes=2_000)
