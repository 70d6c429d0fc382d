"""The Model Context Protocol over HTTP or stdio, for a server that has tools and nothing else.

One endpoint serves both eras: a request that names its version in `_meta` is of 2026-07-28, where
nothing goes before it; all others begin with `initialize`. Every answer is JSON: no streams, no sessions.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from handlers.mcp.messages import (
    BAD_PARAMS,
    CLIENT,
    LEGACY,
    MODERN,
    NO_METHOD,
    Json,
    Message,
    RefusedError,
    check_legacy,
    check_media,
    check_modern,
    id_of,
    message_of,
    object_of,
    read,
)

SERVER = "io.modelcontextprotocol/serverInfo"
BLOCK_KIT = "io.slack/block-kit"

COMPLETE = b',"resultType":"complete"}'
"""The end of a result that wants nothing more, as the newer era has it."""

TTL = 3_600_000
"""Milliseconds for which the list of tools may be taken as it was: it changes with a release."""


@dataclass(frozen=True, slots=True)
class Tool:
    """What a client is told of a tool; schemas are JSON Schema."""

    name: str
    title: str
    description: str
    input_schema: Json
    output_schema: Json | None = None


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a call gives: a text that stands alone, the same as data, and Slack's blocks of it.

    `failed` where the tool could not be used as it was called.
    """

    text: str
    structured: Json | None = None
    blocks: tuple[Json, ...] = ()
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A call as it came; `slack` is what Slack says of who asks (`user_id`, `team_id`)."""

    tool: str
    arguments: Json
    slack: Json
    shows_blocks: bool


@dataclass(frozen=True, slots=True)
class Server:
    """What is served; `call` raises LookupError for a tool that there is none of.

    It gives the result as JSON, as `result_json` makes it.
    """

    name: str
    version: str
    instructions: str
    tools: Callable[[], Sequence[Tool]]
    call: Callable[[Asked], bytes]


@dataclass(frozen=True, slots=True)
class Reply:
    """A response of HTTP; an empty body has no type."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


def result_json(result: ToolResult) -> bytes:
    """The result of a call, without what the newer era adds."""
    content: dict[str, Any] = {"content": [{"type": "text", "text": result.text}]}
    if result.structured is not None:
        content["structuredContent"] = result.structured
    if result.blocks:
        content["_meta"] = {"slack": {"blocks": result.blocks}}
    if result.failed:
        content["isError"] = True
    return _dumped(content)


def respond(method: str, headers: Mapping[str, str], body: bytes, server: Server) -> Reply:
    """The response to a request of HTTP with those of `HEADERS` that it has."""
    if method != "POST":
        return Reply(405, headers=(("Allow", "POST"),))
    try:
        check_media(headers)
    except RefusedError as error:
        return _refusal(None, error)
    return _response(body, server, headers)


def respond_to_line(line: bytes, server: Server) -> bytes:
    """The response to a message that comes as a line of its own, as over stdio; empty for none."""
    return _response(line, server, None).body


def _response(body: bytes, server: Server, headers: Mapping[str, str] | None) -> Reply:
    """The response to a message; `headers` is None where it comes without any."""
    id: str | int | None = None
    try:
        found = read(body)
        id = id_of(found)
        message = message_of(found, id)
        if message is None:
            return Reply(202)
        if message.is_modern:
            check_modern(message, headers)
        elif headers is not None:
            check_legacy(headers)
        if id is None:
            return Reply(202)
        result = _result(message, server)
    except RefusedError as error:
        return _refusal(id, error)
    begun = f'{{"jsonrpc":"2.0","id":{json.dumps(id)},"result":'.encode()
    return Reply(200, b"".join((begun, *result, b"}")))


def _result(message: Message, server: Server) -> tuple[bytes | memoryview, ...]:
    """The result in pieces: the one of a call is long, and was made before."""
    match message.method, message.is_modern:
        case "tools/list", modern:
            return (_listed(server, modern=modern),)
        case "tools/call", modern:
            result = _called(message, server)
            return (memoryview(result)[:-1], COMPLETE) if modern else (result,)
        case "server/discover", True:
            return (_dumped(_discovered(server)),)
        case "initialize", False:
            return (_dumped(_initialized(message, server)),)
        case "ping", False:
            return (b"{}",)
        case _:
            raise RefusedError(
                NO_METHOD, "there is no such method", 404 if message.is_modern else 200
            )


def _called(message: Message, server: Server) -> bytes:
    """The result of a call. Raises for what is no call of a tool that there is."""
    name, arguments = message.params.get("name"), message.params.get("arguments", {})
    if not isinstance(name, str) or not isinstance(arguments, dict):
        raise RefusedError(BAD_PARAMS, "a call needs a name, and arguments that are an object")
    slack = object_of(message.meta.get("slack"))
    extensions = object_of(object_of(message.meta.get(CLIENT)).get("extensions"))
    shows_blocks = bool(slack) or BLOCK_KIT in extensions
    try:
        return server.call(Asked(name, cast("Json", arguments), slack, shows_blocks))
    except LookupError:
        raise RefusedError(BAD_PARAMS, "there is no such tool") from None


def _listed(server: Server, *, modern: bool) -> bytes:
    listed: dict[str, Any] = {"tools": [_tool(tool) for tool in server.tools()]}
    if modern:
        listed |= {"resultType": "complete", "ttlMs": TTL, "cacheScope": "public"}
    return _dumped(listed)


def _tool(tool: Tool) -> Json:
    hints = {
        "title": tool.title,
        "readOnlyHint": True,
        "destructiveHint": False,
        "idempotentHint": True,
        "openWorldHint": False,
    }
    given = {
        "name": tool.name,
        "title": tool.title,
        "description": tool.description,
        "inputSchema": tool.input_schema,
        "annotations": hints,
        "_meta": {"slack": {"supportsBlockKit": True}},
    }
    return given if tool.output_schema is None else {**given, "outputSchema": tool.output_schema}


CAPABILITIES: Json = {"tools": {}}


def _initialized(message: Message, server: Server) -> Json:
    asked = message.params.get("protocolVersion")
    return {
        "protocolVersion": asked if asked in LEGACY else LEGACY[0],
        "capabilities": CAPABILITIES,
        "serverInfo": _about(server),
        "instructions": server.instructions,
    }


def _discovered(server: Server) -> Json:
    return {
        "resultType": "complete",
        "supportedVersions": [MODERN, *LEGACY],
        "capabilities": CAPABILITIES,
        "instructions": server.instructions,
        "ttlMs": TTL,
        "cacheScope": "public",
        "_meta": {SERVER: _about(server)},
    }


def _about(server: Server) -> Json:
    return {"name": server.name, "version": server.version}


def _refusal(id: str | int | None, error: RefusedError) -> Reply:
    told: dict[str, Any] = {"code": error.code, "message": str(error)}
    if error.data is not None:
        told["data"] = error.data
    return Reply(error.status, _dumped({"jsonrpc": "2.0", "id": id, "error": told}))


def _dumped(value: object) -> bytes:
    # Half of a surrogate pair, which JSON can say and UTF-8 cannot, may stand in what was asked.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="replace")


MOST_BYTES = 1_000_000
"""A longer line is no message of anyone's: it is answered as what cannot be read."""


def serve(server: Server, source: BinaryIO, target: BinaryIO) -> None:
    """Answer each line until there are no more."""
    while line := source.readline(MOST_BYTES):
        if not line.strip():
            continue
        response = respond_to_line(line, server)
        if response:
            target.write(response + b"\n")
            target.flush()
