"""The HTTP server."""

import logging
from functools import cached_property
from typing import TYPE_CHECKING

import falcon
from falcon import App as FalconApp
from falcon import Request, Response
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server import Server
from slack_bolt import BoltRequest, BoltResponse

from bot import metrics
from bot.app import build_app
from bot.health import Health
from bot.incoming import HEADERS, Incoming, UnreadableError, UnsignedError
from bot.library import KnowledgeError
from bot.loading import loading
from bot.logs import GRANIAN, configure_logging
from bot.settings import Settings
from bot.state.database import StateError
from bot.transport.listening import EVENTS_PATH, MCP_PATH
from bot.transport.observing import observed
from bot.transport.operations import KILLED_AFTER, add_operations, answer_failure, supervise
from bot.world import World, build_world
from handlers.deps import Deps
from handlers.errors import UnavailableError

if TYPE_CHECKING:
    from bot.mcp import Front

log = logging.getLogger(__name__)

MAX_BODY_BYTES = 1_000_000
"""Slack's payloads stay far below; a larger body is no payload of Slack's."""

HEAD_MILLISECONDS = 5_000
"""For the head of a request to come. (For its body Granian has no bound: a thread waits for it.)"""

MOST_CONNECTIONS = 8_192
"""Beyond that, connections wait to be taken; those that say nothing are let go."""


class SlackEvents:
    """Everything that Slack sends: commands, clicks, events."""

    def __init__(self, incoming: Incoming) -> None:
        self._incoming = incoming

    def on_post(self, request: Request, response: Response) -> None:
        """Let in what may be Slack's, and say in HTTP's words what comes of it."""
        found = {name: request.get_header(name) for name in HEADERS}
        headers = {name: value for name, value in found.items() if value is not None}
        try:
            answer = self._incoming.answer(_body(request), headers)
        except UnsignedError as error:
            metrics.REFUSED.labels("unsigned").inc()
            raise falcon.HTTPUnauthorized from error
        except UnreadableError as error:
            metrics.REFUSED.labels("unreadable").inc()
            raise falcon.HTTPBadRequest(description="the body cannot be read") from error
        response.status = answer.status
        response.text = answer.body
        response.set_headers(answer.first_headers_without_set_cookie())

    def on_get(self, request: Request, _response: Response) -> None:
        """Let Slack check the certificate, which it may do without posting anything."""
        if request.get_param("ssl_check") != "1":
            raise falcon.HTTPMethodNotAllowed(["POST"])


def _body(request: Request) -> bytes:
    """The body, whether its length was announced or it comes in chunks, as from some tunnels.

    Raises `HTTPContentTooLarge`.
    """
    length = request.content_length
    if length is None and request.env.get("wsgi.input_terminated"):
        # The server ends the stream with the last chunk.
        body = request.stream.read(MAX_BODY_BYTES + 1)
        length = len(body)
    else:
        length = length or 0
        body = request.bounded_stream.read(length) if length <= MAX_BODY_BYTES else b""
    if length > MAX_BODY_BYTES:
        metrics.REFUSED.labels("too large").inc()
        raise falcon.HTTPContentTooLarge
    return body


class Mcp:
    """What assistants ask; nothing of it is loaded before one does."""

    def __init__(self, settings: Settings, world: World) -> None:
        self._settings = settings
        self._world = world

    @cached_property
    def _front(self) -> "Front":
        from bot.mcp import open_front

        return open_front(self._settings, self._world.deps, self._world.database)

    def on_post(self, request: Request, response: Response) -> None:
        """Answer what came, or say in HTTP's words why not."""
        from bot.mcp import HEADERS as OF_MCP

        found = {name: request.get_header(name) for name in OF_MCP}
        headers = {name: value for name, value in found.items() if value is not None}
        body = _body(request) if request.method == "POST" else b""
        reply = self._front.answer(request.method, headers, body)
        response.status = reply.status
        response.content_type = falcon.MEDIA_JSON
        response.data = reply.body
        response.set_headers([*reply.headers])

    on_get = on_delete = on_post


def build_wsgi(settings: Settings, deps: Deps) -> FalconApp[Request, Response]:
    """The WSGI application around the Bolt app.

    Raises ValueError where the signing secret or the bot token is missing.
    """
    if settings.slack_signing_secret is None:
        raise ValueError("a signing secret is needed")
    secret = settings.slack_signing_secret.get_secret_value()
    app = build_app(settings, deps)

    def dispatch(asked: BoltRequest) -> BoltResponse:
        return observed(asked.body, lambda: app.dispatch(asked))

    wsgi = FalconApp()
    wsgi.add_route(EVENTS_PATH, SlackEvents(Incoming(dispatch, secret)))
    wsgi.add_error_handler(Exception, answer_failure)
    return wsgi


def build_service(settings: Settings, world: World) -> FalconApp[Request, Response]:
    """The same, with what assistants ask, and those who look after it.

    Raises ValueError as `build_wsgi` does.
    """
    wsgi = build_wsgi(settings, world.deps)
    wsgi.add_route(MCP_PATH, Mcp(settings, world))
    add_operations(wsgi, world, Health(world))
    return wsgi


def worker_from_environment() -> tuple[World, FalconApp[Request, Response]]:
    """What a worker of Granian runs: everything built from the environment's settings."""
    configure_logging(as_service=True)
    settings = Settings()
    try:
        with loading():
            world = build_world(settings)
    except (KnowledgeError, StateError, UnavailableError) as error:
        # It was good when the command began; Granian ends with this worker.
        log.error("cannot start: %s", error)  # noqa: TRY400 — a traceback helps nobody here
        raise SystemExit(1) from None
    return world, build_service(settings, world)


def serve(settings: Settings) -> None:
    """Serve HTTP until a signal ends the process."""
    server = Server(
        __name__,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        # Whoever waits for HTTP/2 waits for its first bytes, with no bound.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_MILLISECONDS),
        websockets=False,
        backpressure=MOST_CONNECTIONS,
        log_access=False,
        log_dictconfig=GRANIAN,
        workers_kill_timeout=KILLED_AFTER,
    )
    supervise(server, worker_from_environment)
