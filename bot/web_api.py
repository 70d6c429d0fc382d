"""Slack's Web API, as every part of us that runs beside Slack calls it."""

import ssl
from functools import cache

from slack_sdk import WebClient

SECONDS = 10
"""How long Slack may take: it answers in less than one, and the library's own 30 hold up too much."""


def web_client(api_url: str, token: str | None = None, seconds: int = SECONDS) -> WebClient:
    """A client that asks once: the library would ask again, and post a second time, by itself."""
    return WebClient(token, base_url=api_url, timeout=seconds, ssl=tls(), retry_handlers=[])


@cache
def tls() -> ssl.SSLContext:
    """What Slack's certificate is checked with; to read it for every call takes 20 ms each."""
    return ssl.create_default_context()
