"""The manifest: Slack takes it, it asks for no more than is needed, and the Slack CLI can use it."""

import json
import re
from inspect import getmembers, isfunction
from pathlib import Path
from typing import Any, cast

import pytest
from click.testing import CliRunner, Result

from bot.cli import rolecall
from bot.manifest import APP_SCOPE, BOT_EVENTS, BOT_SCOPES, manifest
from bot.offline import Loopback
from handlers.deps import SlackClient
from knowledge.commands import COMMANDS
from tests.bot import manifest_rules

ROOT = Path(__file__).parent.parent.parent
CONNECTING = (ROOT / "docs" / "connecting.md").read_text(encoding="utf-8")
HOOKS = json.loads((ROOT / ".slack" / "hooks.json").read_text(encoding="utf-8"))
LONGEST_PREFIX = "a" * 21 + "-"
ADDRESS = "https://rolecall.example.org"

METHOD_NEEDS = {
    "auth_test": None,
    "chat_postMessage": "chat:write",
    "conversations_info": "channels:read groups:read",
    "conversations_open": "im:write",
    "files_info": "files:read",
    "files_upload_v2": "files:write",
    "agents_sessions_setStatus": "chat:write",
    "usergroups_users_list": "usergroups:read",
    "users_conversations": "channels:read groups:read",
    "users_info": "users:read",
    "users_list": "users:read",
    "views_open": None,
    "views_publish": None,
    "views_push": None,
    "views_update": None,
}
"""Slack: the scopes of each Web API method that listeners call."""

DELIVERY_NEEDS = {"chat:write", "im:write", "im:history", "channels:history", "groups:history"}
"""Slack: the scopes of posting digests, and of looking in a conversation for one that was posted."""

DOWNLOAD_NEEDS = {"files:read"}
"""Slack: the scope of reading a file that somebody shared."""

EVENT_NEEDS = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "member_joined_channel": "channels:read groups:read",
    **{f"channel_{what}": "channels:read" for what in ("archive", "deleted", "left", "unarchive")},
    **{f"group_{what}": "groups:read" for what in ("archive", "deleted", "left", "unarchive")},
}
"""Slack: the scopes of each event."""


@pytest.mark.parametrize("url", [None, ADDRESS])
@pytest.mark.parametrize("prefix", ["", "acme-", LONGEST_PREFIX])
def test_slack_takes_it(prefix: str, url: str | None) -> None:
    for agent in (False, True):
        manifest_rules.Manifest.model_validate(manifest(prefix, url, agent=agent))


def test_over_http_everything_comes_to_one_address() -> None:
    made = manifest(url=ADDRESS)
    assert made["settings"]["socket_mode_enabled"] is False
    assert set(addresses(made).values()) == {f"{ADDRESS}/slack/events"}
    assert set(addresses(made)) == {
        *(f"/features/slash_commands/{n}/url" for n in range(len(COMMANDS))),
        "/settings/event_subscriptions/request_url",
        "/settings/interactivity/request_url",
        "/settings/interactivity/message_menu_options_url",
    }


def test_in_socket_mode_there_is_no_address() -> None:
    made = manifest()
    assert made["settings"]["socket_mode_enabled"] is True
    assert addresses(made) == {}


def addresses(value: Any, at: str = "") -> dict[str, str]:
    """Every address in a manifest, with where it stands."""
    match value:
        case str() if value.startswith("http"):
            return {at: value}
        case dict():
            inner = cast("dict[str, Any]", value).items()
        case list():
            inner = enumerate(cast("list[Any]", value))
        case _:
            return {}
    return {k: v for name, one in inner for k, v in addresses(one, f"{at}/{name}").items()}


# --- scopes


def test_each_scope_is_needed_and_each_need_is_a_scope() -> None:
    methods = {name for name, _ in getmembers(SlackClient, isfunction) if name[0] != "_"}
    each = [METHOD_NEEDS[method] for method in methods] + [EVENT_NEEDS[e] for e in BOT_EVENTS]
    needs = {scope for scopes in each if scopes for scope in scopes.split()}
    assert {scope.name for scope in BOT_SCOPES} == {
        *needs,
        *DELIVERY_NEEDS,
        *DOWNLOAD_NEEDS,
        "commands",
    }
    assert manifest()["oauth_config"]["scopes"]["bot"] == [scope.name for scope in BOT_SCOPES]


@pytest.mark.parametrize("event", BOT_EVENTS)
def test_what_is_subscribed_to_is_heard(loopback: Loopback, event: str) -> None:
    kind, _, channel_type = event.partition(".")
    inner = {"type": kind, "channel_type": channel_type, "channel": "D1", "ts": "1.0", "user": "U1"}
    envelope = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": inner}
    assert loopback.send(json.dumps(envelope), "application/json").status == 200


def test_the_docs_explain_each_scope() -> None:
    listed = CONNECTING.partition("<!-- scopes -->\n")[2].partition("<!-- /scopes -->")[0]
    rows = [f"| `{scope.name}` | {scope.reason} |" for scope in BOT_SCOPES]
    assert listed.strip().splitlines()[2:] == rows
    assert f"`{APP_SCOPE.name}`" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_docs_name_each_shortcut() -> None:
    for shortcut in manifest()["features"]["shortcuts"]:
        assert f"*{shortcut['name']}*" in CONNECTING
        assert len(shortcut["name"]) <= 24


# --- the command


def typed(*options: str) -> Result:
    """`rolecall manifest` with options."""
    return CliRunner().invoke(rolecall, ["manifest", *options])


def test_socket_mode_is_what_is_made_unless_told() -> None:
    assert typed().stdout == typed("--socket").stdout
    assert json.loads(typed().stdout) == manifest()


def test_the_one_that_comes_along_is_up_to_date() -> None:
    committed = (ROOT / "manifest.json").read_text(encoding="utf-8")
    assert committed == typed().stdout, "run: rolecall manifest > manifest.json"


@pytest.mark.parametrize("url", [ADDRESS, ADDRESS + "/", ADDRESS + "/slack/events"])
def test_an_address_is_taken_with_and_without_its_path(url: str) -> None:
    ran = typed("--url", url, "--prefix", "acme-")
    assert json.loads(ran.stdout) == manifest("acme-", ADDRESS)


@pytest.mark.parametrize("url", ["bot.example.org", "http://bot.example.org", "", "https://"])
def test_an_address_that_slack_cannot_call_is_refused(url: str) -> None:
    ran = typed("--url", url)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "https://" in ran.stderr


def test_an_agent_asks_for_more_and_changes_nothing_else() -> None:
    plain, agent = manifest(), json.loads(typed("--agent").stdout)
    del agent["features"]["agent_view"]
    agent["oauth_config"]["scopes"]["bot"].remove("assistant:write")
    agent["settings"]["event_subscriptions"]["bot_events"].remove("agent_session_stopped")
    assert agent == plain


def test_an_app_is_reached_in_one_way() -> None:
    ran = typed("--socket", "--url", ADDRESS)
    assert (ran.exit_code, ran.stdout) == (2, "")


# --- the Slack CLI


def test_the_slack_cli_watches_what_there_is() -> None:
    watch = HOOKS["config"]["watch"]
    for path in (*watch["app"]["paths"], *watch["manifest"]["paths"]):
        assert (ROOT / path).exists()
    assert re.search(watch["app"]["filter-regex"], "ml-engineer.yaml")
