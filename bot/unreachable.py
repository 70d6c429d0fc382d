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
    """What went wrong; never an address, a token or anything that somebody wrote."""
    if isinstance(error, URLError) and isinstance(error.reason, BaseException):
        return in_words(error.reason)
    if refused := NO_TUNNEL.search(str(error)):
        return f"the proxy does not let it through (HTTP {refused[1]})"
    match error:
        case SlackApiError() if code := error_code(error):
            return f"Slack says {code}"
        case ssl.SSLCertVerificationError():
            return f"its certificate cannot be trusted ({error.verify_message})"
        case ssl.SSLError():
            return "it does not speak TLS as it should; is a proxy in between?"
        case socket.gaierror():
            return "its name cannot be resolved; is there a network, and is the address right?"
        case ConnectionRefusedError():
            return "nothing listens there"
        case TimeoutError():
            return "it does not answer in time"
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
            return "what answers there is not Slack"
        case _:
            return type(error).__name__
