"""The whole app with a Slack that takes everything, and what came back for each payload."""

import json
import logging
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread, local
from typing import Any
from urllib.parse import parse_qsl

from bot.incoming import UnreadableError
from bot.offline import open_loopback
from bot.settings import Settings
from bot.world import World, build_world
from handlers.deps import Once
from handlers.views.formatting import Message
from tests.conftest import begun_settings
from tests.recorded import Json, wire

TEAM, USER, DM = "T0ACME042", "U0MAYA17", "D0MAYA17"

ANSWERS: Mapping[str, Json] = {
    "users.info": {
        "user": {"id": USER, "team_id": TEAM, "is_admin": True, "deleted": False, "is_bot": False,
                 "is_restricted": False, "is_ultra_restricted": False, "tz": "Europe/Berlin"},
    },
    "conversations.open": {"channel": {"id": DM}},
    "conversations.info": {"channel": {"id": "C0DATAJOBS", "is_member": True, "is_archived": False}},
    "auth.test": {"team_id": TEAM, "user_id": "U0ROLECALL"},
    "users.list": {
        "members": [{"id": USER, "team_id": TEAM, "is_admin": True}],
        "response_metadata": {"next_cursor": ""},
    },
    "users.conversations": {
        "channels": [{"id": "C0DATAJOBS", "is_private": False}],
        "response_metadata": {"next_cursor": ""},
    },
    "chat.postMessage": {"ts": "1795424500.000100"},
}  # fmt: skip
"""What Slack says with `ok: true`: every person is an admin, and the bot is in every channel."""

SHOWN = {"views.open", "views.push", "views.update", "views.publish", "chat.postMessage"}
"""The methods that show a person something."""


@dataclass
class Heard:
    """What came of one payload: the answer over HTTP, and all else that was said."""

    status: int = 0
    body: str = ""
    calls: list[tuple[str, Json]] = field(default_factory=list[tuple[str, Json]])
    """Calls of the Web API: the method and its arguments."""
    responses: list[Json] = field(default_factory=list[Json])
    """What went to the response_url."""
    told: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Direct messages that were handed to the outbox: the team and the person."""
    logged: list[str] = field(default_factory=list[str])

    @property
    def is_answered(self) -> bool:
        """Whether the person has seen something of ours."""
        return self.status == 200 and bool(self.body or self.shown or self.responses or self.told)

    @property
    def words(self) -> str:
        """Everything that was said to the person."""
        return "\n".join([self.body, *map(str, (*self.responses, *self.shown))])

    @property
    def shown(self) -> list[Json]:
        """What the Web API was asked to show."""
        return [arguments for method, arguments in self.calls if method in SHOWN]


class App:
    """One app, and what is heard of it; several may share a world and a Slack."""

    def __init__(self, world: World, settings: Settings, once: Once | None) -> None:
        self.world = world
        self._heard = Heard()
        self._loopback = open_loopback(
            settings,
            replace(
                world.deps,
                background=self._at_once,
                respond=self._respond,
                tell=self._tell,
                once=once or world.deps.once,
            ),
        )

    def send(self, name: str, payload: Json) -> Heard:
        """Send a payload of a kind, and hear what comes of it."""
        _HERE.heard = self._heard = Heard()
        try:
            answer = self._loopback.send(*wire(name, payload))
        except UnreadableError:
            self._heard.status = 400
        else:
            self._heard.status, self._heard.body = answer.status, answer.body or ""
        return self._heard

    def called(self, method: str, arguments: Json) -> None:
        """Note a call of the Web API."""
        self._heard.calls.append((method, arguments))

    def _at_once(
        self,
        work: Callable[[], object],
        apologize: Callable[[str], object],
        within: float | None = None,
    ) -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 — as the background does
            self._heard.logged.append(repr(error))
            apologize("Sorry")

    def _respond(self, response_url: str, payload: Mapping[str, Any]) -> None:
        assert response_url.startswith("https://hooks.slack.com/"), response_url
        self._heard.responses.append(dict(payload))

    def _tell(self, team: str, user: str, message: Message) -> None:
        assert team == TEAM
        assert user
        self._heard.told.append((team, user))


@contextmanager
def opened(
    folder: Path,
    number: int = 1,
    once: Once | None = None,
    clock: Callable[[], float] = time.time,
) -> Generator[list[App]]:
    """So many apps in one world, each to be used in one thread at a time.

    `once` takes the place of the one that remembers in the database what was delivered before.
    """
    apps: list[App] = []

    class Slack(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            _, which, method = self.path.strip("/").split("/")
            said = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self.headers["Content-Type"].startswith("application/json"):
                arguments = json.loads(said)
            else:
                arguments = dict(parse_qsl(said))
            apps[int(which)].called(method, arguments)
            body = json.dumps({"ok": True, **ANSWERS.get(method, {})}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None: ...

    settings = begun_settings(folder)
    world = build_world(settings, clock=clock)
    root, keeper = logging.getLogger(), _Keeper(logging.WARNING)
    root.addHandler(keeper)
    with _Server(("127.0.0.1", 0), Slack) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        for one in range(number):
            url = f"http://127.0.0.1:{server.server_port}/api/{one}/"
            private = settings.model_copy(update={"slack_api_url": url})
            apps.append(App(world, private, once))
        yield apps
        server.shutdown()
    root.removeHandler(keeper)
    world.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


class _Keeper(logging.Handler):
    """Keeps warnings and errors with what is being sent in their thread."""

    def emit(self, record: logging.LogRecord) -> None:
        heard: Heard | None = getattr(_HERE, "heard", None)
        if heard is not None:
            heard.logged.append(self.format(record))


_HERE = local()


class Always:
    """Every delivery is the first."""

    def first(self, key: str, *, harmless: bool = False) -> bool:
        return True
