"""The Web API over HTTP: token, faults, the log; `/api/<method>`."""

import json
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl

from falcon import Request, Response

from bot.playground.faults import Fault
from bot.playground.limits.checks import mapping
from bot.playground.records import ApiCall, Json, Message
from bot.playground.web_api import chat, conversations, files, views
from bot.playground.web_api.call import ApiError, Arguments, Call, Method
from bot.playground.workspace import Tickets, Workspace

CONNECTION = "playground.connection"
"""Where a request's environment holds its socket, so that an answer can be dropped."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call is answered with; `outcome` is "ok" or Slack's error code."""

    outcome: str
    body: Json
    status: int = 200

    def write(self, response: Response) -> None:
        """Send it."""
        response.status = self.status
        response.media = {"ok": self.outcome == "ok", **self.body}


@dataclass(frozen=True, slots=True)
class RateLimited(Answer):
    """429, and the whole seconds to wait."""

    retry_after: int = 0

    @classmethod
    def of(cls, retry_after: int) -> "RateLimited":
        """Slack's answer to a call that came too early."""
        return cls("ratelimited", {"error": "ratelimited"}, 429, retry_after)

    def write(self, response: Response) -> None:
        """Send it."""
        super(RateLimited, self).write(response)
        response.set_header("Retry-After", str(self.retry_after))


def carried_out(run: Callable[[], Json], refused_with: int = 200) -> Answer:
    """The answer to a call: what it gives, or why it is refused and with which HTTP status."""
    try:
        return Answer("ok", run())
    except ApiError as error:
        return Answer(error.code, {"error": error.code, **error.more}, refused_with)


class Carrier:
    """Between what an app calls and what becomes of it."""

    def __init__(self, workspace: Workspace, stopping: threading.Event) -> None:
        self._workspace = workspace
        self._stopping = stopping

    def carry(
        self, method: str, arguments: Arguments, carry_out: Callable[[], Answer]
    ) -> Answer | bytes:
        """The answer, or all the bytes that the caller is to get before the connection breaks."""
        fault = self._workspace.faults.take(method)
        match fault:
            case Fault(kind="drop"):
                self._record(method, arguments, "dropped", answered=False)
                return fault.raw
            case Fault(kind="land_late"):
                land = (method, arguments, carry_out, fault.seconds)
                threading.Thread(target=self._land, args=land, daemon=True).start()
                return fault.raw
            case Fault(kind="store_and_drop"):
                self._record(method, arguments, carry_out().outcome, answered=False)
                return fault.raw
            case Fault(kind="refuse"):
                answer = Answer(fault.error, {"error": fault.error}, fault.status)
            case Fault(kind="rate_limit"):
                answer = RateLimited.of(int(fault.seconds))
            case Fault(kind="delay"):
                self._stopping.wait(fault.seconds)
                answer = carry_out()
            case _:
                answer = carry_out()
        self._record(method, arguments, answer.outcome, answered=True)
        return answer

    def _land(
        self,
        method: str,
        arguments: Arguments,
        carry_out: Callable[[], Answer],
        seconds: float,
    ) -> None:
        if not self._stopping.wait(seconds):
            self._record(method, arguments, carry_out().outcome, answered=False)

    def _record(self, method: str, arguments: Arguments, outcome: str, *, answered: bool) -> None:
        call = ApiCall(method, arguments.given, outcome, answered)
        self._workspace.journal.record(call)


METHODS: dict[str, Method] = {
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
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
