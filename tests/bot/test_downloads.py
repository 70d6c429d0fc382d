"""Files are read from Slack alone: the token goes nowhere else, and no more is read than is taken."""

import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

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
    assert "HTTP 302" in refused(fetch(slack, "/away"))
    assert stranger.asked == []


@pytest.mark.parametrize(
    ("path", "says"),
    [("/none", "HTTP 404"), ("/login", "files:read"), ("/broken", "could not be read")],
)
def test_what_slack_does_not_let_out_is_said(slack: Shelf, path: str, says: str) -> None:
    assert says in refused(fetch(slack, path))


def test_nobody_there_is_said() -> None:
    files = Downloads(TOKEN, "http://127.0.0.1:9/api/")
    assert "could not be read" in refused(files.fetch(SharedFile("f.yaml", "http://127.0.0.1:9/f")))


@pytest.mark.parametrize(
    "url",
    [
        "", "nonsense", "file:///etc/passwd", "ftp://slack.com/f", "http://files.slack.com/f",
        "https://evil.example/slack.com", "https://slack.com.evil.example/f", "https://evilslack.com/f",
        "https://files.slack.com@evil.example/f", "https://files.slack.com:8443/f",
        "https://files.slack.com:port/f", "//files.slack.com/f", "https://[::1/f",
    ],
)  # fmt: skip
def test_the_token_goes_to_slack_alone(url: str) -> None:
    files = Downloads(TOKEN, "https://slack.com/api/")
    assert "lies outside Slack" in refused(files.fetch(SharedFile("f.yaml", url)))


def test_with_a_stand_in_not_even_slack_gets_its_token(slack: Shelf, stranger: Shelf) -> None:
    files = Downloads(TOKEN, f"{slack.url}/api/")
    for url in (f"{stranger.url}/file.yaml", "https://files.slack.com/f"):
        assert "lies outside Slack" in refused(files.fetch(SharedFile("f.yaml", url)))
    assert stranger.asked == []
