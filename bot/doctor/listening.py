"""Can the port be listened on, or do we listen there already?"""

import errno
import http.client
import socket
from collections.abc import Iterator

from bot.doctor.finding import Finding, ok, wrong
from bot.manifest import EVENTS_PATH

SECONDS = 2
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 — to ask there, not to listen

REASONS = {
    errno.EADDRINUSE: "another program is using it",
    errno.EACCES: "ports below 1024 need more permissions",
    errno.EADDRNOTAVAIL: "HOST is not an address of this machine",
}


class CannotListenError(Exception):
    """A port cannot be listened on; the message says why."""


def listening_address(host: str, port: int) -> str:
    """The IP address that a host means, once it was listened on for a moment.

    Raises `CannotListenError`.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, *_, address = found[0]
        socket.create_server(address[:2], family=family).close()
    except (socket.gaierror, UnicodeError):
        reason = "HOST is neither an IP address nor a name that can be resolved"
        raise CannotListenError(f"cannot listen on {host}:{port}: {reason}") from None
    except OSError as error:
        reason = REASONS.get(error.errno or 0, error.strerror or "the address is not valid")
        raise CannotListenError(f"cannot listen on {host}:{port}: {reason}") from None
    return str(address[0])


def examine_port(host: str, port: int) -> Iterator[Finding]:
    """Look whether HTTP can be served."""
    where = f"{host}:{port}"
    if _is_rolecall(EVERY_ADDRESS.get(host, host), port):
        yield ok("port", f"Rolecall is already listening on {where}")
        return
    try:
        listening_address(host, port)
    except CannotListenError as error:
        yield wrong("port", str(error), "change PORT or HOST")
    else:
        yield ok("port", f"{where} is free")


def _is_rolecall(host: str, port: int) -> bool:
    """Whether what listens there lives, and takes what Slack sends by POST alone."""
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    try:
        statuses: list[int] = []
        for path in ("/healthz", EVENTS_PATH):
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            statuses.append(response.status)
    except (OSError, http.client.HTTPException):
        return False
    else:
        return statuses == [200, 405]
    finally:
        connection.close()
