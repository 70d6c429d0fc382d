"""Health and metrics beside the app; Granian's two processes, and how they end."""

import logging
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from functools import partial
from multiprocessing.synchronize import Event
from multiprocessing.util import Finalize
from socketserver import ThreadingMixIn
from threading import Thread
from types import FrameType
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import WSGIApplication

import falcon
from falcon import App as FalconApp
from falcon import Request, Response
from granian.server.common import AbstractServer
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest

from bot.health import Health, Vitals
from bot.world import UNFINISHED, World, finish
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


SIGNALS = (signal.SIGINT, signal.SIGTERM)

KILLED_AFTER = 28
"""Seconds after which a worker is killed that has not ended, be it that a request never came whole."""

A_MOMENT = 0.01

WorkerBuilder = Callable[[], tuple[World, WSGIApplication]]
"""Builds what a worker serves, in the worker; the world is not started yet."""


def supervise(server: AbstractServer[Any], build: WorkerBuilder) -> None:
    """Serve until a signal; Ctrl-C after that ends everything at once.

    SIGTERM again does not: platforms send it to every process, and more than once (Heroku says so).
    They have SIGKILL for what has to end at once. Raises SystemExit where a worker could not finish.
    """
    unfinished = multiprocessing.Event()
    server.on_startup(_take_over_signals)
    server.serve(target_loader=partial(_begin, build, unfinished), wrap_loader=False)
    if unfinished.is_set():
        raise SystemExit(UNFINISHED)


def _take_over_signals() -> None:
    """Granian has set its handlers by now, and has not begun its worker."""
    told_to_end = False
    handlers: dict[int, Any] = {number: signal.getsignal(number) for number in SIGNALS}

    def end(number: int, frame: FrameType | None) -> None:
        nonlocal told_to_end
        if told_to_end and number == signal.SIGINT:
            _end_at_once()
        told_to_end = True
        handlers[number](number, frame)

    for number in SIGNALS:
        signal.signal(number, end)


def _end_at_once() -> None:
    """Kill the worker, and this process as Ctrl-C does by default."""
    for worker in multiprocessing.active_children():
        worker.kill()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGINT)


def _begin(build: WorkerBuilder, unfinished: Event) -> WSGIApplication:
    """In the worker: what it serves. It finishes when its server has answered what it had taken."""
    # Before any thread begins, for each one takes this over: signals go to one thread alone.
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)  # not that of the process above
    may_take = threading.Event()
    threading.Thread(target=_await_end, args=(may_take,), daemon=True).start()
    world, application = build()

    def at_end() -> None:
        finish(world)
        unfinished.clear()

    # An exit handler would come too late: by then no thread may begin any work.
    Finalize(None, at_end, exitpriority=0)
    may_take.set()
    unfinished.set()
    world.start()
    return application


def _await_end(may_take: threading.Event) -> None:
    """Hand the first signal to Granian; where nothing can have been taken yet, end at once.

    Left to themselves, a signal that comes while the main thread is about to wait is not noticed,
    and a third one blocks Granian for good.
    """
    number = signal.sigwait(SIGNALS)
    if not may_take.is_set():
        os._exit(0)
    while not callable(granian := signal.getsignal(number)):
        time.sleep(A_MOMENT)  # it is about to set its handler
    granian(number, None)
