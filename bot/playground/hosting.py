"""Serving a WSGI application in threads, on loopback."""

import errno
import os
import socketserver
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.types import WSGIApplication

CONNECTION = "playground.connection"
"""Where a request's environment holds its socket, so that an answer can be dropped."""

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
