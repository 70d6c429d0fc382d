"""The log: every line is JSON with the request's id, and none has what was asked, or a secret."""

import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.playground.faults import Fault
from bot.playground.server import Playground
from tests.bot.command_line import CommandLine
from tests.bot.served import SECRET, TOKEN, Answer, Served, environment, serving, signed
from tests.conftest import begun_settings
from tests.not_slack import http, page

Json = dict[str, Any]

MARK = "zanzibarian"
"""In every field of every payload."""

USER = {"id": f"U{MARK}", "name": MARK, "team_id": f"T{MARK}"}
HIDDEN = {
    "token": f"xoxb-{MARK}",
    "trigger_id": f"1.{MARK}",
    "response_url": f"http://127.0.0.1:9/{MARK}",
    "team": {"id": f"T{MARK}", "domain": MARK},
    "channel": {"id": f"C{MARK}", "name": MARK},
    "user": USER,
}
"""What an interaction brings along."""


def action(id: str, **more: object) -> Json:
    """A click."""
    return {"action_id": id, "block_id": MARK, "value": MARK, "text": {"text": MARK}, **more}


def click(id: str, **more: object) -> Json:
    """A click in a message."""
    container = {"type": "message", "message_ts": "1.1", "is_ephemeral": True}
    message = {"text": MARK, "blocks": [{"type": "section", "text": {"text": MARK}}]}
    return (
        HIDDEN
        | {
            "type": "block_actions",
            "container": container,
            "message": message,
            "actions": [action(id)],
        }
        | more
    )


def event(id: str, **fields: object) -> Json:
    """An event."""
    told = {"user": f"U{MARK}", "channel": f"D{MARK}", "text": MARK, "ts": "1.1", **fields}
    return {
        "type": "event_callback", "token": MARK, "team_id": f"T{MARK}", "event_id": f"{MARK}{id}",
        "event": told,
    }  # fmt: skip


VIEW = {
    "id": f"V{MARK}",
    "private_metadata": MARK,
    "state": {"values": {MARK: {MARK: {"type": "plain_text_input", "value": MARK}}}},
    "blocks": [{"type": "input", "block_id": MARK}],
    "title": {"text": MARK},
}

INTERACTIONS: list[Json] = [
    *(
        click(id)
        for id in ("ask", "share", "filter", "compare_with", "follow:x", "unfollow:x", MARK)
    ),
    # What no Slack would send: the models' own errors quote what they do not like.
    click("ask", actions=[{"action_id": "ask", "value": {"a": MARK}}]),
    click("share", container=MARK),
    click("follow:x", user=MARK),
    *(
        HIDDEN | {"type": kind, "view": VIEW | {"type": "modal", "callback_id": id}}
        for kind in ("view_submission", "view_closed")
        for id in ("salary_filter", "digest_form", "knowledge_figure", "report", "offer", MARK)
    ),
    *(
        HIDDEN
        | {"type": "view_submission", "view": VIEW | {"type": "modal", "state": MARK, **named}}
        for named in ({"callback_id": "salary_filter"}, {})
    ),
    HIDDEN | {"type": "view_submission", "view": VIEW},
    *(
        HIDDEN
        | {"type": "message_action", "callback_id": id, "message": {"text": MARK, "ts": "1.1"}}
        for id in ("check_pay", "check_offer", MARK)
    ),
    HIDDEN | {"type": "block_suggestion", "action_id": "role", "block_id": "role", "value": MARK},
]

EVENTS: list[Json] = [
    event("1", type="app_home_opened", tab="home"),
    event("2", type="app_mention"),
    event("3", type="message", channel_type="im"),
    event("4", type="message", channel_type="im", subtype="file_share", files=[
        {"name": f"{MARK}.yaml", "url_private_download": f"http://127.0.0.1:9/{MARK}"},
    ]),
    event("5", type="app_home_opened", user={"a": MARK}),
    event("6", type="member_joined_channel"),
    event("7", type=MARK),
]  # fmt: skip

SLACK_FAILS = {
    "views.open": Fault.drop(),
    "views.publish": Fault.intercept(page(200, MARK)),
    "users.info": Fault.intercept(page(403, MARK)),
    "conversations.open": Fault.intercept(
        http(200, json.dumps({"ok": False, "error": f"blocked by {MARK}"}))
    ),
    "conversations.info": Fault.intercept(http(200, "[]")),
    "chat.postMessage": Fault.intercept(page(407, MARK)),
}

COMMANDS = ["/salary", "/role", "/compare", "/trends", "/digest", "/knowledge", f"/{MARK}"]


@dataclass(frozen=True)
class Talk:
    """A bot that was sent everything, and what it wrote."""

    answers: list[Answer]
    metrics: str
    text: str

    @property
    def lines(self) -> list[Json]:
        """Every line of its output."""
        return [json.loads(line) for line in self.text.splitlines()]


def send_everything(bot: Served) -> Iterator[Answer]:
    """Every kind of payload, with a Slack that refuses whatever it is asked."""
    for command in COMMANDS:
        for text in (MARK, "", f"subscribe {MARK}", f"check {MARK} $1", f"check http://{MARK}"):
            body = urlencode({
                "command": command, "text": text, "token": MARK, "team_id": f"T{MARK}",
                "channel_id": f"C{MARK}", "channel_name": MARK, "user_id": f"U{MARK}",
                "user_name": MARK, "trigger_id": MARK, "response_url": f"http://127.0.0.1:9/{MARK}",
            }).encode()  # fmt: skip
            yield bot.post(body, signed(body))
    for interaction in INTERACTIONS:
        body = urlencode({"payload": json.dumps(interaction)}).encode()
        yield bot.post(body, signed(body))
    for told in EVENTS:
        body = json.dumps(told).encode()
        yield bot.post(body, signed(body, content_type="application/json"))
        yield bot.post(body, signed(body, content_type="application/json", secret=MARK))


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Talk:
    """All of it, with a Slack that fails or that another answers for: those words are marked, too."""
    folder = tmp_path_factory.mktemp("marked")
    slack = Playground.start(SECRET, bot_token=TOKEN)
    for method, fault in SLACK_FAILS.items():
        slack.workspace.faults.set(method, fault)
    data = str(begun_settings(folder / "data").rolecall_data)
    with serving(folder, SLACK_API_URL=slack.api_url, ROLECALL_DATA=data) as bot:
        answers = list(send_everything(bot))
        metrics = bot.send("GET", "/metrics").body
        assert bot.end() == 0
        text = bot.log.read_text(encoding="utf-8")
    slack.stop()
    return Talk(answers, metrics, text)


def test_no_line_has_what_was_asked_or_a_secret(talk: Talk) -> None:
    for private in (MARK, SECRET, TOKEN, "Traceback"):
        assert private not in talk.text


def test_every_line_is_json_with_the_same_fields(talk: Talk) -> None:
    assert len(talk.lines) > 10
    for line in talk.lines:
        assert {"time", "level", "logger", "message", "request"} <= line.keys()
        assert line["time"].endswith("+00:00")
    assert "_granian" in {line["logger"] for line in talk.lines}


def test_what_failed_is_found_by_the_reference_that_was_told(talk: Talk) -> None:
    # Of what failed after a click, the reference goes to its response_url.
    told = [answer.body for answer in talk.answers if "went wrong" in answer.body]
    assert told, "nothing failed: this test provokes too little"
    references = {re.findall(r"\b[0-9a-f]{8}\b", body)[-1] for body in told}
    failed = {line["request"]: line for line in talk.lines if line.get("work") == "request"}
    assert references < set(failed)
    assert all(line["error"] and line["level"] == "ERROR" for line in failed.values())
    assert f'rolecall_failures_total{{work="request"}} {len(failed)}.0' in talk.metrics


def test_work_after_the_acknowledgement_has_the_id_of_its_request(talk: Talk) -> None:
    lines = [line for line in talk.lines if line.get("work") == "background"]
    assert lines, "nothing failed: this test provokes too little"
    ids = [line["request"] for line in lines]
    assert all(ids)
    assert len(set(ids)) == len(ids)


def test_the_database_password_is_not_said(tmp_path: Path) -> None:
    said = ""
    for where in (f"postgresql://{MARK}:{SECRET}@127.0.0.1:9/x", f"postgres://x:{SECRET}@[/x"):
        variables = {"SLACK_SIGNING_SECRET": "s", "SLACK_BOT_TOKEN": TOKEN, "DATABASE_URL": where}
        ran = CommandLine(tmp_path)("digest", "due", **variables)
        assert ran.code == 1
        said += ran.out + ran.err
    assert "database" in said
    for private in (SECRET, TOKEN, "Traceback"):
        assert private not in said


# --- by itself

LOGGING = f"""
import logging, sys, threading, warnings
from bot.logs import configure_logging
from handlers.errors import begin_request

configure_logging(as_service="service" in sys.argv)
log = logging.getLogger("some.library")
log.info("“%s”", "quoted\\nin two lines")
id = begin_request()
try:
    raise ValueError("{MARK}") from KeyError("{MARK}")
except ValueError:
    log.exception("it failed")
def dies():
    raise OSError("{MARK}")
thread = threading.Thread(target=dies)
thread.start()
thread.join()
warnings.warn("old")
print(id)
raise RuntimeError("{MARK}")
"""


def logged(*arguments: str) -> tuple[str, str]:
    """Run it; gives the id of its request and what it logged."""
    ran = subprocess.run(
        [sys.executable, "-c", LOGGING, *arguments],
        env=environment(PYTHONPATH=str(Path(__file__).parents[3])),
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.returncode == 1
    return ran.stdout.strip(), ran.stderr


def test_a_service_writes_nothing_but_json() -> None:
    id, text = logged("service")
    assert MARK not in text
    lines = [json.loads(line) for line in text.splitlines()]
    messages = {line["message"].splitlines()[0]: line for line in lines}
    assert messages["“quoted"]["request"] is None
    failed = messages["it failed"]
    assert (failed["request"], failed["logger"], failed["level"]) == (id, "some.library", "ERROR")
    assert failed["failure"].startswith("ValueError at ")
    assert " from KeyError" in failed["failure"]
    uncaught = [line for line in lines if line["level"] == "CRITICAL"]
    assert [line["failure"].split()[0] for line in uncaught] == ["OSError", "RuntimeError"]
    assert any(line["logger"] == "py.warnings" for line in lines)


def test_a_command_writes_text_with_the_id_at_its_end() -> None:
    id, text = logged()
    assert f"ERROR some.library it failed [{id}]\nValueError at " in text
    assert " INFO some.library “quoted\n" in text


def test_a_handler_of_anothers_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        logging.getLogger("bot").info("heard")
    assert caplog.messages == ["heard"]
