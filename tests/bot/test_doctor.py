"""The doctor: what is wrong is found and said in plain words, and no secret is ever said."""

import json
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from pydantic import SecretStr

from bot.doctor import examine
from bot.doctor.finding import Finding
from bot.playground.faults import Fault
from bot.playground.hosting import serve_wsgi
from bot.playground.server import Playground
from bot.scopes import BOT_SCOPES
from bot.settings import CONTENT, Settings
from bot.transport.http import build_wsgi
from bot.world import build_world
from tests.bot.command_line import CommandLine
from tests.bot.served import free_port
from tests.bot.slack_socket import SlackSocket, slack_socket
from tests.conftest import offline_settings

SECRET = "8f742231b10e8888abcd99aabbcc85a5"
BOT_TOKEN, APP_TOKEN = "xoxb-not-a-real-token", "xapp-1-not-a-real-token"


@dataclass(frozen=True)
class Town:
    """A workspace, its Slack, and a bot that is well."""

    playground: Playground
    slack: SlackSocket
    well: Settings

    def diagnosis(self, **changed: object) -> dict[str, Finding]:
        """What the doctor finds, by what was looked at, when some settings are changed."""
        return {finding.check: finding for finding in self.findings(**changed)}

    def finding(self, check: str, **changed: object) -> Finding:
        """What the doctor says of one thing."""
        return next(finding for finding in self.findings(**changed) if finding.check == check)

    def findings(self, **changed: object) -> Iterator[Finding]:
        """What the doctor finds, as it finds it; never a secret."""
        for finding in examine(self.well.model_copy(update=changed)):
            for private in (SECRET, BOT_TOKEN, APP_TOKEN):
                assert private not in f"{finding}"
            yield finding


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A bot in Socket Mode that needs no doctor."""
    playground = Playground.start(SECRET, bot_token=BOT_TOKEN)
    with slack_socket(web_api=playground.api_url) as slack:
        well = offline_settings(tmp_path).model_copy(
            update={
                "slack_bot_token": SecretStr(BOT_TOKEN),
                "slack_app_token": SecretStr(APP_TOKEN),
                "slack_api_url": slack.api_url,
            }
        )
        yield Town(playground, slack, well)
    playground.stop()


def test_all_is_well_in_socket_mode(town: Town) -> None:
    found = town.diagnosis()
    assert {check: finding.verdict for check, finding in found.items()} == {
        "way to Slack": "ok",
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
    assert found["way to Slack"].says == "Socket Mode"
    assert found["bot token"].says == "valid: @rolecall in Playground"
    assert "#data-jobs" in found["channels"].says
    assert "#random" not in found["channels"].says


def test_all_is_well_over_http(town: Town) -> None:
    found = town.diagnosis(
        slack_app_token=None, slack_signing_secret=SecretStr(SECRET), port=free_port()
    )
    assert found["way to Slack"].says == "HTTP"
    assert "is free" in found["port"].says
    assert not any(finding.verdict == "wrong" for finding in found.values())
    assert "app token" not in found


# --- tokens


def test_what_is_missing_is_named_for_each_way(town: Town) -> None:
    way = town.finding("way to Slack", slack_bot_token=None, slack_app_token=None)
    assert way.verdict == "wrong"
    for name in ("SLACK_APP_TOKEN and SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
        assert name in way.says
    assert "App-Level Tokens" in way.fix


def test_a_secret_too_many_is_worth_knowing(town: Town) -> None:
    way = town.finding("way to Slack", slack_signing_secret=SecretStr(SECRET))
    assert (way.verdict, "not used" in way.says) == ("warning", True)


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("slack_bot_token", "xapp-1-A1-2-abc", "is an app-level token"),
        ("slack_bot_token", "xoxp-1-2-3-abc", "is a member's token"),
        ("slack_bot_token", "xoxe.xoxb-1-abc", "token rotation"),
        ("slack_bot_token", f'"{BOT_TOKEN}"', "quotes"),
        ("slack_bot_token", "hunter2hunter2", "does not look like one"),
        ("slack_app_token", BOT_TOKEN, "is a bot token"),
        ("slack_app_token", f" {APP_TOKEN}", "blanks"),
        ("slack_signing_secret", SECRET[:-1], "31 characters"),
        ("slack_signing_secret", "a-verification-token", "does not look like one"),
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


# --- scopes and channels


@pytest.mark.parametrize("scope", [scope.name for scope in BOT_SCOPES])
def test_a_missing_scope_is_named_with_what_it_is_for(town: Town, scope: str) -> None:
    town.playground.workspace.scopes.remove(scope)
    finding = town.finding("scopes")
    assert finding.verdict == "wrong"
    reason = next(one.reason for one in BOT_SCOPES if one.name == scope)
    assert finding.says == f"{scope} is missing: Rolecall cannot {reason}"
    assert "reinstall" in finding.fix


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


# --- the way to Slack


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
    ours = serve_wsgi(build_wsgi(http, build_world(http).deps))
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


# --- knowledge and state


def test_files_with_errors(town: Town, tmp_path: Path) -> None:
    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    (content / "roles" / "data-engineer.yaml").write_text("nam: x\n", encoding="utf-8")
    finding = town.finding("knowledge", rolecall_content=content)
    assert finding.verdict == "wrong"
    assert "roles/data-engineer.yaml" in finding.says
    assert "rolecall check" in finding.fix


def test_no_files_at_all(town: Town, tmp_path: Path) -> None:
    finding = town.finding("knowledge", rolecall_content=tmp_path / "nowhere")
    assert finding.verdict == "wrong"


def test_what_is_published(town: Town, tmp_path: Path) -> None:
    assert "nothing is published yet" in store(town).says
    build_world(town.well)
    assert (store(town).verdict, "as they stand" in store(town).says) == ("ok", True)

    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    role = content / "roles" / "data-engineer.yaml"
    role.write_text(role.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert "differ from it" in store(town, rolecall_content=content).says
    role.write_text("nam: x\n", encoding="utf-8")
    assert "goes on being served" in store(town, rolecall_content=content).says

    town.well.store_path.write_bytes(b"")
    assert (store(town).verdict, "damaged" in store(town).says) == ("warning", True)
    assert store(town, rolecall_content=content).verdict == "wrong"


def store(town: Town, **changed: object) -> Finding:
    """What the doctor says of the store."""
    return town.finding("store", **changed)


@pytest.mark.parametrize(
    "url",
    [
        "postgres://rolecall:s3cret@127.0.0.1:9/rolecall",
        "mysql://rolecall:s3cret@127.0.0.1/rolecall",
        "postgres://rolecall:s3cret@[",
        "sqlite:////dev/null/state.db",
    ],
)
def test_a_state_database_that_cannot_be_used(town: Town, url: str) -> None:
    finding = town.finding("state", database_url=SecretStr(url))
    assert finding.verdict == "wrong"
    assert "s3cret" not in f"{finding}"
    assert "DATABASE_URL" in finding.fix


def test_nothing_is_left_in_the_state_database(town: Town) -> None:
    for _ in range(2):
        assert town.finding("state").verdict == "ok"
    deps = build_world(town.well).deps
    assert deps.once.first("doctor")


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
    assert lines[-1] == "All is well."


def test_what_is_wrong_ends_with_1_and_reads_env(town: Town, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        f"SLACK_BOT_TOKEN=xoxb-unknown\nSLACK_API_URL={town.slack.api_url}\n", encoding="utf-8"
    )
    ran = CommandLine(tmp_path)("doctor")
    assert (ran.code, ran.err) == (1, "")
    assert "✗ way to Slack: " in ran.out
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
    ran = rolecall(
        "run",
        SLACK_SIGNING_SECRET=SECRET,
        SLACK_BOT_TOKEN=BOT_TOKEN,
        DATABASE_URL="postgres://rolecall:s3cret@127.0.0.1:9/rolecall",
    )
    assert ran.code == 1
    assert "cannot open the state database" in ran.err
    assert "rolecall doctor" in ran.err
    for private in ("s3cret", BOT_TOKEN, "Traceback"):
        assert private not in ran.err
