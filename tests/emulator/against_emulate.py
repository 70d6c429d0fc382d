"""The app, unchanged, against an emulator of Slack's Web API that is not ours: npm's `emulate`.

It plays the Web API alone, so commands, clicks and events are signed and sent from here. Everything
listens on 127.0.0.1. What the emulator cannot do is told apart from what the app cannot: it counts as
lacking only where the emulator shows so itself, asked without the app.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from pydantic import SecretStr
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.doctor.access import examine_bot_token
from bot.scopes import BOT_SCOPES
from tests.bot.served import SECRET, TOKEN, Served, environment, free_port, serving, signed

PACKAGES = ("node@22", "emulate@0.12.2")
INSTALLED_WITHIN = 300
"""Seconds for npm to bring Node and the emulator."""

PATIENCE = 10
"""Seconds for what the app does after its acknowledgement."""

APP, BOT = "A0ROLECALL", "U0ROLECALL"
TEAM, ADMIN, CHANNEL, ANOTHER = "T000000001", "U000000001", "C000000001", "C000000002"
"""What the emulator always has."""

ADMIN_TOKEN = "xoxp-admin"
UPLOADED = b"role,pay\nMLE,$150,000\n"

Json = dict[str, Any]
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
        _expect(answer.status == HTTPStatus.OK, f"{line}: {answer.status} {answer.body[:200]}")
        return json.loads(answer.body)

    def event(self, id: str, event: Json) -> None:
        """An event that a member caused."""
        envelope = {"type": "event_callback", "team_id": TEAM, "api_app_id": APP, "event_id": id}
        body = json.dumps({**envelope, "event": event}).encode()
        answer = self.app.post(body, signed(body, content_type="application/json"))
        _expect(answer.status == HTTPStatus.OK, f"{event['type']}: {answer.status}")

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
        _expect(answer.status == HTTPStatus.OK, f"click: {answer.status} {answer.body[:200]}")


def auth(world: World) -> str:
    who = world.client().auth_test().data
    _expect(who["user_id"] == BOT, f"auth.test knows somebody else: {who}")
    if world.accepts("auth.test", "xoxb-nobody-gave-this"):
        world.lacking.append("refusing a token that nobody gave out: it is taken for the admin's")
    return f"@{who['user']} in {who['team']}"


def doctor(world: World) -> str:
    """The whole doctor; it asks `api.test` first, and about the token only after an answer."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", "--json"],
        cwd=world.app.log.parent,
        env=environment(**world.variables, PORT=str(world.app.port)),
        capture_output=True,
        timeout=60,
        check=False,
    )
    findings: list[Json] = json.loads(done.stdout)
    wrong = {one["check"]: one["says"] for one in findings if one["verdict"] == "wrong"}
    try:
        world.call("api.test", TOKEN)
    except LackingError as lack:
        # Before the lack is believed: nothing else may be wrong.
        _expect(set(wrong) == {"Slack"}, f"the doctor: {wrong}")
        well = ", ".join(one["check"] for one in findings if one["verdict"] == "ok")
        raise LackingError(f"{lack}, so the doctor asks Slack no more (well: {well})") from None
    _expect(not wrong, f"the doctor: {wrong}")
    return "all is well"


def doctor_on_the_token(world: World) -> str:
    findings = list(examine_bot_token(world.api, SecretStr(TOKEN)))
    _expect(findings[0].verdict == "ok", f"the doctor: {findings}")
    if "x-oauth-scopes" not in {name.lower() for name in world.client().auth_test().headers}:
        world.lacking.append("the header X-OAuth-Scopes: the doctor cannot compare scopes")
    return findings[0].says


def slash_command(world: World) -> str:
    answer = world.command("/salary mle senior sf")
    _expect(answer["response_type"] == "ephemeral", "the answer is not private")
    _expect("Machine Learning Engineer" in answer["text"], answer["text"])
    return answer["text"].splitlines()[0]


def mention(world: World) -> str:
    """The answer to a mention stands in its thread."""
    if world.accepts("chat.postMessage", channel=ANOTHER, text="from outside"):
        world.lacking.append("not_in_channel: a bot posts in channels that it is no member of")
    blocks = json.dumps([{"type": "no_such_block"}])
    if world.accepts("chat.postMessage", channel=ANOTHER, text="nonsense", blocks=blocks):
        world.lacking.append(
            "invalid_blocks: blocks are kept as they come (other tests check ours)"
        )
    world.call("conversations.invite", channel=CHANNEL, users=BOT)
    said = f"<@{BOT}> salary mle"
    ts = world.call("chat.postMessage", channel=CHANNEL, text=said)["ts"]
    fields = {"channel": CHANNEL, "user": ADMIN, "text": said, "ts": ts}
    world.event("Ev1", {"type": "app_mention", **fields})

    def reply() -> Json | None:
        found = world.call("conversations.replies", channel=CHANNEL, ts=ts)["messages"]
        return next((message for message in found if message["user"] == BOT), None)

    answer = _eventually(reply, "the answer to the mention")
    _expect(bool(answer["blocks"]), "the answer has no blocks")
    first = world.call("conversations.history", channel=CHANNEL)["messages"][0]
    _expect((first["ts"], first["reply_count"]) == (ts, 1), f"the history: {first}")
    return f"posted in the thread, {len(answer['blocks'])} blocks"


def direct_message(world: World) -> str:
    """The answer to a direct message stands in the history itself, once for two deliveries."""
    channel = world.call("conversations.open", users=BOT)["channel"]["id"]
    ts = world.call("chat.postMessage", channel=channel, text="role mle")["ts"]
    fields = {"channel": channel, "channel_type": "im", "user": ADMIN, "text": "role mle", "ts": ts}
    for _ in range(2):
        world.event("Ev2", {"type": "message", **fields})

    def answers() -> list[Json]:
        found = world.call("conversations.history", channel=channel)["messages"]
        return [message for message in found if message["user"] == BOT]

    _eventually(answers, "the answer to the direct message")
    time.sleep(0.5)  # long enough for a second answer, if there were one
    _expect(len(answers()) == 1, f"{len(answers())} answers to one message")
    return "posted, in conversations.history once for two deliveries"


def app_home(world: World) -> str:
    none = "No App Home views"
    _expect(none in world.inspector("views"), "a view before any was published")
    world.event("Ev3", {"type": "app_home_opened", "user": ADMIN, "channel": "D1", "tab": "home"})
    _eventually(lambda: none not in world.inspector("views"), "the Home tab")
    return "views.publish accepted"


def upload(world: World) -> str:
    """As slack_sdk does it; the app itself uploads nothing."""
    sent = world.client().files_upload_v2(channel=CHANNEL, filename="pay.csv", content=UPLOADED)
    file = world.call("files.info", file=sent["file"]["id"])["file"]
    request = urllib.request.Request(  # noqa: S310 — our own loopback
        file["url_private"], headers={"Authorization": f"Bearer {ADMIN_TOKEN}"}
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 — as above
        _expect(answer.read() == UPLOADED, "the file came back changed")
    return f"{file['name']}, {file['size']} bytes, the same when read again"


def click_replaces(world: World) -> str:
    world.responses.clear()
    world.click(_element(world.command("/role mle"), "ask:1"))
    response = _eventually(lambda: world.responses, "the answer at the response_url")[0]
    _expect(response["replace_original"] is True, "the private answer is not replaced")
    _expect(bool(response["blocks"]), "the answer has no blocks")
    return response["text"].splitlines()[0]


def click_shares(world: World) -> str:
    world.responses.clear()
    world.click(_element(world.command("/salary mle"), "share"))
    response = _eventually(lambda: world.responses, "the shared answer")[0]
    _expect(response["response_type"] == "in_channel", "the answer is not for everybody")
    return "in_channel, at the response_url"


def click_opens_a_modal(world: World) -> str:
    """With a trigger that the emulator gives out, good for three seconds as Slack's."""
    none = "No modal views"
    _expect(none in world.inspector("views"), "a modal before any was opened")
    button = _element(world.command("/salary mle"), "filter")
    world.click(button, world.call("views.generateTriggerId", TOKEN, user_id=ADMIN)["trigger_id"])
    _eventually(lambda: none not in world.inspector("views"), "the modal")
    return "views.open accepted"


CHECKS: dict[str, Callable[[World], str]] = {
    "auth.test": auth,
    "rolecall doctor": doctor,
    "the doctor's token check": doctor_on_the_token,
    "slash command": slash_command,
    "mention": mention,
    "direct message": direct_message,
    "App Home": app_home,
    "file upload": upload,
    "click, another answer": click_replaces,
    "click, share": click_shares,
    "click, modal": click_opens_a_modal,
}


def main() -> int:
    """Show everything; 0 where all that the emulator supports works."""
    # Told to end, end what was started too: the emulator has a session of its own.
    signal.signal(signal.SIGTERM, _end)
    with tempfile.TemporaryDirectory(prefix="rolecall-") as name, _world(Path(name)) as world:
        for title, check in CHECKS.items():
            _show(title, check, world)
        _show("end", _ends_well, world)
        _say("\nWhat the emulator lacks:")
        for lack in (*world.lacking, "sending commands, clicks and events: this script sends them"):
            _say(f"- {lack}")
        if world.failed:
            _say(f"\nFailed: {', '.join(world.failed)}. The app's log:\n{_read(world.app.log)}")
        return 1 if world.failed else 0


def _end(_signal: int, _frame: object) -> None:
    raise SystemExit(1)


def _show(title: str, check: Callable[[World], str], world: World) -> None:
    try:
        _say(f"✓ {title}: {check(world)}")
    except LackingError as lack:
        world.lacking.append(str(lack))
        _say(f"– {title}: the emulator lacks {lack}")
    except Exception as error:  # noqa: BLE001 — the other checks are still worth seeing
        world.failed.append(title)
        _say(f"✗ {title}: {type(error).__name__}: {error}")


def _ends_well(world: World) -> str:
    code = world.app.end()
    _expect(code == 0, f"exit code {code}")
    log = _read(world.app.log)
    _expect(" ERROR " not in log and "Traceback" not in log, "errors in the app's log")
    return "exit code 0, no error in the app's log"


@contextmanager
def _world(folder: Path) -> Generator[World]:
    responses: list[Json] = []
    with _emulator(folder) as url, _receiver(responses) as response_url:
        variables = {"SLACK_API_URL": f"{url}/api/", "ROLECALL_DATA": str(folder / "data")}
        with serving(folder, **variables) as app:
            # For the doctor, which looks at the shape of secrets alone: the tests' secret has not
            # quite the shape of Slack's.
            ours = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": "0" * 32, "HOST": "127.0.0.1"}
            yield World(url, app, {**variables, **ours}, response_url, responses)


@contextmanager
def _emulator(folder: Path) -> Generator[str]:
    """The emulator from npm, ready, under a cache of its own; gone afterwards."""
    npx = shutil.which("npx")
    if npx is None:
        raise SystemExit("npx is needed to bring the emulator; it comes with Node.js")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    seed, log = folder / "seed.json", folder / "emulator"
    seed.write_text(json.dumps(_seed()), encoding="utf-8")
    packages = [f"--package={package}" for package in PACKAGES]
    # It would call itself localhost, which may be another address.
    flags = f"--service slack --host 127.0.0.1 --port {port} --base-url {url} --seed {seed}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [npx, "--yes", *packages, "emulate", "start", *flags.split()],
            cwd=folder,
            env={**os.environ, "npm_config_cache": str(folder / "npm")},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # npx starts a shell, which starts Node: all end as one group
        )
    try:
        _wait_for_the_emulator(process, url, log)
        yield url
    finally:
        _end_group(process)


def _wait_for_the_emulator(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + INSTALLED_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=PATIENCE):  # noqa: S310 — our own loopback
            return
        time.sleep(0.2)
    raise SystemExit(f"the emulator did not start:\n{_read(log)}")


def _end_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, subprocess.TimeoutExpired):
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)


def _seed() -> Json:
    # Scopes are enforced, and the app has the ones of its manifest; only the upload, which is not
    # the app's, needs one more.
    scopes = [*(scope.name for scope in BOT_SCOPES), "files:write"]
    app = {
        "client_id": "1.1",
        "client_secret": "not-used",
        "app_id": APP,
        "name": "Rolecall",
        "redirect_uris": [],
        "scopes": scopes,
        "bot_id": "B0ROLECALL",
        "bot_user_id": BOT,
        "bot_name": "rolecall",
    }
    ours = {"token": TOKEN, "type": "bot", "user_id": BOT, "app_id": APP, "scopes": scopes}
    slack = {
        "strict_scopes": True,
        "signing_secret": SECRET,
        "team": {"name": "Acme", "domain": "acme"},
        "oauth_apps": [app],
        "tokens": [ours, {"token": ADMIN_TOKEN, "type": "user", "user_id": ADMIN}],
    }
    return {"slack": slack}


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


def _element(answer: Json, action_id: str) -> Json:
    """A button of an answer, as Slack sends it back when it is clicked."""
    for block in answer["blocks"]:
        for element in block.get("elements", ()):
            if element.get("action_id") == action_id:
                return {**element, "block_id": block["block_id"]}
    raise AssertionError(f"no button {action_id} in the answer")


def _eventually(look: Callable[[], T | None], what: str) -> T:
    """What is found, as soon as there is something."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError(f"{what} did not come within {PATIENCE} s")


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)


def _read(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
