"""Why Slack could not be reached, in plain words."""

import re
import socket
import ssl
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from handlers.slack_errors import error_code

PASSING_ERRORS = {
    "fatal_error", "internal_error", "ratelimited", "request_timeout", "service_unavailable",
}  # fmt: skip
"""Slack's errors that pass by themselves, whatever the token."""

NO_TUNNEL = re.compile(r"(?:Tunnel connection failed:|connect status code:) (\d{3})")
"""What urllib and Slack's library say when a proxy opens no tunnel."""


def in_words(error: BaseException) -> str:
    """What went wrong; never an address, a token or anything that someone wrote."""
    if isinstance(error, URLError) and isinstance(error.reason, BaseException):
        return in_words(error.reason)
    if refused := NO_TUNNEL.search(str(error)):
        return f"the proxy blocks it (HTTP {refused[1]})"
    match error:
        case SlackApiError() if code := error_code(error):
            return f"Slack says {code}"
        case ssl.SSLCertVerificationError():
            return f"its certificate cannot be trusted ({error.verify_message})"
        case ssl.SSLError():
            return "TLS failed; is there a proxy in between?"
        case socket.gaierror():
            return "its name can't be resolved; check the network and the address"
        case ConnectionRefusedError():
            return "nothing is listening there"
        case TimeoutError():
            return "it doesn't answer in time"
        case ConnectionError():
            return "the connection broke"
        case OSError():
            return error.strerror or "there is no network"
        case (
            SlackApiError()
            | HTTPException()
            | ValueError()
            | TypeError()
            | LookupError()
            | AttributeError()
            | RecursionError()
        ):
            return "the server there isn't Slack"
        case _:
            return type(error).__name__
