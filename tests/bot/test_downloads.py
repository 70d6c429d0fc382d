"""Files are read from Slack alone: the token goes nowhere else, and no more is read than is taken."""

import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from urllib.request import BaseHandler, Request
from urllib.response import addinfourl

import pytest

from bot.revisions.downloads import Downloads
from handlers.curation.deps import SharedFile
from knowledge.files import Problem
from knowledge.uploads import MAX_FILE_BYTES, UploadedFile

TOKEN = "xoxb-of-the-test"


class Shelf:
    """A local stand-in for Slack's files, and what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []
        self.elsewhere = ""
        self.url = ""

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """The status, headers and content at a path."""
        answers: dict[str, tuple[int, dict[str, str], bytes]] = {
            "/file.yaml": (200, {}, b"a: 1\n"),
            "/large.yaml": (200, {}, b"x" * (3 * MAX_FILE_BYTES)),
            "/login": (200, {"Content-Type": "text/html; charset=utf-8"}, b"<html>"),
            "/moved": (302, {"Location": "/file.yaml"}, b""),
            "/signin": (302, {"Location": "/login"}, b""),
            "/forbidden": (403, {}, b""),
            "/circle": (302, {"Location": "/circle"}, b""),
            "/away": (302, {"Location": f"{self.elsewhere}/file.yaml"}, b""),
        }
        return answers.get(path, (404, {}, b""))


@contextmanager
def serving(shelf: Shelf) -> Generator[Shelf]:
    """Serve it on a loopback port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shelf.asked.append((self.path, self.headers.get("Authorization")))
            if self.path == "/broken":
                self.close_connection = True
                return
            status, headers, body = shelf.answer(self.path)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):  # the reader may have had enough
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    shelf.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield shelf
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def slack() -> Iterator[Shelf]:
    with serving(Shelf()) as shelf:
        yield shelf


@pytest.fixture
def stranger() -> Iterator[Shelf]:
    with serving(Shelf()) as shelf:
        yield shelf


def fetch(slack: Shelf, path: str) -> UploadedFile | Problem:
    return Downloads(TOKEN, f"{slack.url}/api/").fetch(SharedFile("f.yaml", slack.url + path))


def refused(outcome: UploadedFile | Problem) -> str:
    assert isinstance(outcome, Problem)
    assert outcome.path == "f.yaml"
    return outcome.message


def test_a_file_is_read_with_the_token(slack: Shelf) -> None:
    assert fetch(slack, "/file.yaml") == UploadedFile("f.yaml", b"a: 1\n")
    assert slack.asked == [("/file.yaml", f"Bearer {TOKEN}")]


def test_no_more_is_read_than_shows_that_it_is_too_large(slack: Shelf) -> None:
    outcome = fetch(slack, "/large.yaml")
    assert isinstance(outcome, UploadedFile)
    assert len(outcome.content) == MAX_FILE_BYTES + 1


def test_a_redirect_within_slack_is_followed(slack: Shelf) -> None:
    assert fetch(slack, "/moved") == UploadedFile("f.yaml", b"a: 1\n")


def test_a_redirect_to_another_host_is_not(slack: Shelf, stranger: Shelf) -> None:
    slack.elsewhere = stranger.url
    assert "redirects to another site" in refused(fetch(slack, "/away"))
    assert stranger.asked == []


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/none", "is no longer in Slack"),
        ("/forbidden", "HTTP 403"),
        ("/login", "needs `files:read`"),
        ("/signin", "needs `files:read`"),
        ("/broken", "couldn't be downloaded"),
        ("/circle", "HTTP 302"),
    ],
)
def test_what_slack_does_not_let_out_is_said(slack: Shelf, path: str, says: str) -> None:
    assert says in refused(fetch(slack, path))


def test_nobody_there_is_said() -> None:
    files = Downloads(TOKEN, "http://127.0.0.1:9/api/")
    assert "couldn't be downloaded" in refused(
        files.fetch(SharedFile("f.yaml", "http://127.0.0.1:9/f"))
    )


@pytest.mark.parametrize(
    "url",
    [
        "", "nonsense", "file:///etc/passwd", "ftp://slack.com/f", "http://files.slack.com/f",
        "https://evil.example/slack.com", "https://slack.com.evil.example/f", "https://evilslack.com/f",
        "https://files.slack.com@evil.example/f", "https://files.slack.com:8443/f",
        "https://files.slack-gov.com.evil.example/f", "https://files.slack.com:port/f", "//files.slack.com/f", "https://[::1/f",
    ],
)  # fmt: skip
def test_the_token_goes_to_slack_alone(url: str) -> None:
    files = Downloads(TOKEN, "https://slack.com/api/")
    assert "is stored outside Slack" in refused(files.fetch(SharedFile("f.yaml", url)))


def test_with_a_stand_in_not_even_slack_gets_its_token(slack: Shelf, stranger: Shelf) -> None:
    files = Downloads(TOKEN, f"{slack.url}/api/")
    for url in (f"{stranger.url}/file.yaml", "https://files.slack.com/f"):
        assert "is stored outside Slack" in refused(files.fetch(SharedFile("f.yaml", url)))
    assert stranger.asked == []


# --- Slack's own hosts, of which one sends to another


class Hosts(BaseHandler):
    """Every https host there is: some of them redirect, all others have the file."""

    handler_order = 200  # before urllib's own, which would ask the network

    def __init__(self, **moved: str) -> None:
        self.moved = moved
        self.asked: list[tuple[str, str | None]] = []

    def https_open(self, request: Request) -> addinfourl:
        self.asked.append((request.full_url, request.get_header("Authorization")))
        to = self.moved.get((request.host or "").partition(".")[0])
        headers = Message()
        headers["Content-Type"] = "application/octet-stream"
        if to is not None:
            headers["Location"] = to
        answer = addinfourl(BytesIO(b"a: 1\n"), headers, request.full_url, 302 if to else 200)
        answer.msg = "Found" if to else "OK"  # type: ignore[attr-defined]
        return answer


FILE = "https://files.slack.com/files-pri/T1-F1/download/f.yaml"
API = "https://slack.com/api/"


@pytest.mark.parametrize(
    ("api", "url", "to"),
    [
        (API, FILE, "https://files-origin.slack.com/files-pri/T1-F1/f.yaml"),
        (API, FILE, "https://acme.enterprise.slack.com/files-pri/T1-F1/f.yaml"),
        (API, FILE, "https://slack.com/files-pri/T1-F1/f.yaml"),
        (API, FILE, "https://FILES-ORIGIN.Slack.com:443/f.yaml"),
        (
            "https://slack-gov.com/api/",
            "https://files.slack-gov.com/f.yaml",
            "https://files-origin.slack-gov.com/f.yaml",
        ),
    ],
)
def test_a_redirect_between_slacks_own_hosts_is_followed_with_the_token(
    api: str, url: str, to: str
) -> None:
    hosts = Hosts(files=to)
    outcome = Downloads(TOKEN, api, hosts).fetch(SharedFile("f.yaml", url))
    assert outcome == UploadedFile("f.yaml", b"a: 1\n")
    assert hosts.asked == [(url, f"Bearer {TOKEN}"), (to, f"Bearer {TOKEN}")]


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/f", "https://slack.com.evil.example/f", "https://evilslack.com/f",
        "https://slack-gov.com.evil.example/f", "https://files.slack.com@evil.example/f", "//evil.example/f",
        "http://files-origin.slack.com/f", "http://files.slack.com/f", "https://files-origin.slack.com:8443/f",
        "https://acme.okta.com/login",
    ],
)  # fmt: skip
def test_a_redirect_to_anywhere_else_is_not_followed(to: str) -> None:
    hosts = Hosts(files=to)
    outcome = Downloads(TOKEN, API, hosts).fetch(SharedFile("f.yaml", FILE))
    assert "redirects to another site, so the bot may lack `files:read`" in refused(outcome)
    assert hosts.asked == [(FILE, f"Bearer {TOKEN}")]


@pytest.mark.parametrize(
    "to", ["ftp://slack.com/f", "file:///etc/passwd", "https://[::1/f", "https://slack.com:x/"]
)
def test_a_redirect_to_what_is_no_address_is_not_followed(to: str) -> None:
    hosts = Hosts(files=to)
    assert refused(Downloads(TOKEN, API, hosts).fetch(SharedFile("f.yaml", FILE)))
    assert hosts.asked == [(FILE, f"Bearer {TOKEN}")]


def test_a_chain_that_leaves_slack_is_left_where_it_does() -> None:
    hosts = Hosts(
        files="https://files-origin.slack.com/f", **{"files-origin": "https://evil.example/"}
    )
    refused(Downloads(TOKEN, API, hosts).fetch(SharedFile("f.yaml", FILE)))
    assert [url for url, _ in hosts.asked] == [FILE, "https://files-origin.slack.com/f"]
