"""From a request of HTTP to its response: who asks, how often, what, and how long it took."""

import json
import logging
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from slack_sdk.errors import SlackClientError
from slack_sdk.signature import SignatureVerifier

from bot import metrics
from bot.incoming import UnsignedError
from bot.mcp import access
from bot.mcp.limits import LimitedError, Limits
from bot.transport.observing import note
from handlers.errors import UnavailableError, begin_request, log_failure
from handlers.mcp import messages, protocol
from handlers.mcp.protocol import Asked, Reply, Server

log = logging.getLogger(__name__)

HEADERS = (*messages.HEADERS, *access.HEADERS)
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
            access.check_place(headers, self._names)
            if method != "POST":
                return protocol.respond(method, headers, body, self._server)
            caller = access.identify(headers, body, self._verifier, self._whose)
            if caller.token is not None:
                self._limits.take(f"token {caller.token}")

            def call(asked: Asked) -> bytes:
                return self._call(caller, asked, called)

            return protocol.respond(method, headers, body, replace(self._server, call=call))
        except access.ForeignError:
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

    def _call(self, caller: access.Caller, asked: Asked, called: list[str]) -> bytes:
        if caller.token is None:
            user = access.member(asked.slack, self._team)
            self._limits.take(f"member {user}")
        else:
            # Whoever has a token may say anything of a member.
            asked = replace(asked, slack={})
        result = self._server.call(asked)
        called.append(asked.tool)
        return result
