"""The doctor on the way to Slack: its address, the clock, and our own port."""

import socket
import threading
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from pydantic import SecretStr

from bot.doctor import examine
from bot.doctor.finding import Finding
from bot.playground.faults import Fault
from bot.playground.server import serve_wsgi
from bot.settings import Settings
from bot.transport.http import build_service
from bot.world import build_world
from tests.bot.doctored import SECRET, Town
from tests.bot.doctored import town as town
from tests.bot.recording_proxy import recording_proxy
from tests.bot.served import free_port


def another_program(_environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """A page that is not ours."""
    start_response("200 OK", [("Content-Type", "text/html")])
    return [b"<html>"]


def test_nothing_listens_there() -> None:
    found = slack_at(f"http://127.0.0.1:{free_port()}/api/")
    assert "nothing is listening there" in found.says
    assert "SLACK_API_URL" in found.fix


def test_something_else_listens_there(town: Town) -> None:
    page = serve_wsgi(another_program)
    assert "isn't Slack" in slack_at(page.url).says
    page.stop()


def test_it_speaks_no_tls(town: Town) -> None:
    assert "TLS" in slack_at(town.slack.api_url.replace("http:", "https:")).says


@pytest.mark.parametrize("url", ["slack.com/api", "https://", "http://[", "ftp://slack.com/"])
def test_it_is_no_address(url: str) -> None:
    assert slack_at(url).verdict == "wrong"


def test_the_line_goes_dead() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def hang_up() -> None:
            with listening.accept()[0] as connection:
                connection.recv(1)

        thread = threading.Thread(target=hang_up)
        thread.start()
        found = slack_at(f"http://127.0.0.1:{listening.getsockname()[1]}/api/")
        thread.join()
    assert "the connection broke" in found.says


def slack_at(url: str) -> Finding:
    """What the doctor says of Slack at an address, and nothing of its tokens."""
    settings = Settings.model_construct(None, slack_api_url=url)
    found: list[Finding] = []
    for finding in examine(settings):
        if finding.check == "Slack":
            found.append(finding)
            break
    assert found[0].verdict == "wrong"
    return found[0]


@pytest.mark.parametrize(
    ("ahead", "verdict", "says"),
    [
        (400, "wrong", "behind"),
        (-400, "wrong", "ahead of"),
        (100, "warning", "behind"),
        (5, "ok", "right"),
    ],
)
def test_the_clock(town: Town, ahead: float, verdict: str, says: str) -> None:
    town.slack.clock_ahead = ahead
    finding = town.finding("clock")
    assert finding.verdict == verdict
    assert says in finding.says


# --- the port


def test_the_port_is_taken_by_another(town: Town) -> None:
    other = serve_wsgi(another_program)
    finding = port(town, int(other.url.rpartition(":")[2]))
    other.stop()
    assert finding.verdict == "wrong"
    assert "another program" in finding.says


def test_the_port_is_taken_by_us(town: Town) -> None:
    http = town.well.model_copy(update={"slack_signing_secret": SecretStr(SECRET)})
    ours = serve_wsgi(build_service(http, build_world(http)))
    finding = port(town, int(ours.url.rpartition(":")[2]))
    ours.stop()
    assert finding.verdict == "ok"
    assert "already" in finding.says


def test_the_host_is_not_here(town: Town) -> None:
    assert (
        "HOST is not an address of this machine" in port(town, free_port(), host="192.0.2.1").says
    )


def port(town: Town, number: int, host: str = "127.0.0.1") -> Finding:
    """What the doctor says of a port, for a bot over HTTP."""
    return town.finding(
        "port",
        slack_app_token=None,
        slack_signing_secret=SecretStr(SECRET),
        port=number,
        host=host,
    )


# --- a server that knows less than Slack


@pytest.mark.parametrize("method", ["api.test", "auth.test", "users.conversations"])
def test_a_server_that_lacks_a_method_is_not_out_of_reach(town: Town, method: str) -> None:
    town.playground.workspace.faults.set(method, Fault.refuse("unknown_method"))
    found = town.diagnosis()
    assert (found["Slack"].verdict, "answers in" in found["Slack"].says) == ("warning", True)
    assert not any(finding.verdict == "wrong" for finding in found.values())
    assert found["clock"].says.startswith("right")


def test_a_token_that_nobody_could_judge_is_not_called_bad(town: Town) -> None:
    town.playground.workspace.faults.set("auth.test", Fault.refuse("unknown_method"))
    town.slack.refusals.append("unknown_method")
    for check in ("bot token", "app token"):
        finding = town.finding(check)
        assert finding.verdict == "warning"
        assert finding.says.startswith("not checked: ")
        assert "unknown_method" in finding.says


@pytest.mark.parametrize(
    "fault",
    [
        Fault.refuse("internal_error"), Fault.refuse("service_unavailable", status=503),
        Fault.rate_limit(30), Fault.drop(),
    ],
    ids=["internal_error", "service_unavailable", "ratelimited", "dropped"],
)  # fmt: skip
def test_a_bad_moment_of_slacks_says_nothing_of_the_token(town: Town, fault: Fault) -> None:
    town.playground.workspace.faults.set("auth.test", fault)
    finding = town.finding("bot token")
    assert finding.verdict == "wrong"
    assert finding.says.startswith("not checked: ")
    assert "ask the doctor again" in finding.fix


@pytest.mark.parametrize("code", ["service_unavailable", "org_login_required"])
def test_slack_that_answers_and_will_not_is_not_out_of_reach(town: Town, code: str) -> None:
    town.playground.workspace.faults.set("api.test", Fault.refuse(code))
    finding = town.finding("Slack")
    assert finding.verdict == "wrong"
    assert "cannot be reached" not in finding.says
    assert f"answers {code}" in finding.says


# --- a proxy in between


def test_a_proxy_that_lets_nobody_through_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with recording_proxy() as proxy:
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.setenv("HTTPS_PROXY", proxy.url.replace("//", "//maya:s3cret@"))
        found = slack_at("https://slack.invalid/api/")
    assert proxy.asked == ["CONNECT slack.invalid:443 HTTP/1.0"]
    assert "the proxy blocks it (HTTP 502)" in found.says
    assert "s3cret" not in f"{found}"


def test_a_proxy_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setenv("HTTPS_PROXY", f"http://maya:s3cret@127.0.0.1:{free_port()}")
    found = slack_at("https://slack.invalid/api/")
    assert "cannot be reached through the proxy: nothing is listening there" in found.says
    assert "s3cret" not in f"{found}"
