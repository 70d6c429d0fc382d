"""Requests as assistants send them: as Slack signs them, or with a token."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from falcon import App
from falcon.testing import TestClient
from slack_sdk.signature import SignatureVerifier

Json = dict[str, Any]

MODERN = "2026-07-28"
META = {
    "io.modelcontextprotocol/protocolVersion": MODERN,
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
}
PLAIN = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}


def request(method: str, params: Json | None = None, id: int | str = 1) -> bytes:
    """A request of JSON-RPC."""
    given = {} if params is None else {"params": params}
    return json.dumps({"jsonrpc": "2.0", "id": id, "method": method, **given}).encode()


def call(tool: str, arguments: Mapping[str, Any], slack: Json | None = None) -> bytes:
    """A call; Slack says for whom."""
    meta = {} if slack is None else {"_meta": {"slack": slack}}
    return request("tools/call", {"name": tool, "arguments": arguments, **meta})


def signature(body: bytes, secret: str, seconds_ago: int = 0) -> dict[str, str]:
    """Slack's headers, right for a body at a moment."""
    at = str(int(time.time()) - seconds_ago)
    made = SignatureVerifier(secret).generate_signature(timestamp=at, body=body.decode())
    return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": str(made)}


@dataclass(frozen=True)
class Response:
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def json(self) -> Json:
        """The message."""
        return json.loads(self.text)

    @property
    def result(self) -> Json:
        """What was asked for."""
        assert self.status == 200, self.text
        return self.json["result"]


@dataclass(frozen=True)
class Endpoint:
    """`/mcp` of an app, asked over WSGI."""

    app: App[Any, Any]
    secret: str
    team: str

    def post(self, body: bytes, headers: Mapping[str, str], host: str = "localhost") -> Response:
        """Send it as it is."""
        client = TestClient(self.app)
        sent = {"Host": host, **PLAIN, **headers}
        answer = client.simulate_post("/mcp", body=body, headers=sent)  # pyright: ignore[reportUnknownMemberType]
        return Response(answer.status_code, answer.text, answer.headers)

    def from_slack(self, body: bytes, **headers: str) -> Response:
        """Send it as Slack signs it."""
        return self.post(body, {**signature(body, self.secret), **headers})

    def member_asks(self, tool: str, user: str = "U0MAYA", **arguments: object) -> Json:
        """What a member gets who asks Slackbot."""
        slack = {"user_id": user, "team_id": self.team}
        return self.from_slack(call(tool, arguments, slack)).result
