"""What nobody listens to, what lacks what is needed, and what fails: the person is told in words."""

import json
import re

import pytest

from handlers.ask import GONE_ROLE
from handlers.failures import UNRECOGNIZED
from handlers.middleware import INCOMPLETE, NO_WORKSPACE, UNREADABLE
from tests.handlers.heard import DM, App
from tests.recorded import NAMES, Json, recorded

MESSAGES = [name for name in NAMES if name.startswith(("app_mention", "message_im"))]
CHANNELS = [name for name in NAMES if name.startswith(("channel_", "member_"))]
FORMS = [name for name in NAMES if name.startswith("view_submission")]
CLICKS = [name for name in NAMES if name.startswith("block_actions")]


def without_team(name: str) -> Json:
    """A payload as an app gets it that was installed for an organization."""
    payload = recorded(name)
    payload["is_enterprise_install"] = True
    for of in ("team", "team_id", "context_team_id"):
        if of in payload:
            payload[of] = None
    for one in payload.get("authorizations", ()):
        one |= {"enterprise_id": "E0ACME", "team_id": None, "is_enterprise_install": True}
    if name == "slash_command":
        del payload["team_id"]
    return payload


# --- no workspace


@pytest.mark.parametrize("command", ["/role", "/salary", "/digest", "/knowledge", "/acme-trends"])
def test_a_command_is_told(app: App, command: str) -> None:
    heard = app.send("slash_command", without_team("slash_command") | {"command": command})
    assert json.loads(heard.body) == {"response_type": "ephemeral", "text": NO_WORKSPACE}
    assert not heard.calls


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_told_and_stays_open(app: App, name: str) -> None:
    payload = without_team(name)
    heard = app.send(name, payload)
    first = payload["view"]["blocks"][0]["block_id"]
    told = {"response_action": "errors", "errors": {first: NO_WORKSPACE}}
    assert (heard.status, json.loads(heard.body), heard.calls) == (200, told, [])


@pytest.mark.parametrize("name", [*CLICKS, "message_action"])
def test_a_click_and_a_shortcut_are_told(app: App, name: str) -> None:
    heard = app.send(name, without_team(name))
    if "response_url" in recorded(name):
        (told,) = heard.responses
        assert told == {
            "response_type": "ephemeral",
            "replace_original": False,
            "text": NO_WORKSPACE,
        }
    else:
        (told,) = heard.shown
        assert (told["channel"], told["text"]) == (DM, NO_WORKSPACE)


@pytest.mark.parametrize("name", MESSAGES)
def test_a_mention_and_a_direct_message_are_told(app: App, name: str) -> None:
    payload = without_team(name)
    (told,) = app.send(name, payload).shown
    assert (told["channel"], told["text"]) == (payload["event"]["channel"], NO_WORKSPACE)


def test_the_home_tab_says_so(app: App) -> None:
    ((method, shown),) = app.send("app_home_opened", without_team("app_home_opened")).calls
    assert method == "views.publish"
    assert "installed for a whole organization" in str(shown["view"])


@pytest.mark.parametrize("name", CHANNELS)
def test_what_happens_to_a_channel_is_let_be(app: App, name: str) -> None:
    heard = app.send(name, without_team(name))
    assert (heard.status, heard.calls, heard.logged) == (200, [], [])


def test_nothing_is_stored_under_no_team(app: App) -> None:
    for name in NAMES:
        app.send(name, without_team(name))
    for action_id in ("follow:ml-engineer", "digest_ask", "digest_form", "report"):
        payload = without_team("block_actions_ephemeral")
        payload["actions"][0] |= {"action_id": action_id, "value": "/digest subscribe"}
        app.send("block_actions_ephemeral", payload)
    app.send(
        "slash_command", without_team("slash_command") | {"command": "/digest", "text": "subscribe"}
    )
    assert app.world.deps.digests.every("") == ()
    assert app.world.deps.follows.of("", "U0MAYA17") == ()
    assert [one for one in app.world.deps.reports.open() if one.reader == "U0MAYA17"] == []


# --- nobody listens


@pytest.mark.parametrize(
    "inner",
    [
        {"type": "reaction_added", "user": "U1", "item": {"type": "message", "channel": "C1", "ts": "1.1"}},
        {"type": "function_executed", "function": {"callback_id": "x"}, "inputs": {}},
        {"type": "assistant_thread_started", "assistant_thread": {"user_id": "U1", "channel_id": "D1"}},
        {"type": "tokens_revoked", "tokens": {"bot": ["U0ROLECALL"]}}, {"type": "app_uninstalled"},
        {"type": "link_shared", "channel": "C1", "links": []}, {"type": "an_event_to_come"}, {},
    ],
    ids=str,
)  # fmt: skip
def test_an_event_of_another_type_is_acknowledged(app: App, inner: Json) -> None:
    heard = app.send("message_im", recorded("message_im") | {"event": inner})
    assert (heard.status, heard.body, heard.calls, heard.logged) == (200, "", [], [])


@pytest.mark.parametrize("kind", ["app_rate_limited", "a_kind_to_come"])
def test_so_is_what_is_no_event(app: App, kind: str) -> None:
    payload = {
        "token": "x",
        "type": kind,
        "team_id": "T0ACME042",
        "minute_rate_limited": 1795424400,
    }
    heard = app.send("message_im", payload)
    assert (heard.status, heard.body, heard.logged) == (200, "", [])


def test_a_button_of_another_version_is_told_in_its_message(app: App) -> None:
    payload = recorded("block_actions_ephemeral")
    payload["actions"][0]["action_id"] = "a_button_of_long_ago"
    heard = app.send("block_actions_ephemeral", payload)
    assert (heard.status, heard.body) == (200, "")
    (told,) = heard.responses
    assert told == {"response_type": "ephemeral", "replace_original": False, "text": UNRECOGNIZED}


@pytest.mark.parametrize("name", ["block_actions_home", "block_actions_modal"])
def test_one_in_a_view_is_told_in_direct_messages(app: App, name: str) -> None:
    payload = recorded(name)
    payload["actions"][0]["action_id"] = "a_button_of_long_ago"
    (told,) = app.send(name, payload).shown
    assert (told["channel"], told["text"]) == (DM, UNRECOGNIZED)


def test_a_form_of_another_version_is_told_at_its_first_field(app: App) -> None:
    payload = recorded("view_submission_salary")
    payload["view"]["callback_id"] = "a_form_of_long_ago"
    heard = app.send("view_submission_salary", payload)
    assert json.loads(heard.body)["errors"] == {"role": UNRECOGNIZED}


def test_one_without_fields_is_told_in_its_place(app: App) -> None:
    payload = recorded("view_submission_salary")
    payload["view"] |= {"callback_id": "a_form_of_long_ago", "blocks": []}
    told = json.loads(app.send("view_submission_salary", payload).body)
    assert told["response_action"] == "update"
    assert UNRECOGNIZED in str(told["view"])


@pytest.mark.parametrize("kind", ["message_action", "shortcut"])
def test_another_shortcut_is_told(app: App, kind: str) -> None:
    payload = recorded("message_action") | {"callback_id": "other", "type": kind}
    (told,) = app.send("message_action", payload).responses
    assert told["text"] == UNRECOGNIZED


@pytest.mark.parametrize(
    "kind", ["interactive_message", "dialog_submission", "workflow_step_edit", "a_kind_to_come"]
)
def test_another_kind_of_interaction_is_told(app: App, kind: str) -> None:
    payload = recorded("message_action") | {
        "type": kind, "actions": [{"name": "a", "value": "b"}], "workflow_step": {"step_id": "1"},
    }  # fmt: skip
    heard = app.send("message_action", payload)
    assert heard.status == 200
    assert [told["text"] for told in heard.responses] == [UNRECOGNIZED]


def test_a_menu_of_another_version_offers_nothing(app: App) -> None:
    heard = app.send("block_suggestion", recorded("block_suggestion") | {"action_id": "other"})
    assert (heard.status, json.loads(heard.body)) == (200, {"options": []})


def test_a_view_that_is_closed_is_let_be(app: App) -> None:
    payload = recorded("view_submission_salary") | {"type": "view_closed", "is_cleared": False}
    heard = app.send("view_submission_salary", payload)
    assert (heard.status, heard.body, heard.calls, heard.responses) == (200, "", [], [])


# --- something is missing, or fails


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        ("ask", "make me a sandwich"), ("share", ""), ("filter", "/digest"), ("digest_ask", "/role mle"),
        ("knowledge_ask", "/role mle"), ("report", "?"),
    ],
)  # fmt: skip
def test_a_button_without_a_line_of_ours_is_told(app: App, action_id: str, value: str) -> None:
    payload = recorded("block_actions_ephemeral")
    payload["actions"][0] |= {"action_id": action_id, "value": value}
    heard = app.send("block_actions_ephemeral", payload)
    assert [told["text"] for told in heard.responses] == [UNREADABLE]
    assert not heard.logged


@pytest.mark.parametrize("verb", ["follow", "unfollow"])
def test_a_role_that_is_gone_is_told(app: App, verb: str) -> None:
    payload = recorded("block_actions_ephemeral")
    payload["actions"][0] |= {"action_id": f"{verb}:barber", "value": "/role barber"}
    (told,) = app.send("block_actions_ephemeral", payload).responses
    assert told["text"] == GONE_ROLE


def test_what_fails_at_a_click_is_told_with_the_reference_in_the_log(app: App) -> None:
    payload = recorded("block_actions_ephemeral")
    payload["actions"][0]["value"] = {"an": "object"}
    heard = app.send("block_actions_ephemeral", payload)
    (told,) = heard.responses
    (line,) = heard.logged
    reference = re.search(r"ref=([0-9a-f]{8})", line)
    assert reference
    assert reference[1] in told["text"]


def test_what_fails_in_a_form_is_told_in_it(app: App) -> None:
    payload = recorded("view_submission_salary")
    payload["view"]["private_metadata"] = 5
    heard = app.send("view_submission_salary", payload)
    assert "went wrong" in json.loads(heard.body)["errors"]["role"]


def test_a_home_tab_that_cannot_be_used_says_why_in_direct_messages(app: App) -> None:
    payload = recorded("block_actions_home")
    payload["trigger_id"] = None
    (told,) = app.send("block_actions_home", payload).shown
    assert (told["channel"], told["text"]) == (DM, INCOMPLETE)
