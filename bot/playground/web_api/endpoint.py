"""The Web API over HTTP: token, faults, the log; `/api/<method>`."""

import json
import socket
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import parse_qsl

from falcon import Request, Response

from bot.playground.hosting import CONNECTION
from bot.playground.limits.checks import mapping
from bot.playground.records import Message
from bot.playground.tickets import Tickets
from bot.playground.web_api import chat, conversations, files, people, views
from bot.playground.web_api.call import ApiError, Arguments, Call, Method
from bot.playground.web_api.carrying import Answer, Carrier, RateLimited, carried_out
from bot.playground.workspace import Workspace

METHODS: dict[str, Method] = {
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **people.METHODS,
    **views.METHODS,
}


class WebApi:
    """Answers every method, with GET and POST, form and JSON."""

    def __init__(
        self,
        workspace: Workspace,
        tickets: Tickets,
        token: str,
        announce: Callable[[Message], None],
        carrier: Carrier,
    ) -> None:
        self._workspace = workspace
        self._tickets = tickets
        self._token = token
        self._announce = announce
        self._carrier = carrier

    def on_get(self, request: Request, response: Response, method: str) -> None:
        """A call with its arguments in the address."""
        self.on_post(request, response, method)

    def on_post(self, request: Request, response: Response, method: str) -> None:
        """A call."""
        try:
            raw = read_arguments(request)
        except ValueError:
            response.media = {"ok": False, "error": "invalid_json"}
            return
        bearer = request.get_header("Authorization", default="").removeprefix("Bearer ").strip()
        token = str(raw.pop("token", "") or bearer)
        arguments = Arguments.read(raw)
        call = Call(self._workspace, self._tickets, arguments, request.prefix, self._announce)
        answer = self._carrier.carry(method, arguments, lambda: self._answer(method, token, call))
        if isinstance(answer, bytes):
            break_connection(request, answer)
            return
        answer.write(response)
        response.set_header("X-OAuth-Scopes", ",".join(sorted(self._workspace.scopes)))

    def _answer(self, method: str, token: str, call: Call) -> Answer:
        wait = self._workspace.wait_before(method, call.arguments.text("channel"))
        if wait:
            return RateLimited.of(wait)
        return carried_out(lambda: self._method(method, token)(call))

    def _method(self, name: str, token: str) -> Method:
        if name not in METHODS:
            raise ApiError("unknown_method", req_method=name)
        if name != "api.test" and token != self._token:
            raise ApiError("invalid_auth" if token else "not_authed")
        return METHODS[name]


def read_arguments(request: Request) -> dict[str, Any]:
    """The arguments of a request: of its address, and of its body as form or JSON.

    Raises ValueError where the body is meant to be JSON and is none.
    """
    raw: dict[str, Any] = dict(parse_qsl(request.query_string, keep_blank_values=True))
    body = request.bounded_stream.read(request.content_length or 0).decode()
    if (request.content_type or "").startswith("application/json"):
        raw |= mapping(cast("object", json.loads(body or "{}"))) or {}
    else:
        raw |= dict(parse_qsl(body, keep_blank_values=True))
    return raw


def break_connection(request: Request, raw: bytes) -> None:
    """Send these bytes and no more, so that the caller never learns what became of the call."""
    connection: socket.socket = request.env[CONNECTION]
    connection.sendall(raw)
    connection.shutdown(socket.SHUT_RDWR)
