"""HTTP: Falcon under Granian. Slack posts to `/slack/events`; see also `/healthz`, `/metrics`."""

import logging

import falcon
from falcon import App as FalconApp
from falcon import Request, Response
from granian.constants import Interfaces
from granian.server import Server
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.app import build_app
from bot.incoming import HEADERS, Incoming, UnsignedError
from bot.library import KnowledgeError
from bot.logs import configure_logging
from bot.settings import Settings
from bot.state.database import StateError
from bot.world import build_world
from handlers.deps import Deps

log = logging.getLogger(__name__)

MAX_BODY_BYTES = 1_000_000
"""Slack's payloads stay far below; a larger body is no payload of Slack's."""


class SlackEvents:
    """Everything that Slack sends: commands, clicks, events."""

    def __init__(self, incoming: Incoming) -> None:
        self._incoming = incoming

    def on_post(self, request: Request, response: Response) -> None:
        """Let in what may be Slack's, and say in HTTP's words what comes of it."""
        length = request.content_length or 0
        if length > MAX_BODY_BYTES:
            raise falcon.HTTPContentTooLarge
        found = {name: request.get_header(name) for name in HEADERS}
        headers = {name: value for name, value in found.items() if value is not None}
        try:
            answer = self._incoming.answer(request.bounded_stream.read(length), headers)
        except UnsignedError as error:
            raise falcon.HTTPUnauthorized from error
        except ValueError as error:
            raise falcon.HTTPBadRequest(description="the body cannot be read") from error
        response.status = answer.status
        response.text = answer.body
        response.set_headers(answer.first_headers_without_set_cookie())


class Metrics:
    """What is counted, in the text format of Prometheus."""

    def on_get(self, _request: Request, response: Response) -> None:
        """Say how much of everything there was."""
        response.content_type = CONTENT_TYPE_LATEST
        response.data = generate_latest()


class Health:
    """The process lives and has knowledge to answer from."""

    def on_get(self, _request: Request, response: Response) -> None:
        """Say so."""
        response.media = {"status": "ok"}


def build_wsgi(settings: Settings, deps: Deps) -> FalconApp[Request, Response]:
    """The WSGI application around the Bolt app.

    Raises ValueError where the signing secret or the bot token is missing.
    """
    if settings.slack_signing_secret is None:
        raise ValueError("a signing secret is needed")
    secret = settings.slack_signing_secret.get_secret_value()
    wsgi = FalconApp()
    wsgi.add_route("/slack/events", SlackEvents(Incoming(build_app(settings, deps), secret)))
    wsgi.add_route("/healthz", Health())
    wsgi.add_route("/metrics", Metrics())
    return wsgi


def wsgi_from_environment() -> FalconApp[Request, Response]:
    """What a worker of Granian runs: everything built from the environment's settings.

    What was acknowledged is finished when the worker is told to end: the interpreter waits for the
    threads of the background.
    """
    configure_logging()
    settings = Settings()
    try:
        world = build_world(settings)
    except (KnowledgeError, StateError) as error:
        # It was good when the command began; Granian ends with this worker.
        log.error("cannot start: %s", error)  # noqa: TRY400 — a traceback helps nobody here
        raise SystemExit(1) from None
    world.start()
    return build_wsgi(settings, world.deps)


def serve(settings: Settings) -> None:
    """Serve HTTP until a signal ends the process."""
    Server(
        "bot.transport.http:wsgi_from_environment",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        log_access=False,
    ).serve()
