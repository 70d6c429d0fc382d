"""Assistants that ask over the Model Context Protocol and HTTP: who may, how often, and what they get."""

import json
import logging
import math
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from cachetools import LRUCache
from pydantic import SecretStr
from slack_sdk.errors import SlackClientError
from slack_sdk.signature import SignatureVerifier

from bot import metrics
from bot.incoming import UnsignedError, is_signed
from bot.settings import Settings
from bot.state.database import Database
from bot.state.mcp_tokens import McpTokens
from bot.transport.observing import note
from bot.version import installed_version
from bot.web_api import web_client
from handlers.deps import Deps
from handlers.errors import UnavailableError, begin_request, log_failure
from handlers.mcp import messages, protocol
from handlers.mcp.protocol import Asked, Reply, Server
from handlers.mcp.tools import server

ACCESS_HEADERS = (
    "host",
    "origin",
    "authorization",
    "x-slack-request-timestamp",
    "x-slack-signature",
)
"""Every header that says who asks."""

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
"""This machine's names, under which a client on it reaches us."""

_BEARER = re.compile(r"bearer ([!-~]{1,200})", re.IGNORECASE)


class ForeignError(Exception):
    """A request to another host, or out of another site's page."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: by the name of a token, or as Slack, which says with each call for whom."""

    token: str | None = None


def host_names(url: str | None) -> frozenset[str]:
    """The names under which we are reached, at a public address besides."""
    public = urlsplit(url).hostname if url else None
    return LOCAL | ({public} if public else set[str]())


def check_place(headers: Mapping[str, str], names: frozenset[str]) -> None:
    """Whether a request was meant for us. Raises `ForeignError`.

    A page of another site can make a browser ask us, also under a name of its own (DNS rebinding).
    """
    places = [f"//{headers.get('host', '')}"]
    if "origin" in headers:
        places.append(headers["origin"])
    if not all(_host(place) in names for place in places):
        raise ForeignError


def _host(place: str) -> str | None:
    try:
        return urlsplit(place).hostname
    except ValueError:
        return None


def identify(
    headers: Mapping[str, str],
    body: bytes,
    verifier: SignatureVerifier,
    whose: Callable[[str], str | None],
) -> Caller:
    """Who asks; `whose` gives the name of a token. Raises `UnsignedError` where nobody vouches for it."""
    given = headers.get("authorization")
    if given is not None:
        match = _BEARER.fullmatch(given.strip())
        name = whose(match[1]) if match else None
        if name is None:
            raise UnsignedError
        return Caller(name)
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise UnsignedError from None
    if not is_signed(verifier, text, headers):
        raise UnsignedError
    return Caller()


def member(slack: Mapping[str, Any], team: Callable[[], str]) -> str:
    """The member of our workspace for whom Slack asks. Raises `UnsignedError` for anyone else."""
    user, named = slack.get("user_id"), slack.get("team_id")
    if not (isinstance(user, str) and user and isinstance(named, str) and named):
        raise UnsignedError
    if named != team():
        raise UnsignedError
    return user


PER_SECOND = 5.0
AT_ONCE = 60
"""An assistant asks a few things for one question; a program that reads everything takes its time."""

MOST_CALLERS = 10_000


class LimitedError(Exception):
    """A caller asks too much; `seconds` later there is room again."""

    def __init__(self, seconds: float) -> None:
        super().__init__("too many requests")
        self.seconds = seconds


class Limits:
    """A bucket a caller, filled at `PER_SECOND` up to `AT_ONCE`, in this process."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: LRUCache[str, tuple[float, float]] = LRUCache(MOST_CALLERS)
        self._lock = Lock()

    def take(self, caller: str) -> None:
        """Let one request through. Raises `LimitedError`."""
        now = self._clock()
        with self._lock:
            left, then = self._buckets.get(caller, (float(AT_ONCE), now))
            left = min(float(AT_ONCE), left + (now - then) * PER_SECOND)
            self._buckets[caller] = (max(left - 1, 0.0) if left >= 1 else left, now)
        if left < 1:
            raise LimitedError((1 - left) / PER_SECOND)


log = logging.getLogger(__name__)

HEADERS = (*messages.HEADERS, *ACCESS_HEADERS)
"""Every header that makes a difference."""

UNKNOWN_CALLER = Reply(401, headers=(("WWW-Authenticate", "Bearer"),))
ELSEWHERE = Reply(403)
AWAY = Reply(503, headers=(("Retry-After", "10"),))
"""What who may ask rests on is out of reach: the database, or Slack."""


class Front:
    """Answers assistants.

    `names` are those under which we are reached, `whose` gives the name of a token, `team` our workspace,
    for which it may ask Slack.
    """

    def __init__(
        self,
        server: Server,
        names: frozenset[str],
        signing_secret: str,
        whose: Callable[[str], str | None],
        team: Callable[[], str],
    ) -> None:
        self._server = server
        self._names = names
        self._verifier = SignatureVerifier(signing_secret)
        self._whose = whose
        self._team = team
        self._limits = Limits(time.monotonic)

    def answer(self, method: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """The response to a request with those of `HEADERS` that it has; never raises."""
        begin_request()
        begun = time.perf_counter()
        called: list[str] = []
        reply = self._answered(method, headers, body, called)
        note(f"mcp {called[0]}" if called else "mcp", reply.status, time.perf_counter() - begun)
        return reply

    def _answered(
        self, method: str, headers: Mapping[str, str], body: bytes, called: list[str]
    ) -> Reply:
        try:
            check_place(headers, self._names)
            if method != "POST":
                return protocol.respond(method, headers, body, self._server)
            caller = identify(headers, body, self._verifier, self._whose)
            if caller.token is not None:
                self._limits.take(f"token {caller.token}")

            def call(asked: Asked) -> bytes:
                return self._call(caller, asked, called)

            return protocol.respond(method, headers, body, replace(self._server, call=call))
        except ForeignError:
            metrics.REFUSED.labels("foreign").inc()
            return ELSEWHERE
        except UnsignedError:
            metrics.REFUSED.labels("unsigned").inc()
            return UNKNOWN_CALLER
        except LimitedError as error:
            metrics.REFUSED.labels("limited").inc()
            return Reply(429, headers=(("Retry-After", str(math.ceil(error.seconds))),))
        except (UnavailableError, SlackClientError, OSError) as error:
            log.warning("cannot tell who asks over MCP: %s", type(error).__name__)
            return AWAY
        except Exception as error:  # noqa: BLE001 — whoever asks is told the reference, and no more
            return Reply(500, json.dumps({"reference": log_failure(error, "request")}).encode())

    def _call(self, caller: Caller, asked: Asked, called: list[str]) -> bytes:
        if caller.token is None:
            user = member(asked.slack, self._team)
            self._limits.take(f"member {user}")
        else:
            # Whoever has a token may say anything of a member.
            asked = replace(asked, slack={})
        result = self._server.call(asked)
        called.append(asked.tool)
        return result


def open_front(settings: Settings, deps: Deps, database: Database) -> Front:
    """The tools over HTTP: Slack's signature and tokens let in."""
    token = settings.slack_bot_token or SecretStr("")
    secret = settings.slack_signing_secret or SecretStr("")
    client = web_client(settings.slack_api_url, token.get_secret_value())
    return Front(
        server(deps, installed_version()),
        host_names(settings.rolecall_url),
        secret.get_secret_value(),
        McpTokens(database).whose,
        partial(deps.admins.workspace, client),
    )
