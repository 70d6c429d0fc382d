"""`rolecall mcp`, its tokens, and the manifest for Slackbot, as they are used in a terminal."""

import json
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.state.database import open_database
from bot.state.mcp_tokens import McpTokens
from tests.bot.command_line import CommandLine, Ran

ASK = json.dumps(
    {
        "jsonrpc": "2.0",
        "id": 7,
        "method": "tools/call",
        "params": {"name": "find_pay", "arguments": {"role": "mle"}},
    }
)
NOTED = '{"jsonrpc": "2.0", "method": "notifications/initialized"}'


def test_each_line_is_answered_by_one(rolecall: CommandLine, settings: Settings) -> None:
    lines = f"{ASK}\n\n{NOTED}\n{{\n{ASK}\n"
    ran = rolecall("mcp", stdin=lines, ROLECALL_DATA=str(settings.rolecall_data))
    assert ran.code == 0, ran.err
    first, broken, last = map(json.loads, ran.out.splitlines())
    assert first == last
    assert first["id"] == 7
    assert first["result"]["structuredContent"]["answer"]["kind"] == "pay"
    assert broken["error"]["code"] == -32700


def test_it_keeps_its_store_at_home_unless_told(rolecall: CommandLine, tmp_path: Path) -> None:
    ran = rolecall("mcp", HOME=str(tmp_path / "home"))
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "home" / ".rolecall" / "files.json").exists()


def test_a_token_is_shown_once_listed_and_revoked(rolecall: CommandLine, tmp_path: Path) -> None:
    def run(*arguments: str) -> Ran:
        return rolecall("mcp", "token", *arguments, ROLECALL_DATA=str(tmp_path))

    added = run("add", "Maya's laptop")
    token = added.out.strip()
    assert added.code == 0
    database = open_database(tmp_path / "state.db")
    assert McpTokens(database).whose(token) == "Maya's laptop"
    listed = run("list")
    assert listed.out.endswith(" UTC  Maya's laptop\n")
    assert token not in listed.out + listed.err
    again = run("add", "Maya's laptop")
    assert (again.code, "revoke it first" in again.err) == (1, True)
    assert run("revoke", "Maya's laptop").out == "Revoked Maya's laptop.\n"
    assert McpTokens(database).whose(token) is None
    database.close()
    assert run("revoke", "Maya's laptop").code == 1
    assert run("list").out == ""


@pytest.mark.parametrize("name", ["", " ", "a\nb", "x" * 81, "\x1b[31m"])
def test_a_name_stands_on_a_line(rolecall: CommandLine, tmp_path: Path, name: str) -> None:
    ran = rolecall("mcp", "token", "add", name, ROLECALL_DATA=str(tmp_path))
    assert ran.code == 2


def test_listing_makes_no_database(rolecall: CommandLine, tmp_path: Path) -> None:
    ran = rolecall("mcp", "token", "list", ROLECALL_DATA=str(tmp_path / "none"))
    assert ran.code == 1
    assert not (tmp_path / "none").exists()


def test_the_manifest_offers_slackbot_its_tools(rolecall: CommandLine) -> None:
    address = "https://rolecall.example.org"
    plain = json.loads(rolecall("manifest", "--url", address).out)
    made = json.loads(rolecall("manifest", "--url", address, "--mcp").out)
    assert made.pop("mcp_servers") == {
        "Rolecall": {"url": f"{address}/mcp", "auth_type": "slack_identity_auth"}
    }
    assert made["oauth_config"]["scopes"]["bot"].pop() == "mcp:connect"
    assert made == plain


def test_without_an_address_slackbot_cannot_ask(rolecall: CommandLine) -> None:
    ran = rolecall("manifest", "--mcp")
    assert ran.code == 2
    assert "--url" in ran.err
