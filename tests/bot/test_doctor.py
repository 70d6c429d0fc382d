"""The doctor: what is wrong is found and said in plain words, and no secret is ever said."""

import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.doctor.finding import ask, refusal
from bot.manifest import BOT_SCOPES
from bot.playground.faults import Fault
from tests.bot.command_line import CommandLine
from tests.bot.doctored import APP_TOKEN, BOT_TOKEN, SECRET, Town
from tests.bot.doctored import town as town
from tests.bot.served import free_port
from tests.not_slack import NOT_SLACK, PRIVATE
from tests.state.locked import locked_server


def test_all_is_well_in_socket_mode(town: Town) -> None:
    found = town.diagnosis()
    assert {check: finding.verdict for check, finding in found.items()} == {
        "connection": "ok",
        "SLACK_BOT_TOKEN": "ok",
        "SLACK_APP_TOKEN": "ok",
        "Slack": "warning",  # a stand-in is not Slack's own address
        "clock": "ok",
        "bot token": "ok",
        "scopes": "ok",
        "channels": "ok",
        "app token": "ok",
        "knowledge": "ok",
        "store": "ok",
        "state": "ok",
    }
    assert found["connection"].says == "Socket Mode"
    assert found["bot token"].says == "valid: @rolecall in Playground"
    assert "#data-jobs" in found["channels"].says
    assert "#random" not in found["channels"].says


def test_all_is_well_over_http(town: Town) -> None:
    found = town.diagnosis(
        slack_app_token=None, slack_signing_secret=SecretStr(SECRET), port=free_port()
    )
    assert found["connection"].says == "HTTP"
    assert "is free" in found["port"].says
    assert not any(finding.verdict == "wrong" for finding in found.values())
    assert "app token" not in found


# --- tokens


def test_what_is_missing_is_named_for_each_way(town: Town) -> None:
    way = town.finding("connection", slack_bot_token=None, slack_app_token=None)
    assert way.verdict == "wrong"
    for name in ("SLACK_APP_TOKEN and SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
        assert name in way.says
    assert "App-Level Tokens" in way.fix


def test_a_secret_too_many_is_worth_knowing(town: Town) -> None:
    way = town.finding("connection", slack_signing_secret=SecretStr(SECRET))
    assert (way.verdict, "ignored" in way.says) == ("warning", True)


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("slack_bot_token", "xapp-1-A1-2-abc", "is an app-level token"),
        ("slack_bot_token", "xoxp-1-2-3-abc", "is a member's token"),
        ("slack_bot_token", "xoxe.xoxb-1-abc", "token rotation"),
        ("slack_bot_token", f'"{BOT_TOKEN}"', "quotes"),
        ("slack_bot_token", "hunter2hunter2", "doesn't look like one"),
        ("slack_app_token", BOT_TOKEN, "is a bot token"),
        ("slack_app_token", f" {APP_TOKEN}", "spaces"),
        ("slack_signing_secret", SECRET[:-1], "31 characters"),
        ("slack_signing_secret", "a-verification-token", "doesn't look like one"),
    ],
)
def test_what_does_not_look_right_is_said_and_not_sent(
    town: Town, name: str, value: str, complaint: str
) -> None:
    found = town.diagnosis(**{name: SecretStr(value)}, rolecall_content=Path("nowhere"))
    finding = found[name.upper()]
    assert finding.verdict == "wrong"
    assert complaint in finding.says
    assert value not in f"{found}"
    if name == "slack_bot_token":
        assert "bot token" not in found
        assert town.playground.workspace.calls("auth.test") == ()
    if name == "slack_app_token":
        assert town.slack.asked == 0


def test_a_bot_token_that_slack_does_not_know(town: Town) -> None:
    found = town.diagnosis(slack_bot_token=SecretStr("xoxb-of-another-app"))
    finding = found["bot token"]
    assert finding.verdict == "wrong"
    assert "invalid_auth" in finding.says
    assert "OAuth & Permissions" in finding.fix
    assert "scopes" not in found


@pytest.mark.parametrize("code", ["account_inactive", "token_revoked", "some_new_error"])
def test_whatever_slack_says_is_passed_on(town: Town, code: str) -> None:
    town.playground.workspace.faults.set("auth.test", Fault.refuse(code))
    town.slack.refusals.append(code)
    for check in ("bot token", "app token"):
        assert code in town.finding(check).says


def test_being_asked_to_wait_is_passed_on(town: Town) -> None:
    town.playground.workspace.faults.set("auth.test", Fault.rate_limit(30))
    assert "in a minute" in town.finding("bot token").says


@pytest.mark.parametrize(
    "answer",
    [
        "page 200", "page 407", "login on this host", "JSON []", "no ok 403", 'ok is "false"',
        "code 'Access Denied'", "not UTF-8", "gzip for a file", "hangs up",
    ],
)  # fmt: skip
def test_what_another_answers_is_never_taken_for_slacks_words(town: Town, answer: str) -> None:
    town.playground.workspace.faults.set("auth.test", Fault.intercept(NOT_SLACK[answer]))
    with pytest.raises(Exception) as failed:  # noqa: PT011 — every way in which a network fails
        ask(town.playground.api_url, "auth.test", SecretStr(BOT_TOKEN))
    assert PRIVATE not in refusal(failed.value)
    assert "Slack says" not in refusal(failed.value)


@pytest.mark.parametrize("answer", ["page 407", "login on this host", "JSON []", "ok is 1"])
def test_a_proxy_that_answers_in_slacks_stead_is_told(town: Town, answer: str) -> None:
    town.playground.workspace.faults.set("auth.test", Fault.intercept(NOT_SLACK[answer]))
    assert "the server there isn't Slack" in town.finding("bot token").says


# --- scopes and channels


@pytest.mark.parametrize("scope", [scope.name for scope in BOT_SCOPES])
def test_a_missing_scope_is_named_with_what_it_is_for(town: Town, scope: str) -> None:
    town.playground.workspace.scopes.remove(scope)
    finding = town.finding("scopes")
    assert finding.verdict == "wrong"
    reason = next(one.reason for one in BOT_SCOPES if one.name == scope)
    assert finding.says == f"{scope} is missing: Rolecall cannot {reason}"
    assert "reinstall" in finding.fix


def test_an_agent_needs_one_scope_more(town: Town) -> None:
    finding = town.finding("scopes", rolecall_agent=True)
    assert finding.says.startswith("assistant:write is missing")
    town.playground.workspace.scopes.add("assistant:write")
    assert town.finding("scopes", rolecall_agent=True).verdict == "ok"


def test_a_scope_too_many_is_worth_knowing(town: Town) -> None:
    town.playground.workspace.scopes |= {"admin", "pins:read"}
    finding = town.finding("scopes")
    assert finding.verdict == "warning"
    assert "admin, pins:read" in finding.says


@pytest.mark.parametrize("scope", ["channels:read", "groups:read"])
def test_without_its_scope_nobody_knows_where_the_bot_is(town: Town, scope: str) -> None:
    town.playground.workspace.scopes.remove(scope)
    finding = town.finding("channels")
    assert scope in finding.says
    assert town.playground.workspace.calls("users.conversations") == ()


# --- the command


def test_a_line_for_each_thing(town: Town, rolecall: CommandLine) -> None:
    ran = rolecall(
        "doctor",
        SLACK_BOT_TOKEN=BOT_TOKEN,
        SLACK_APP_TOKEN=APP_TOKEN,
        SLACK_API_URL=town.slack.api_url,
    )
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert "✓ bot token: valid: @rolecall in Playground" in lines
    assert any(line.startswith("✓ channels: ") for line in lines)
    assert lines[-1] == "Everything looks good."


def test_what_is_wrong_ends_with_1_and_reads_env(town: Town, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        f"SLACK_BOT_TOKEN=xoxb-unknown\nSLACK_API_URL={town.slack.api_url}\n", encoding="utf-8"
    )
    ran = CommandLine(tmp_path)("doctor")
    assert (ran.code, ran.err) == (1, "")
    assert "✗ connection: " in ran.out
    assert "✗ bot token: SLACK_BOT_TOKEN is not accepted" in ran.out
    assert "\n    → " in ran.out
    assert ran.out.endswith("\n2 to fix.\n")
    assert "xoxb-unknown" not in ran.out


def test_a_setting_that_is_wrong_is_a_finding_and_tools_get_json(rolecall: CommandLine) -> None:
    ran = rolecall("doctor", "--json", PORT="x")
    (finding,) = json.loads(ran.out)
    assert (ran.code, ran.err) == (1, "")
    assert set(finding) == {"check", "verdict", "says", "fix"}
    assert (finding["check"], finding["verdict"]) == ("settings", "wrong")
    assert "PORT" in finding["says"]


# --- a start that cannot be


def test_without_its_state_the_bot_does_not_start(rolecall: CommandLine) -> None:
    # (For a server that is away it would wait a minute.)
    with locked_server() as port:
        ran = rolecall(
            "run",
            SLACK_SIGNING_SECRET=SECRET,
            SLACK_BOT_TOKEN=BOT_TOKEN,
            DATABASE_URL=f"postgres://rolecall:s3cret@127.0.0.1:{port}/rolecall",
        )
    assert ran.code == 1
    assert "cannot open the state database" in ran.err
    assert "rolecall doctor" in ran.err
    for private in ("s3cret", BOT_TOKEN, "Traceback"):
        assert private not in ran.err
