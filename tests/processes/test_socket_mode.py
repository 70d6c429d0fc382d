"""Socket Mode as a process: it ends as it does over HTTP, and tells the same where a port is set."""

import http.client
import json
import signal
from pathlib import Path

import pytest

from bot.playground.server import Playground
from tests.bot.served import PATIENCE, SECRET, free_port
from tests.bot.slack_socket import HOME_OPENED, SlackSocket, slack_socket, until
from tests.long.bot.test_socket_mode import BOT_TOKEN, running
from tests.processes.slow_slack import hanging


def get(port: int, path: str) -> tuple[int, str]:
    """Ask for something; 0 where nobody listens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        connection.close()


def test_probes_and_metrics_are_served_where_a_port_is_set(tmp_path: Path) -> None:
    port = free_port()
    with (
        slack_socket() as slack,
        running(tmp_path, slack, HOST="127.0.0.1", PORT=str(port)) as bot,
    ):
        line = slack.next_line()
        assert line.command("/role mle")["text"].startswith("Machine Learning Engineer")
        assert get(port, "/healthz")[0] == 200
        assert json.loads(get(port, "/readyz")[1])["status"] == "ready"
        assert (
            'rolecall_answer_seconds_count{kind="role",status="200"} 1.0'
            in get(port, "/metrics")[1]
        )
        slack.refusals += ["internal_error"] * 9
        line.hang_up()
        until(lambda: get(port, "/readyz")[0] == 503)
        assert "no connection to Slack" in get(port, "/readyz")[1]
        assert get(port, "/healthz")[0] == 200
        assert bot.end(signal.SIGTERM) == 0
        assert get(port, "/healthz")[0] == 0
        assert all(json.loads(line) for line in bot.said.splitlines())


def test_a_port_that_is_taken_keeps_nobody_from_slack(tmp_path: Path) -> None:
    with (
        slack_socket() as slack,
        running(tmp_path, slack, HOST="127.0.0.1", PORT=str(slack.port)) as bot,
    ):
        assert slack.next_line().command("/role mle")["text"]
        assert bot.end(signal.SIGTERM) == 0
        assert "no probes and metrics on 127.0.0.1" in bot.said


@pytest.mark.parametrize(
    ("signals", "code", "is_done"),
    [
        ([signal.SIGTERM], 0, True),
        ([signal.SIGTERM, signal.SIGTERM], 0, True),
        ([signal.SIGTERM, signal.SIGINT], -signal.SIGINT, False),
    ],
    ids=["once", "sigterm-twice", "then-ctrl-c"],
)
def test_what_was_acknowledged_is_finished_unless_ctrl_c_comes_after(
    tmp_path: Path, signals: list[int], code: int, *, is_done: bool
) -> None:
    playground = Playground.start(SECRET, bot_token=BOT_TOKEN)
    port = free_port()
    with (
        hanging(playground, "users.info") as (_, go_on),
        slack_socket(web_api=playground.api_url) as slack,
        running(tmp_path, slack, HOST="127.0.0.1", PORT=str(port)) as bot,
    ):
        _acknowledge(slack)
        until(lambda: "rolecall_background_running 1.0" in get(port, "/metrics")[1])
        for number in signals:
            bot.process.send_signal(number)
            # Probes are answered to the end, and say that nothing more is taken.
            answer = 0 if number == signal.SIGINT else 503
            until(lambda answer=answer: get(port, "/readyz")[0] == answer)
        if is_done:
            go_on.set()
        assert bot.process.wait(PATIENCE) == code
        assert "not everything was finished" not in bot.said
        assert "Traceback" not in bot.said
    assert (playground.workspace.home("U0MAYA") is not None) is is_done
    playground.stop()


def _acknowledge(slack: SlackSocket) -> None:
    line = slack.next_line()
    line.answer(line.envelope("events_api", HOME_OPENED))
