"""The messages of the Model Context Protocol: read, and held to the rules of their era."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

Json = Mapping[str, Any]

MODERN = "2026-07-28"
LEGACY = ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")
"""The newest first; it is what a client is offered that asks for one that we do not know."""
ASSUMED = "2025-03-26"
"""What a request speaks that does not say so (2025-11-25/basic/transports)."""

VERSION, CLIENT = (
    "io.modelcontextprotocol/protocolVersion",
    "io.modelcontextprotocol/clientCapabilities",
)

PARSE, INVALID, NO_METHOD, BAD_PARAMS = -32700, -32600, -32601, -32602
HEADER_MISMATCH, WRONG_VERSION = -32020, -32022

HEADERS = ("accept", "content-type", "mcp-protocol-version", "mcp-method", "mcp-name")
"""Every header that makes a difference here."""


@dataclass(frozen=True, slots=True)
class Message:
    """A request or a notification that is one: `id` is None for what wants no answer."""

    id: str | int | None
    method: str
    params: Json
    is_modern: bool

    @property
    def meta(self) -> Json:
        """What stands alongside its parameters."""
        return object_of(self.params.get("_meta"))


class RefusedError(Exception):
    """What is answered with an error of JSON-RPC."""

    def __init__(self, code: int, why: str, status: int = 200, data: Json | None = None) -> None:
        super().__init__(why)
        self.code, self.status, self.data = code, status, data


def check_media(headers: Mapping[str, str]) -> None:
    """Whether JSON is sent and taken. Raises `RefusedError`."""
    kind = headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind != "application/json":
        raise RefusedError(INVALID, "Content-Type must be application/json", 415)
    accepted = headers.get("accept", "*/*").casefold()
    if not any(one in accepted for one in ("application/json", "application/*", "*/*")):
        raise RefusedError(INVALID, "Accept must include application/json", 406)


def read(body: bytes) -> dict[str, Any]:
    """The object that a body is. Raises `RefusedError`."""
    try:
        found = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise RefusedError(PARSE, "the body is no JSON", 400) from None
    if not isinstance(found, dict):
        raise RefusedError(INVALID, "the body must be one JSON-RPC message", 400)
    return cast("dict[str, Any]", found)


def _no_number(name: str) -> None:
    raise ValueError(name)


def id_of(found: Json) -> str | int | None:
    """The id of a request; one that is none is not repeated."""
    id = found.get("id")
    return id if isinstance(id, str | int) and not isinstance(id, bool) else None


def message_of(found: Json, id: str | int | None) -> Message | None:
    """The message, read; None for the response to a request, of which we send none.

    Raises `RefusedError`.
    """
    if found.get("jsonrpc") != "2.0":
        raise RefusedError(INVALID, 'jsonrpc must be "2.0"', 400)
    if "method" not in found and ("result" in found or "error" in found):
        return None
    method, params = found.get("method"), found.get("params", {})
    if not isinstance(method, str) or ("id" in found and id is None):
        raise RefusedError(INVALID, "no request: it needs a method and an id", 400)
    if not isinstance(params, dict):
        raise RefusedError(BAD_PARAMS, "params must be an object", 400)
    given = cast("Json", params)
    is_modern = method == "server/discover" or VERSION in object_of(given.get("_meta"))
    return Message(id, method, given, is_modern)


def object_of(value: object) -> Json:
    """An object, empty for what is none."""
    return cast("Json", value) if isinstance(value, dict) else {}


def check_legacy(headers: Mapping[str, str]) -> None:
    """Whether a request of the older era names a version that we know. Raises `RefusedError`."""
    spoken = headers.get("mcp-protocol-version", ASSUMED)
    if spoken == MODERN:
        why = f"a request of {MODERN} needs {VERSION} in params._meta"
        raise RefusedError(BAD_PARAMS, why, 400)
    if spoken not in LEGACY:
        raise _wrong_version(spoken)


def check_modern(message: Message, headers: Mapping[str, str] | None) -> None:
    """Whether a request says of itself what it has to, and its headers say the same (2026-07-28/basic).

    Raises `RefusedError`.
    """
    if message.id is None:
        return
    spoken = message.meta.get(VERSION)
    if not isinstance(spoken, str) or not isinstance(message.meta.get(CLIENT), dict):
        why = f"params._meta needs {VERSION} and {CLIENT}"
        raise RefusedError(BAD_PARAMS, why, 400)
    if headers is not None:
        _check_headers(message, spoken, headers)
    if spoken != MODERN:
        raise _wrong_version(spoken)


def _check_headers(message: Message, spoken: str, headers: Mapping[str, str]) -> None:
    expected: dict[str, object] = {"mcp-protocol-version": spoken, "mcp-method": message.method}
    if message.method == "tools/call":
        expected["mcp-name"] = message.params.get("name")
    for name, value in expected.items():
        if _unwrapped(headers.get(name)) != value:
            raise RefusedError(HEADER_MISMATCH, f"header {name} isn't what the body says", 400)


def _unwrapped(header: str | None) -> str | None:
    """The value of a header, which may be in base64 where it would not be plain ASCII."""
    if header is None or not (header.startswith("=?base64?") and header.endswith("?=")):
        return header
    try:
        return base64.b64decode(header[9:-2], validate=True).decode()
    except (binascii.Error, ValueError):
        return None


def _wrong_version(spoken: str) -> RefusedError:
    data = {"supported": [MODERN, *LEGACY], "requested": spoken}
    return RefusedError(WRONG_VERSION, "this protocol version isn't supported", 400, data)
