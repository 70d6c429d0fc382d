"""The emulator and the app that talks to it, and what Slack would send the app."""

import json
import threading
import time
import urllib.request
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.bot.served import TOKEN, Served, serving, signed
from tests.emulator.emulator import (
    ADMIN,
    ADMIN_TOKEN,
    APP,
    CHANNEL,
    PATIENCE,
    TEAM,
    Json,
    running_emulator,
)

T = TypeVar("T")


class LackingError(Exception):
    """The emulator does not do this, so nothing can be shown."""


@dataclass
class World:
    """The emulator, the app that talks to it, and a place for answers to a response_url.

    `variables` are the environment in which the doctor looks at the same app.
    """

    url: str
    app: Served
    variables: dict[str, str]
    response_url: str
    responses: list[Json]
    lacking: list[str] = field(default_factory=list[str])
    failed: list[str] = field(default_factory=list[str])

    @property
    def api(self) -> str:
        return f"{self.url}/api/"

    def client(self, token: str = TOKEN) -> Any:
        """Slack's own client; untyped, as its methods are."""
        return WebClient(token, base_url=self.api, retry_handlers=[])

    def call(self, method: str, token: str = ADMIN_TOKEN, **body: object) -> Any:
        """Ask the emulator itself, as a member or as whoever has the token."""
        try:
            return self.client(token).api_call(method, data=body).data
        except SlackApiError as error:
            if cast("Any", error.response).status_code == HTTPStatus.NOT_FOUND:
                raise LackingError(method) from None
            raise

    def accepts(self, method: str, token: str = TOKEN, **body: object) -> bool:
        try:
            self.call(method, token, **body)
        except SlackApiError:
            return False
        return True

    def inspector(self, tab: str) -> str:
        """The emulator's own page of what it holds; no method of Slack's reads views."""
        with urllib.request.urlopen(f"{self.url}/?tab={tab}", timeout=PATIENCE) as answer:  # noqa: S310 — our own loopback
            return cast("bytes", answer.read()).decode()

    def command(self, line: str) -> Json:
        answer = self.app.ask(line)
        expect(answer.status == HTTPStatus.OK, f"{line}: {answer.status} {answer.body[:200]}")
        return json.loads(answer.body)

    def event(self, id: str, event: Json) -> None:
        """An event that a member caused."""
        envelope = {"type": "event_callback", "team_id": TEAM, "api_app_id": APP, "event_id": id}
        body = json.dumps({**envelope, "event": event}).encode()
        answer = self.app.post(body, signed(body, content_type="application/json"))
        expect(answer.status == HTTPStatus.OK, f"{event['type']}: {answer.status}")

    def click(self, element: Json, trigger_id: str = "") -> None:
        """A click below a private answer."""
        payload: Json = {
            "type": "block_actions",
            "user": {"id": ADMIN},
            "team": {"id": TEAM},
            "channel": {"id": CHANNEL},
            "container": {"type": "message", "message_ts": "1.0", "is_ephemeral": True},
            "trigger_id": trigger_id,
            "response_url": self.response_url,
            "actions": [{**element, "action_ts": "1.1"}],
        }
        body = urlencode({"payload": json.dumps(payload)}).encode()
        answer = self.app.post(body, signed(body))
        expect(answer.status == HTTPStatus.OK, f"click: {answer.status} {answer.body[:200]}")


@contextmanager
def opened_world(folder: Path) -> Generator[World]:
    responses: list[Json] = []
    with running_emulator(folder) as url, _receiver(responses) as response_url:
        variables = {"SLACK_API_URL": f"{url}/api/", "ROLECALL_DATA": str(folder / "data")}
        with serving(folder, **variables) as app:
            # For the doctor, which looks at the shape of secrets alone: the tests' secret has not
            # quite the shape of Slack's.
            ours = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": "0" * 32, "HOST": "127.0.0.1"}
            yield World(url, app, {**variables, **ours}, response_url, responses)


@contextmanager
def _receiver(responses: list[Json]) -> Generator[str]:
    """Where a response_url leads."""

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            responses.append(json.loads(body))
            self.send_response(HTTPStatus.OK)
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the checks say what they saw."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/actions"
    finally:
        server.shutdown()
        server.server_close()


def eventually(look: Callable[[], T | None], what: str) -> T:
    """What is found, as soon as there is something."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError(f"{what} did not come within {PATIENCE} s")


def expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)
