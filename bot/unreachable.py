"""Why Slack could not be reached, in plain words."""

import re
import socket
import ssl
from http.client import HTTPException
from typing import Any, cast
from urllib.error import URLError

from slack_sdk.errors import SlackApiError


def in_words(error: BaseException) -> str:
    """What went wrong; never an address, a token or anything that somebody wrote."""
    if isinstance(error, URLError) and isinstance(error.reason, BaseException):
        return in_words(error.reason)
    match error:
        case SlackApiError() if error_code(error):
            return f"Slack says {error_code(error)}"
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
        case SlackApiError() | HTTPException() | ValueError() | AttributeError():
            return "what answers there is not Slack"
        case _:
            return type(error).__name__


def error_code(error: SlackApiError) -> str:
    """Slack's own word for why it refused; empty where what answered was not Slack."""
    code = str(cast("Any", error.response).get("error") or "")
    return code if re.fullmatch(r"[a-z0-9_]+", code) else ""
