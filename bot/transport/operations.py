"""What those ask who run Rolecall: `/healthz`, `/readyz`, `/metrics`; over HTTP in both transports."""

import logging
import socket
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import falcon
from falcon import App as FalconApp
from falcon import Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest

from bot.health import Health
from bot.vitals import Vitals
from bot.world import World
from handlers.errors import log_failure

log = logging.getLogger(__name__)

EVERYWHERE, EVERYWHERE_WITH_IPV6 = "0.0.0.0", "::"  # noqa: S104 — what an operator may set
"""All addresses, as the setting's default writes them; some platforms probe over IPv6 alone."""

SLOWEST_QUESTION = 5
"""Seconds in which a probe has to say what it asks."""


class Liveness:
    """Whether this process should live on: where not, it is to be started anew."""

    def __init__(self, health: Health) -> None:
        self._health = health

    def on_get(self, _request: Request, response: Response) -> None:
        """200 where it should, 503 with the reason where not."""
        death = self._health.death()
        response.media = {"status": "ok"} if death is None else {"status": "dead", "trouble": death}
        response.status = falcon.HTTP_OK if death is None else falcon.HTTP_SERVICE_UNAVAILABLE

    on_head = on_get


class Ready:
    """Whether Slack should be sent here."""

    def __init__(self, health: Health) -> None:
        self._health = health

    def on_get(self, _request: Request, response: Response) -> None:
        """200 where answers are given, be it that other things fail; 503 where not. See `bot.health`."""
        readiness = self._health.readiness()
        is_ready = readiness.status != "not ready"
        response.media = asdict(readiness)
        response.status = falcon.HTTP_OK if is_ready else falcon.HTTP_SERVICE_UNAVAILABLE

    on_head = on_get


class Metrics:
    """What is counted and measured, in the text format of Prometheus."""

    def __init__(self, world: World, health: Health) -> None:
        # A registry of its own: what is measured belongs to this world, what is counted to the process.
        self._measured = CollectorRegistry()
        self._measured.register(Vitals(world, health, date.today))

    def on_get(self, _request: Request, response: Response) -> None:
        """Say how much of everything there is and was."""
        response.content_type = CONTENT_TYPE_LATEST
        response.data = generate_latest(REGISTRY) + generate_latest(self._measured)

    on_head = on_get


def add_operations(app: FalconApp[Request, Response], world: World, health: Health) -> None:
    """Serve them alongside what an application serves already."""
    app.add_route("/healthz", Liveness(health))
    app.add_route("/readyz", Ready(health))
    app.add_route("/metrics", Metrics(world, health))


def answer_failure(_request: Request, response: Response, error: Exception, _of: object) -> None:
    """Falcon's handler for what nobody expected: 500 with the reference under which it is logged.

    Falcon's own would log the error's words, which may quote what someone asked.
    """
    response.status = falcon.HTTP_INTERNAL_SERVER_ERROR
    response.media = {"reference": log_failure(error, "request")}


@contextmanager
def serving_operations(host: str, port: int, world: World, health: Health) -> Generator[None]:
    """Serve them alone, alongside a transport that listens nowhere itself.

    Where the port is taken that is logged, and nothing is served: Slack can be answered all the same.
    """
    app = FalconApp()
    add_operations(app, world, health)
    app.add_error_handler(Exception, answer_failure)
    try:
        server = make_server(host, port, app, _Server, _Handler)
    except OSError as error:
        log.warning("no probes and metrics on %s:%d: %s", host, port, error.strerror)
        yield
        return
    thread = Thread(target=server.serve_forever, name="operations", daemon=True)
    thread.start()
    log.info("probes and metrics are served on %s:%d", host, port)
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True  # a probe that hangs holds nothing up

    def __init__(self, address: tuple[str, int], handler: type[WSGIRequestHandler]) -> None:
        host, port = address
        if host == EVERYWHERE and socket.has_dualstack_ipv6():
            host = EVERYWHERE_WITH_IPV6
        self.address_family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        super().__init__((host, port), handler)

    def server_bind(self) -> None:
        if self.address_family == socket.AF_INET6:
            # The same on every system: who listens everywhere is reached over IPv4 as well.
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        super().server_bind()


class _Handler(WSGIRequestHandler):
    timeout = SLOWEST_QUESTION

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: probes come every few seconds."""
