"""HTTP: Falcon under Granian. Slack posts to `/slack/events`; `/healthz` says that we live."""

from collections.abc import Sequence

import falcon
from falcon import App as FalconApp
from falcon import Request, Response
from granian.constants import Interfaces
from granian.server import Server
from slack_bolt import App, BoltRequest

from bot.app import build_app, build_deps
from bot.logs import configure_logging
from bot.settings import Settings

MAX_BODY_BYTES = 1_000_000
"""Slack's payloads stay far below; a larger body is no payload of Slack's."""


class SlackEvents:
    """Everything that Slack sends: commands, clicks, events."""

    def __init__(self, app: App) -> None:
        self._app = app

    def on_post(self, request: Request, response: Response) -> None:
        """Check what only the transport can see, and let Bolt answer."""
        length = request.content_length or 0
        if length > MAX_BODY_BYTES:
            raise falcon.HTTPContentTooLarge
        # Bolt compares numbers and fails on a timestamp that is none; such a request is forged.
        if not request.get_header("X-Slack-Request-Timestamp", default="").isascii() or (
            not request.get_header("X-Slack-Request-Timestamp", default="").isdigit()
        ):
            raise falcon.HTTPUnauthorized
        try:
            body = request.bounded_stream.read(length).decode()
        except UnicodeDecodeError as error:
            raise falcon.HTTPBadRequest(description="the body is not UTF-8") from error
        headers: dict[str, str | Sequence[str]] = {
            name.lower(): value for name, value in request.headers.items()
        }
        answer = self._app.dispatch(
            BoltRequest(body=body, query=request.query_string, headers=headers)
        )
        response.status = answer.status
        response.text = answer.body
        response.set_headers(answer.first_headers_without_set_cookie())


class Health:
    """The process lives and has knowledge to answer from."""

    def on_get(self, _request: Request, response: Response) -> None:
        """Say so."""
        response.media = {"status": "ok"}


def build_wsgi(app: App) -> FalconApp[Request, Response]:
    """The WSGI application around a Bolt app."""
    wsgi = FalconApp()
    wsgi.add_route("/slack/events", SlackEvents(app))
    wsgi.add_route("/healthz", Health())
    return wsgi


def wsgi_from_environment() -> FalconApp[Request, Response]:
    """What a worker of Granian runs: everything built from the environment's settings."""
    configure_logging()
    settings = Settings()
    return build_wsgi(build_app(settings, build_deps(settings)))


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
