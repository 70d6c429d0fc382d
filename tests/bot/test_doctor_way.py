"""The doctor on the way to Slack: its address, the clock, and our own port."""

import socket
import threading
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from pydantic import SecretStr

from bot.doctor import examine
from bot.doctor.finding import Finding
from bot.playground.hosting import serve_wsgi
from bot.settings import Settings
from bot.transport.http import build_service
from bot.world import build_world
from tests.bot.doctored import SECRET, Town
from tests.bot.doctored import town as town
from tests.bot.served import free_port


def another_program(_environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """A page that is not ours."""
    start_response("200 OK", [("Content-Type", "text/html")])
    return [b"<html>"]


def test_nothing_listens_there() -> None:
    found = slack_at(f"http://127.0.0.1:{free_port()}/api/")
    assert "nothing listens there" in found.says
    assert "SLACK_API_URL" in found.fix


def test_something_else_listens_there(town: Town) -> None:
    page = serve_wsgi(another_program)
    assert "is not Slack" in slack_at(page.url).says
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
    assert "HOST is no address of this machine" in port(town, free_port(), host="192.0.2.1").says


def port(town: Town, number: int, host: str = "127.0.0.1") -> Finding:
    """What the doctor says of a port, for a bot over HTTP."""
    return town.finding(
        "port",
        slack_app_token=None,
        slack_signing_secret=SecretStr(SECRET),
        port=number,
        host=host,
    )
