"""Slack's Web API, as every part of us that runs beside Slack calls it."""

import logging
import ssl
from functools import cache
from http.client import HTTPMessage
from typing import IO, NoReturn
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener, install_opener

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

SECONDS = 10
"""How long Slack may take: it answers in less than one, and the library's own 30 hold up too much."""


def web_client(api_url: str, token: str | None = None, seconds: int = SECONDS) -> WebClient:
    """A client that asks once: the library would ask again, and post a second time, by itself."""
    _open_with_one_opener()
    return WebClient(
        token, base_url=api_url, timeout=seconds, retry_handlers=[], logger=_quiet_log()
    )


def webhook_client(response_url: str) -> WebhookClient:
    """The same for a response_url."""
    _open_with_one_opener()
    return WebhookClient(response_url, timeout=SECONDS, retry_handlers=[], logger=_quiet_log())


@cache
def _quiet_log() -> logging.Logger:
    """The library's own lines quote what answered, whoever that was; we say ourselves what failed."""
    quiet = logging.getLogger(f"{__name__}.client")
    quiet.setLevel(logging.CRITICAL)
    return quiet


class _NoRedirects(HTTPRedirectHandler):
    """Slack's API redirects no call: it is a login page, and what it answers is not for the call."""

    def http_error_302(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage
    ) -> NoReturn:
        """Take it for what was answered."""
        raise HTTPError(req.full_url, code, msg, headers, fp)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


@cache
def _open_with_one_opener() -> None:
    """Make once, for the whole process, what urllib makes for each call where it is left to itself.

    To read what Slack's certificate is checked with takes 20 ms, and to put an opener together half a
    millisecond, which is as long as the rest of a call. (The library takes urllib's opener where it is
    given no TLS context; proxies it finds by itself.)
    """
    https = HTTPSHandler(context=ssl.create_default_context())
    install_opener(build_opener(_NoRedirects, https))
