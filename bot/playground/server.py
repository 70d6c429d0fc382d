"""The playground as a running server: WSGI in threads, on loopback."""

import errno
import os
import socketserver
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.types import WSGIApplication

import falcon
from falcon import Request, Response

from bot.manifest import manifest as our_manifest
from bot.playground.dispatch import ACKNOWLEDGED_WITHIN, Dispatcher, ResponseUrls
from bot.playground.feeds.serving import add_feed_routes
from bot.playground.page import PageActs, PageApi, PageFiles, PageNews, PageReads
from bot.playground.payloads import said
from bot.playground.people import People
from bot.playground.records import Json, Message
from bot.playground.seed import Installation
from bot.playground.web_api.endpoint import CONNECTION, Carrier, WebApi
from bot.playground.web_api.files import Uploads
from bot.playground.workspace import Tickets, Workspace

Wsgi = falcon.App[Request, Response]

SECONDS_BETWEEN_LOOKS = 0.02
"""How often the server looks whether it is to stop."""


class PortTakenError(Exception):
    """Another program listens on the port already."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"port {port} on {host} is taken by another program")
        self.host = host
        self.port = port


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: `url` has no slash at its end."""

    url: str
    stop: Callable[[], None]


def serve_wsgi(app: WSGIApplication, host: str = "127.0.0.1", port: int = 0) -> Served:
    """Serve an application, a thread a request; port 0 takes a free one.

    Raises `PortTakenError` where another program is using it.
    """
    try:
        server = _Server((host, port), _Handler)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(host, port) from error
        raise
    server.set_app(app)
    thread = threading.Thread(
        target=server.serve_forever, args=(SECONDS_BETWEEN_LOOKS,), daemon=True
    )
    thread.start()

    def stop() -> None:
        server.shutdown()
        thread.join()
        server.server_close()

    return Served(f"http://{host}:{server.server_port}", stop)


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128
    # On Windows this option would let two programs share a port.
    allow_reuse_address = os.name == "posix"

    def server_bind(self) -> None:
        # The standard one asks the name service for our name, which can take seconds.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]
        self.setup_environ()


class _Handler(WSGIRequestHandler):
    def get_environ(self) -> dict[str, Any]:
        environ = super().get_environ()
        environ[CONNECTION] = self.connection
        return environ

    def address_string(self) -> str:
        return str(self.client_address[0])

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a request's line may hold what a person asks."""


class Playground(People):
    """A workspace that is served, with everything that its people can do.

    `url` is where the page is, `api_url` what the app has as SLACK_API_URL.
    """

    def __init__(
        self,
        workspace: Workspace,
        tickets: Tickets,
        dispatcher: Dispatcher,
        served: Served,
        stopping: threading.Event,
    ) -> None:
        super().__init__(workspace, tickets, dispatcher, served.url)
        self.url = served.url
        self.api_url = f"{served.url}/api/"
        self._served = served
        self._stopping = stopping

    @classmethod
    def start(
        cls,
        signing_secret: str,
        *,
        bot_token: str = "xoxb-playground",  # noqa: S107 — opens nothing but this
        port: int = 0,
        host: str = "127.0.0.1",
        manifest: Json | None = None,
        acknowledged_within: float = ACKNOWLEDGED_WITHIN,
    ) -> Self:
        """Serve a fresh workspace in which the app of a manifest, ours by default, is installed.

        What the manifest declares is what there is: commands, shortcuts, scopes, events, the Home
        tab. `acknowledged_within` are the seconds that the app has for an answer. Raises
        `PortTakenError`.
        """
        installation = Installation(manifest=our_manifest() if manifest is None else manifest)
        workspace = Workspace(installation)
        tickets = Tickets()
        stopping = threading.Event()
        dispatcher = Dispatcher(signing_secret, stopping, acknowledged_within)
        wsgi = Wsgi()
        served = serve_wsgi(wsgi, host, port)
        playground = cls(workspace, tickets, dispatcher, served, stopping)
        playground._add_routes(wsgi, bot_token)
        return playground

    def connect(self, app_url: str) -> None:
        """Send commands, interactions and events to this address: the app's `/slack/events`."""
        self._dispatcher.app_url = app_url
        self.workspace.journal.changed("state")

    def stop(self) -> None:
        """Stop serving; what waits or streams ends."""
        self._stopping.set()
        self._dispatcher.close()
        self.workspace.journal.close()
        self._served.stop()

    def _add_routes(self, wsgi: Wsgi, bot_token: str) -> None:
        carrier = Carrier(self.workspace, self._stopping)
        api = WebApi(self.workspace, self._tickets, bot_token, self._announce, carrier)
        uploads = Uploads(self.workspace)
        wsgi.add_route("/api/{method}", api)
        wsgi.add_route("/response/{key}", ResponseUrls(self.workspace, self._tickets, carrier))
        wsgi.add_route("/upload/{file_id}", uploads)
        wsgi.add_route("/files/{file_id}", uploads)
        reads = PageReads(self.workspace, lambda: self._dispatcher.app_url is not None)
        wsgi.add_route("/", PageFiles())
        wsgi.add_route("/page/{name:path}", PageFiles())
        wsgi.add_route("/playground/events", PageNews(self.workspace))
        wsgi.add_route("/playground/{what}", PageApi(reads, PageActs(self)))
        add_feed_routes(wsgi, self.workspace.clock, self.url)

    def _announce(self, message: Message) -> None:
        """Let the app hear of its own messages, as Slack does: it has to know them for its own."""
        channel = self.workspace.conversations.channel(message.channel)
        if channel is None or self._dispatcher.app_url is None:
            return
        for kind in self.heard_as(message, channel):
            inner = {
                **said(message, channel, kind),
                "bot_id": self.workspace.installation.bot_id,
                "app_id": self.workspace.installation.app_id,
            }
            self._dispatcher.event_in_background(self._event(inner))
