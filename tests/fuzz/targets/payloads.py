"""Whatever Slack's signature stands under: any body is answered, refused or ignored, never a crash.

The first line is the content type, the rest the body.
"""

import json
import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

from pydantic import SecretStr
from slack_sdk.signature import SignatureVerifier

import bot
import handlers
import knowledge
from bot.app import build_app
from bot.incoming import Incoming, UnreadableError
from bot.offline import offline_deps
from bot.settings import CONTENT, Settings
from handlers.errors import apology, log_failure
from knowledge.commands import COMMANDS
from knowledge.library import Library
from knowledge.store import check_folder
from tests.fuzz.escaped import assert_escaped
from tests.fuzz.target import Target
from tests.payloads import without_our_markup

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
SECRET = "a-secret-of-the-fuzzers-own"
PRIVATE = "zanzibar"
"""Stands in every seed where a member's text does; no log may have it."""

DECLARED = {"ValidationError", "ValueError", "ConnectionError", "SlackRequestError"}
"""What a payload that is none of Slack's may fail with, for its member to be told so."""

NO_NETWORK = "offline://"
"""slack_sdk refuses such an address at once; one that is closed it would try again."""

FAILURE = re.compile(
    r"failed ref=[0-9a-f]+ on [a-z ]{1,40}: (?P<kind>\w+)[^ ]* at (?P<folder>\w+)/"
)
ROOMS = [Path(module.__file__ or "").parent for module in (bot, handlers, knowledge)]
OURS = {path.parent.name for room in ROOMS for path in room.rglob("*.py")}
"""Folders of ours. What fails within Bolt fails because no payload of Slack's is like that."""


class Heard(logging.Handler):
    """Everything that was logged for one input."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def at_once(
    work: Callable[[], object],
    apologize: Callable[[str], object],
    within: float | None = None,
) -> None:
    """The background, without a thread."""
    try:
        work()
    except AssertionError:
        raise
    except Exception as error:  # noqa: BLE001 — as the background does
        apologize(apology(log_failure(error, "background")))


def respond(_url: str, payload: Mapping[str, Any]) -> None:
    """What is sent to a response_url is escaped, but for who shared it and where a digest goes."""
    assert_escaped(without_our_markup(dict(payload)))


HEARD = Heard()
logging.getLogger().addHandler(HEARD)
LIBRARY = Library(check_folder(CONTENT)[1], "fuzz")
APP = build_app(
    Settings.model_construct(
        slack_signing_secret=SecretStr(SECRET),
        slack_bot_token=SecretStr("xoxb-fuzz"),
        slack_api_url=NO_NETWORK,
    ),
    replace(
        offline_deps(lambda: LIBRARY, lambda: date(2026, 11, 21)),
        background=at_once,
        respond=respond,
    ),
)
INCOMING = Incoming(APP.dispatch, SECRET)
SIGNER = SignatureVerifier(SECRET)


def signature(timestamp: str, body: bytes) -> str:
    """Slack's signature; of bytes that are no text it makes none."""
    text = body.decode(errors="replace")
    return SIGNER.generate_signature(timestamp=timestamp, body=text) or ""


def check(data: bytes) -> None:
    """Send a signed request."""
    content_type, _, body = data.partition(b"\n")
    timestamp = str(int(time.time()))
    headers = {
        "content-type": content_type.decode("latin-1"),
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": signature(timestamp, body),
    }
    HEARD.lines.clear()
    try:
        answer = INCOMING.answer(body, headers)
    except UnreadableError:
        return
    assert 200 <= answer.status < 500, answer.status
    assert "Traceback" not in (answer.body or "")
    for line in HEARD.lines:
        assert PRIVATE not in line, line
        if line.startswith("failed"):
            failure = FAILURE.match(line)
            assert failure, line
            assert failure["kind"] in DECLARED or failure["folder"] not in OURS, line
    if answer.body and answer.body.startswith("{") and b"challenge" not in body:
        assert_escaped(without_our_markup(cast("dict[str, Any]", json.loads(answer.body))))


USER = {"id": "U0MAYA", "name": "maya", "team_id": "T1"}
VIEW = {"id": "V1", "type": "modal", "private_metadata": "salary mle", "callback_id": "x"}
URL = "https://hooks.slack.com/commands/T1/1/abc"


def interaction(kind: str, **more: Any) -> bytes:
    """An interaction as Slack sends it: JSON in a form."""
    shared = {
        "type": kind,
        "team": {"id": "T1"},
        "user": USER,
        "trigger_id": "1.2",
        "response_url": URL,
    }
    return FORM.encode() + b"\n" + urlencode({"payload": json.dumps({**shared, **more})}).encode()


def click(action_id: str, value: str, **more: Any) -> bytes:
    """A click under a message."""
    action = {"type": "button", "action_id": action_id, "block_id": "more:ml-engineer", "value": value,
              "action_ts": "1.1"}  # fmt: skip
    container = {"type": "message", "message_ts": "1.0", "channel_id": "C1", "is_ephemeral": True}
    return interaction(
        "block_actions", actions=[action], container=container, channel={"id": "C1"}, **more
    )


def submitted(callback_id: str, **fields: Any) -> bytes:
    """A form that was sent."""
    values = {name: {name: entry} for name, entry in fields.items()}
    view = {**VIEW, "callback_id": callback_id, "state": {"values": values}}
    return interaction("view_submission", view=view)


def event(kind: str, **more: Any) -> bytes:
    """An event."""
    inner = {"type": kind, "user": "U0MAYA", "channel": "D1", "ts": "1.1", **more}
    body = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": inner}
    return JSON.encode() + b"\n" + json.dumps(body).encode()


ODD_SHAPES = [
    '{"authorizations": 5}', '{"authorizations": [[]]}', '{"type": "block_actions", "actions": []}',
    '{"type": "block_actions", "user": 5, "team": 7}', '{"type": "view_submission", "view": {}}',
    '{"type": "event_callback", "event": {"type": "app_home_opened"}}', '{"type": ["x"], "command": 5}',
]  # fmt: skip
"""Into these Bolt looks before any listener of ours is asked, or one of ours finds nothing there."""


def seeds() -> list[bytes]:
    """One of everything that Slack sends."""
    text, value = {"type": "plain_text_input", "value": f"120k {PRIVATE}"}, "salary mle senior"
    form = [
        urlencode({"command": f"/{one.name}", "text": f"{example} {PRIVATE}", "team_id": "T1",
                   "user_id": "U1", "channel_id": "C1", "trigger_id": "1.2", "response_url": URL})
        for one in COMMANDS for example in ("", *one.examples[:3])
    ]  # fmt: skip
    clicks = ["ask", "ask:1", "ask_more", "share", "filter", "follow:ml-engineer", "unfollow:ml-engineer",
              "report", "edit_offer", "digest_ask", "digest_form", "digest_undo", "digest_useful",
              "knowledge_ask", "knowledge_upload", "knowledge_edit", "knowledge_apply", "knowledge_take_file",
              "knowledge_verify", "knowledge_hand_over", "knowledge_close_report", "search", "drafting_add",
              "review_open", "review_about", "review_take_sure", "review_draft", "review_discard"]  # fmt: skip
    forms = ["salary_filter", "offer_check", "digest_form", "knowledge_upload_sent", "report_sent",
             "knowledge_hand_over_sent", "edit_chosen", "edit_figure_chosen", "edit_line_chosen",
             "edit_figure_sent", "edit_line_sent", "edit_alias_sent", "close_report_sent",
             "drafting_add_sent", "review_about_sent", "review_item_sent"]  # fmt: skip
    fields: dict[str, dict[str, Any]] = {
        "role": {"selected_option": {"value": "ml-engineer"}}, "amount": text, "report_note": text,
        "years": text, "level": {"selected_option": {"value": "senior"}}, "edit_low": text,
        "knowledge_files": {"files": [{"name": "a.yaml", "url_private_download": "https://x"}]},
        "digest_zone": {"selected_option": {"value": "Europe/Berlin"}},
        "digest_at": {"selected_time": "09:00"}, "digest_topics": {"selected_options": []},
    }  # fmt: skip
    chosen = [{"type": "static_select", "action_id": "compare_with", "block_id": "more:ml-engineer",
               "selected_option": {"value": "data-engineer"}, "action_ts": "1.1"}]  # fmt: skip
    home = {"container": {"type": "view", "view_id": "V1"}, "view": {**VIEW, "type": "home"}}
    menus = ["role", "place", "company", "compare_with", "digest_zone", "digest_roles", "edit_role",
             "edit_figure", "edit_line", "edit_sources"]  # fmt: skip
    return [
        *(f"{FORM}\n{one}".encode() for one in form),
        *(click(one, value) for one in clicks),
        *(click(f"review_{one}", "abc:0:0") for one in ("take", "leave", "change")),
        interaction("block_actions", actions=chosen, **home),
        *(submitted(one, **fields) for one in forms),
        interaction("view_closed", view=VIEW),
        interaction("view_closed", view={**VIEW, "callback_id": "lasting_view"}),
        interaction("message_action", callback_id="check_pay", channel={"id": "C1"},
                    message={"type": "message", "text": f"mle $150k {PRIVATE}", "ts": "1.0"}),
        interaction("message_action", callback_id="add_to_knowledge", channel={"id": "C1"},
                    message={"type": "message", "text": f"<https://x> {PRIVATE}", "files": [{"name": "a.md"}]}),
        *(interaction("block_suggestion", action_id=one, block_id=one, value="sen",
                      container=home["container"], view=VIEW) for one in menus),
        event("app_mention", text=f"<@U0BOT> mle {PRIVATE}"),
        event("message", channel_type="im", text=f"salary {PRIVATE}"),
        event("message", channel_type="im", subtype="file_share", files=[{"name": "a.yaml"}]),
        event("app_home_opened", tab="home"),
        event("channel_archive"), event("channel_left"), event("member_joined_channel"),
        f'{JSON}\n{{"type": "url_verification", "challenge": "abc"}}'.encode(),
        *(f"{JSON}\n{one}".encode() for one in ODD_SHAPES),
        f"{JSON}\n[1]".encode(), f"{JSON}\n5".encode(), f"{FORM}\npayload=[]".encode(),
        f"{FORM}\nssl_check=1".encode(),
    ]  # fmt: skip


def pieces() -> list[str]:
    """Names of fields, and values of other types than the fields have."""
    names = (
        "command text payload type user id team channel container view actions action_id block_id value "
        "selected_option selected_options selected_time state values callback_id private_metadata trigger_id "
        "response_url event event_id team_id files name url_private_download mode is_external file_access message_ts is_ephemeral "
        "authorizations enterprise enterprise_id is_enterprise_install bot_id subtype thread_ts actions"
    ).split()
    kinds = (
        "block_actions view_submission view_closed message_action shortcut block_suggestion dialog_submission "
        "event_callback url_verification message app_mention app_home_opened im interactive_message "
        "workflow_step_edit function_executed ssl_check"
    ).split()
    values = [
        "null",
        "[]",
        "{}",
        "true",
        "-1",
        "1e999",
        '""',
        '"\\ud800"',
        "[[]]",
        "%5B%5D",
        "%7B%7D",
        "null,",
    ]
    quoted = [f'"{name}"' for name in (*names, *kinds)]
    return [
        *names,
        *kinds,
        *quoted,
        *values,
        FORM,
        JSON,
        "multipart/form-data",
        "&payload=",
        "payload=",
    ]


TARGET = Target(check, seeds, pieces, most_bytes=4_000)
