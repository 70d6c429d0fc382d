"""Socket Mode: a command is answered through the socket, whatever has just become of the last one."""

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from pydantic import SecretStr

from bot.app import build_app
from bot.offline import Loopback, offline_deps
from bot.settings import Settings
from bot.transport.socket_client import READ_SECONDS
from bot.transport.socket_mode import Patience, RefusedError, SocketMode
from knowledge.library import Library
from tests.bot.served import PATIENCE, free_port
from tests.bot.slack_socket import HOME_OPENED, Line, SlackSocket, slack_socket, until
from tests.conftest import TODAY
from tests.recorded import nulled, recorded, removed

APP_TOKEN, BOT_TOKEN = "xapp-1-not-a-real-token", "xoxb-playground"
BRISK = Patience(between_looks=0.02, first_retry=0.02, longest_retry=0.2)
"""Quick to try again, and as slow as ever to think that a connection is dead."""

WATCHFUL = replace(BRISK, between_pings=0.5, silence=10)
"""Not as slow; but a busy machine may well hold up an answer to a ping for a few seconds."""


@dataclass(frozen=True)
class Bots:
    """Makes bots without a signing secret: the whole app in Socket Mode, with nobody to call."""

    settings: Settings
    library: Library

    def at(self, api_url: str, patience: Patience = BRISK) -> SocketMode:
        """A bot that will connect to the Slack at an address."""
        private = self.settings.model_copy(update={"slack_bot_token": SecretStr(BOT_TOKEN)})
        app = build_app(private, offline_deps(lambda: self.library, lambda: TODAY))
        return SocketMode(app, APP_TOKEN, api_url, patience)

    @contextmanager
    def connected(self, slack: SlackSocket, patience: Patience = BRISK) -> Generator[Line]:
        """A bot that is connected; gives its connection."""
        bot = self.at(slack.api_url, patience)
        bot.open()
        yield slack.next_line()
        bot.close()


@pytest.fixture(scope="module")
def bots(settings: Settings, library: Library) -> Bots:
    """Bots to connect."""
    return Bots(settings, library)


@pytest.fixture
def slack() -> Iterator[SlackSocket]:
    """Slack's side."""
    with slack_socket() as running:
        yield running


@pytest.fixture
def line(slack: SlackSocket, bots: Bots) -> Iterator[Line]:
    """The connection of a bot."""
    with bots.connected(slack) as connection:
        yield connection


# --- answers


@pytest.mark.parametrize(
    "asked", ["/salary mle senior", "/acme-role de payload", "/trends <!here>"]
)
def test_a_command_has_the_same_answer_as_over_http(
    line: Line, loopback: Loopback, asked: str
) -> None:
    assert line.command(asked) == loopback.ask(asked)


def test_an_answer_of_any_length_gets_through(line: Line, loopback: Loopback) -> None:
    long = "/role " + "机器学习" * 4_000
    assert len(json.dumps(loopback.ask(long))) > 1 << 16
    assert line.command(long) == loopback.ask(long)


def slash_command(text: str) -> dict[str, object]:
    """A slash command as it comes through the socket."""
    form = {"command": "/role", "text": text, "team_id": "T1", "user_id": "U1"}
    return {
        "type": "slash_commands",
        "envelope_id": "E1",
        "payload": form,
        "accepts_response_payload": True,
    }


@pytest.mark.parametrize("size", [1, 50, 150])
def test_a_message_that_comes_in_several_frames_is_read_as_one(
    line: Line, loopback: Loopback, size: int
) -> None:
    line.send_in_frames(slash_command("机器学习 mle"), size)
    assert line.answer("E1")["payload"] == loopback.ask("/role 机器学习 mle")
    assert line.command("/role mle") == loopback.ask("/role mle")


def test_a_message_that_is_held_up_on_its_way_is_read_whole(line: Line, loopback: Loopback) -> None:
    line.send_haltingly(slash_command("mle"), 1.2 * READ_SECONDS)
    assert line.answer("E1")["payload"] == loopback.ask("/role mle")


def test_a_ping_without_a_word_is_answered(line: Line) -> None:
    line.ping()
    until(lambda: line.pongs == 1)


def test_many_commands_at_once_are_all_answered(line: Line) -> None:
    form = {"command": "/role", "text": "mle", "team_id": "T1", "user_id": "U1"}
    sent = {line.envelope("slash_commands", form) for _ in range(40)}
    assert {line.any_answer()["envelope_id"] for _ in range(40)} == sent


def test_an_event_is_acknowledged(line: Line) -> None:
    assert "payload" not in line.answer(line.envelope("events_api", HOME_OPENED))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("slash_commands", "slash_command"),
        ("events_api", "message_im"),
        ("interactive", "block_actions_ephemeral"),
        ("interactive", "view_submission_salary"),
        ("interactive", "message_action"),
        ("interactive", "block_suggestion"),
    ],
)
def test_null_is_as_if_it_were_not_there(line: Line, kind: str, name: str) -> None:
    whole = recorded(name)
    for field in whole:
        with_null, without = (
            line.answer(line.envelope(kind, payload)).get("payload")
            for payload in (nulled(whole, (field,)), removed(whole, (field,)))
        )
        assert with_null == without, field


def test_an_event_that_nobody_listens_to_is_acknowledged(line: Line) -> None:
    event = recorded("message_im") | {"event": {"type": "reaction_added", "user": "U1"}}
    assert "payload" not in line.answer(line.envelope("events_api", event))


# --- lost connections


def test_it_moves_to_a_new_connection_when_told(slack: SlackSocket, line: Line) -> None:
    line.send({"type": "disconnect", "reason": "refresh_requested"})
    new = slack.next_line()
    assert new.command("/role mle")["text"].startswith("Machine Learning Engineer")
    assert line.closed.wait(PATIENCE)


@pytest.mark.parametrize("end", [Line.hang_up, Line.say_goodbye])
def test_it_connects_again_when_slack_hangs_up(slack: SlackSocket, line: Line, end: object) -> None:
    assert callable(end)
    end(line)
    assert slack.next_line().command("/role mle")["text"].startswith("Machine Learning Engineer")


def test_it_gives_up_a_connection_that_fell_silent(slack: SlackSocket, bots: Bots) -> None:
    with bots.connected(slack, WATCHFUL) as line:
        line.answers_pings = False
        new = slack.next_line()
        assert line.closed.wait(PATIENCE)
        assert new.command("/role mle")["text"].startswith("Machine Learning Engineer")


def test_it_keeps_a_quiet_connection_that_answers_pings(slack: SlackSocket, bots: Bots) -> None:
    with bots.connected(slack, WATCHFUL) as line:
        until(lambda: line.pings > WATCHFUL.silence / WATCHFUL.between_pings + 2)
        assert not line.closed.is_set()
        assert slack.asked == 1


def test_it_tries_until_slack_lets_it_in(slack: SlackSocket, line: Line) -> None:
    slack.refusals += ["internal_error", "fatal_error", "invalid_auth"]
    line.hang_up()
    assert slack.next_line().command("/role mle")["text"].startswith("Machine Learning Engineer")
    assert slack.asked == 5


def test_it_survives_the_end_of_slack(bots: Bots) -> None:
    port = free_port()
    bot = bots.at(f"http://127.0.0.1:{port}/api/")
    bot.open()
    for _ in range(2):
        with slack_socket(port) as slack:
            answer = slack.next_line().command("/role mle")
            assert answer["text"].startswith("Machine Learning Engineer")
    bot.close()


def test_the_pause_grows_and_is_never_the_same() -> None:
    patience = Patience(first_retry=1, longest_retry=30)
    for failures in range(100):
        whole = min(30, 2**failures)
        pauses = {patience.before_retry(failures) for _ in range(20)}
        assert len(pauses) > 1
        assert all(whole / 2 <= pause <= whole for pause in pauses)


def test_a_token_that_slack_does_not_take_is_said_at_once(slack: SlackSocket, bots: Bots) -> None:
    slack.refusals += ["invalid_auth"]
    with pytest.raises(RefusedError, match=r"^invalid_auth$"):
        bots.at(slack.api_url).open()
