"""A genuine request that somebody recorded, and sends again within the five minutes in which it holds."""

import json
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.bot.served import Served, form, seconds_ago, serving, signed

TIMES = 12


@contextmanager
def response_urls() -> Generator[tuple[str, list[dict[str, Any]]]]:
    """An address for answers, and all that was sent there."""
    came: list[dict[str, Any]] = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, format: str, *args: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", came
        server.shutdown()


def click(action_id: str, value: str, url: str, at: str = "1.5") -> bytes:
    """A click on a button under a private answer."""
    payload = {
        "type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1"}, "trigger_id": "1.2",
        "channel": {"id": "C1"}, "response_url": url,
        "container": {"type": "message", "message_ts": "1.0", "channel_id": "C1", "is_ephemeral": True},
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": value,
                     "action_ts": at}],
    }  # fmt: skip
    return urlencode({"payload": json.dumps(payload)}).encode()


def replayed(served: Served, body: bytes) -> None:
    """Send one signed request many times at once."""
    headers = signed(body)
    with ThreadPoolExecutor(TIMES) as pool:
        answers = [pool.submit(served.post, body, headers) for _ in range(TIMES)]
    assert {answer.result().status for answer in answers} == {200}


def test_a_command_again_is_the_same_answer_again(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        body = form("/salary mle senior")
        headers = signed(body)
        assert len({served.post(body, headers).body for _ in range(TIMES)}) == 1


@pytest.mark.parametrize("action_id", ["share", "ask", "follow:ml-engineer"])
def test_a_click_again_has_one_effect(tmp_path: Path, action_id: str) -> None:
    with response_urls() as (url, came), serving(tmp_path) as served:
        replayed(served, click(action_id, "salary mle senior", url))
        # What was acknowledged is finished at the end.
        assert served.end() == 0
        assert len(came) == 1


def test_another_click_has_its_own_effect(tmp_path: Path) -> None:
    with response_urls() as (url, came), serving(tmp_path) as served:
        for at in ("1.5", "1.6"):
            body = click("ask", "salary mle senior", url, at)
            assert served.post(body, signed(body)).status == 200
        assert served.end() == 0
        assert len(came) == 2


def test_a_recorded_click_is_worth_nothing_later(tmp_path: Path) -> None:
    with response_urls() as (url, came), serving(tmp_path) as served:
        body = click("share", "salary mle senior", url)
        assert served.post(body, signed(body, seconds_ago(302))).status == 401
        assert served.end() == 0
        assert came == []
