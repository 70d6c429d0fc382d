"""Where requests arrive over HTTP: the paths, and the address, before there is a server."""

import errno
import socket

EVENTS_PATH = "/slack/events"
"""Where a request of Slack's arrives, over HTTP: commands, clicks, menus and events alike."""

MCP_PATH = "/mcp"
"""Where assistants ask, over HTTP."""

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
