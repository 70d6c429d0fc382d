"""Slack's Web API: clients that ask as often as they may, and why Slack was not reached."""

import logging
import re
import socket
import ssl
import time
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from typing import IO, Any, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    AbstractHTTPHandler,
    BaseHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
    getproxies,
    install_opener,
    proxy_bypass,
)

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry import (
    HttpRequest,
    HttpResponse,
    RateLimitErrorRetryHandler,
    RetryHandler,
    RetryState,
)
from slack_sdk.proxy_env_variable_loader import load_http_proxy_from_env
from slack_sdk.webhook import WebhookClient

from handlers.errors import error_code

SECONDS = 10
"""How long Slack may take: it answers in less than one, and the library's own 30 hold up too much."""

PATIENCE = 15.0
"""Seconds for which a call is tried again that Slack takes for one too many: an answer that someone
waits for. (What was acknowledged has 25 seconds at the end of a process.)"""

MOST_TRIES = 100
"""More than `PATIENCE` allows: that is what bounds them."""


class _UntilTaken(RateLimitErrorRetryHandler):
    """Waits as long as Slack says, while that is not for long. (429: nothing was done, for sure.)"""

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        limited = super()._can_retry(state=state, request=request, response=response, error=error)
        if not limited or response is None:
            return False
        begun = state.custom_values = state.custom_values or {"at": time.monotonic()}
        waited = time.monotonic() - begun["at"]
        told = next((v[0] for k, v in response.headers.items() if k.lower() == "retry-after"), "1")
        # Slack's are whole seconds; the library knows no others.
        return bool(re.fullmatch(r"[0-9]{1,5}", told)) and waited + int(told) < PATIENCE


def web_client(
    api_url: str, token: str | None = None, seconds: int = SECONDS, *, patient: bool = False
) -> WebClient:
    """A client that asks once: the library would ask again, and post a second time, by itself.

    A `patient` one asks again where Slack refused the call for being one too many.
    """
    again: list[RetryHandler] = [_UntilTaken(MOST_TRIES)] if patient else []
    client = WebClient(
        token, base_url=api_url, timeout=seconds, retry_handlers=again, logger=_quiet_log()
    )
    use_our_opener(client)
    return client


def webhook_client(response_url: str) -> WebhookClient:
    """A patient one for a response_url."""
    again: list[RetryHandler] = [_UntilTaken(MOST_TRIES)]
    client = WebhookClient(response_url, timeout=SECONDS, retry_handlers=again, logger=_quiet_log())
    use_our_opener(client)
    return client


@cache
def _quiet_log() -> logging.Logger:
    """The library's own lines quote what answered, whoever that was; we say ourselves what failed."""
    quiet = logging.getLogger(f"{__name__}.client")
    quiet.setLevel(logging.CRITICAL)
    return quiet


def use_our_opener(client: WebClient | WebhookClient) -> None:
    """Let a client's requests go where `proxy_for` says.

    Left alone, it sends all of them to the proxy that it found in the environment when it was made. The
    library uses urllib's installed opener where a client has neither a proxy nor a TLS context.
    """
    _install_our_opener()
    client.proxy = None


def opener(*handlers: BaseHandler | type[BaseHandler]) -> OpenerDirector:
    """What opens URLs, through the proxy that `proxy_for` names; with more of urllib's handlers."""
    return build_opener(_Proxies, _Https, *handlers)


def proxy_for(url: str) -> str | None:
    """The proxy through which a URL is asked for; None where it is asked for directly.

    It is what HTTPS_PROXY or else HTTP_PROXY names, as Slack's library has it, but for what NO_PROXY
    excepts. An address of this machine (RFC 1122, RFC 4291, RFC 6761) means another machine to a proxy.
    """
    asked = urlsplit(url)
    if _is_loopback(asked.hostname or "") or proxy_bypass(asked.netloc.rpartition("@")[2]):
        return None
    proxy = load_http_proxy_from_env() or getproxies().get(asked.scheme)
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy


@cache
def certificates() -> ssl.SSLContext:
    """What a certificate is checked with; to read it takes 20 ms."""
    return ssl.create_default_context()


def _is_loopback(host: str) -> bool:
    name = host.rstrip(".").lower()
    try:
        address = ip_address(name)
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


class _NoRedirects(HTTPRedirectHandler):
    """Slack's API redirects no call: it is a login page, and what it answers is not for the call."""

    def http_error_302(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage
    ) -> NoReturn:
        """Take it for what was answered."""
        raise HTTPError(req.full_url, code, msg, headers, fp)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class _Https(HTTPSHandler):
    """urllib's own, but that it reads certificates with its first call: whoever calls nobody needs none."""

    def __init__(self) -> None:
        # Without a context http.client makes one, which reads them.
        AbstractHTTPHandler.__init__(self)

    def https_open(self, req: Request) -> HTTPResponse:
        """Send a request."""
        return self.do_open(HTTPSConnection, req, context=certificates())


class _Proxies(ProxyHandler):
    """urllib's own, but that it decides for each request."""

    def __init__(self) -> None:
        super().__init__({})

    def http_open(self, req: Request) -> object:
        """Name a request's proxy, if it has one, to the handler that comes next and sends it."""
        proxy = proxy_for(req.full_url)
        return self.proxy_open(req, proxy, req.type) if proxy else None

    https_open = http_open


@cache
def _install_our_opener() -> None:
    """Once for the whole process: to put an opener together takes as long as the rest of a call."""
    install_opener(opener(_NoRedirects))


def respond(response_url: str, payload: Mapping[str, Any]) -> None:
    """Send a payload to a response_url.

    Raises `SlackClientError` where Slack refuses it, or a page answers in its stead. The SDK would
    send a second time when the connection drops: an answer that was shared would stand there twice.
    """
    answer = webhook_client(response_url).send_dict(dict(payload))
    if answer.status_code != HTTPStatus.OK or answer.body.lstrip().startswith("<"):
        raise SlackClientError(f"response_url answered HTTP {answer.status_code}")


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
