"""Behind a proxy: what is on this machine is spoken to directly, all else goes through it."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

import pytest
from pydantic import SecretStr
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.app import build_app
from bot.doctor.finding import ask
from bot.incoming import bolt_request
from bot.offline import offline_deps
from bot.revisions.downloads import Downloads
from bot.transport.socket_client import SocketClient
from bot.transport.socket_mode import SocketMode
from bot.web_api import proxy_for, respond, web_client
from handlers.curation.deps import SharedFile
from knowledge.library import Library
from tests.bot.doctored import APP_TOKEN, BOT_TOKEN, Town
from tests.bot.doctored import town as town
from tests.bot.recording_proxy import VARIABLES, RecordingProxy, recording_proxy
from tests.conftest import offline_settings

ROOT = Path(__file__).parents[2]

ELSEWHERE = "http://slack.invalid"
"""What no name service knows (RFC 6761): only a proxy can answer for it."""

TAKEN = VARIABLES[:4]
"""Where Slack's library looks for a proxy; the others name one to other programs."""


@pytest.fixture
def proxy() -> Iterator[RecordingProxy]:
    with recording_proxy() as proxy:
        yield proxy


@pytest.fixture
def variable(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, proxy: RecordingProxy
) -> None:
    """The one variable that names the proxy; nothing is excepted from it."""
    for name in (*VARIABLES, "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(request.param, proxy.url)


def app_of(url: str) -> App:
    """The app with a stand-in of Slack at an address."""
    settings = offline_settings(Path("nowhere")).model_copy(
        update={"slack_bot_token": SecretStr(BOT_TOKEN), "slack_api_url": f"{url}/api/"}
    )
    return build_app(settings, offline_deps(no_library))


def no_library() -> Library:
    raise LookupError("nothing is asked here")


def client_of_a_listener(url: str) -> WebClient:
    """What Bolt hands a listener."""
    seen: list[WebClient] = []
    app = app_of(url)

    def listen(ack: Ack, client: WebClient) -> None:
        ack()
        seen.append(client)

    cast("Any", app).command("/probe")(listen)
    app.dispatch(
        bolt_request(urlencode({"command": "/probe", "user_id": "U1", "team_id": "T1"}), {})
    )
    return seen[0]


def download(url: str) -> object:
    return Downloads(BOT_TOKEN, f"{url}/api/").fetch(SharedFile("f.yaml", f"{url}/files/F1"))


CALLS: dict[str, Callable[[str], object]] = {
    "Web API": lambda url: cast("Any", web_client(f"{url}/api/")).api_test(),
    "response_url": lambda url: respond(f"{url}/response/R1", {"text": "private"}),
    "doctor": lambda url: ask(f"{url}/api/", "api.test"),
    "download": download,
    "listener": lambda url: cast("Any", client_of_a_listener(url)).api_test(),
}


@pytest.mark.parametrize("variable", VARIABLES, indirect=True)
@pytest.mark.parametrize("call", CALLS)
def test_what_is_on_this_machine_is_spoken_to_directly(
    town: Town, proxy: RecordingProxy, variable: None, call: str
) -> None:
    with suppress(SlackClientError):  # the playground gave out no such response_url
        CALLS[call](town.playground.url)
    assert proxy.asked == []


@pytest.mark.parametrize("variable", TAKEN, indirect=True)
@pytest.mark.parametrize("call", CALLS)
def test_all_else_goes_through_the_proxy(proxy: RecordingProxy, variable: None, call: str) -> None:
    CALLS[call](ELSEWHERE)
    (asked,) = proxy.asked
    assert asked.split()[1].startswith(f"{ELSEWHERE}/")


@pytest.mark.parametrize("variable", VARIABLES, indirect=True)
def test_socket_mode_connects_to_this_machine_directly(
    town: Town, proxy: RecordingProxy, variable: None
) -> None:
    connection = SocketMode(app_of(town.playground.url), APP_TOKEN, town.slack.api_url)
    connection.open()
    town.slack.next_line()
    connection.close()
    assert proxy.asked == []


# The library leaves a connection through which it was let no further to the garbage.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("variable", TAKEN, indirect=True)
def test_socket_mode_connects_to_slack_through_the_proxy(
    proxy: RecordingProxy, variable: None
) -> None:
    client = SocketClient(APP_TOKEN, auto_reconnect_enabled=False)
    client.wss_uri = "wss://wss.slack.invalid/link/?ticket=1"
    client.connect()
    client.close()
    assert proxy.asked == ["CONNECT wss.slack.invalid:443 HTTP/1.0"]


def test_nobody_makes_a_client_of_their_own() -> None:
    made = re.compile(r"\b(?:WebClient|WebhookClient|build_opener|urlopen|urlretrieve)\(")
    makers = {
        path.relative_to(ROOT).as_posix()
        for room in ("bot", "handlers", "knowledge")
        for path in (ROOT / room).rglob("*.py")
        if made.search(path.read_text(encoding="utf-8"))
    }
    assert makers == {"bot/web_api.py"}


LOCAL = [
    "http://127.0.0.1:8480/api/", "http://127.8.9.10/", "http://[::1]:3000/x", "http://[::ffff:127.0.0.1]/",
    "http://localhost:3000", "https://LOCALHOST/", "http://localhost./", "ws://slack.localhost:80/",
    "http://a.b.localhost.:1/",
]  # fmt: skip
FAR = [
    "https://slack.com/api/", "wss://wss-primary.slack.com/link", "http://10.0.0.1/", "http://128.0.0.1/",
    "http://127.0.0.1.example.com/", "http://localhost.example.com/", "http://notlocalhost/", "http://[::2]/",
    "https://localhost@slack.com/",
]  # fmt: skip


@pytest.mark.parametrize("variable", ["HTTPS_PROXY"], indirect=True)
def test_this_machine_goes_by_many_names(proxy: RecordingProxy, variable: None) -> None:
    assert [url for url in LOCAL if proxy_for(url)] == []
    assert [url for url in FAR if proxy_for(url) != proxy.url] == []


@pytest.mark.parametrize("variable", ["HTTPS_PROXY"], indirect=True)
def test_what_is_excepted_is_spoken_to_directly(
    monkeypatch: pytest.MonkeyPatch, variable: None
) -> None:
    monkeypatch.setenv("NO_PROXY", "slack.test, .example.com")
    assert proxy_for("wss://wss.slack.test/link") is None
    assert proxy_for("https://a.example.com/") is None
    assert proxy_for("https://slack.com/") is not None


@pytest.mark.parametrize("said", ["proxy.example:3128", "http://proxy.example:3128"])
def test_a_proxy_may_be_named_without_its_protocol(
    monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", said)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert proxy_for("wss://wss.slack.com/link") == "http://proxy.example:3128"
