"""HTTP: Falcon under Granian. Slack posts to `/slack/events`; see also `/healthz`, `/metrics`."""

import logging

import falcon
from falcon import App as FalconApp
from falcon import Request, Response
from granian.constants import Interfaces
from granian.server import Server
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt import App
from slack_sdk.signature import SignatureVerifier

from bot.app import build_app
from bot.incoming import bolt_request
from bot.library import KnowledgeError
from bot.logs import configure_logging
from bot.settings import Settings
from bot.state.database import StateError
from bot.world import build_world
from handlers.deps import Deps

log = logging.getLogger(__name__)

MAX_BODY_BYTES = 1_000_000
"""Slack's payloads stay far below; a larger body is no payload of Slack's."""

MOST_TIMESTAMP_DIGITS = 15
"""Enough for millions of years; Python refuses to read a number of thousands of digits."""


class SlackEvents:
    """Everything that Slack sends: commands, clicks, events."""

    def __init__(self, app: App, verifier: SignatureVerifier) -> None:
        self._app = app
        self._verifier = verifier

    def on_post(self, request: Request, response: Response) -> None:
        """Check what only the transport can see, and let Bolt answer."""
        length = request.content_length or 0
        if length > MAX_BODY_BYTES:
            raise falcon.HTTPContentTooLarge
        try:
            body = request.bounded_stream.read(length).decode()
        except UnicodeDecodeError as error:
            raise falcon.HTTPBadRequest(description="the body is not UTF-8") from error
        # Bolt reads a body before it checks the signature, and logs the body of a forged request.
        if not self._is_signed(request, body):
            raise falcon.HTTPUnauthorized
        try:
            asked = bolt_request(body, {n.lower(): value for n, value in request.headers.items()})
        except ValueError as error:
            raise falcon.HTTPBadRequest(description="the body cannot be read") from error
        answer = self._app.dispatch(asked)
        response.status = answer.status
        response.text = answer.body
        response.set_headers(answer.first_headers_without_set_cookie())

    def _is_signed(self, request: Request, body: str) -> bool:
        timestamp = request.get_header("X-Slack-Request-Timestamp", default="")
        signature = request.get_header("X-Slack-Signature", default="")
        number = timestamp.isascii() and timestamp.isdigit()
        if not (number and len(timestamp) <= MOST_TIMESTAMP_DIGITS and signature.isascii()):
            return False
        return self._verifier.is_valid(body, timestamp, signature)


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
    verifier = SignatureVerifier(settings.slack_signing_secret.get_secret_value())
    wsgi = FalconApp()
    wsgi.add_route("/slack/events", SlackEvents(build_app(settings, deps), verifier))
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
