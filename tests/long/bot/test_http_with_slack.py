"""Over HTTP, with Slack on the other side: it verifies the address, and nothing is left undone."""

import json
from pathlib import Path

from bot.playground.faults import Fault
from bot.playground.server import Playground
from tests.bot.served import SECRET, TOKEN, Answer, Served, serving, signed
from tests.bot.slack_socket import HOME_OPENED, Json

JSON = "application/json"


def sent(served: Served, event: Json) -> Answer:
    """Send an event as Slack does."""
    body = json.dumps(event).encode()
    return served.post(body, signed(body, content_type=JSON))


def test_slack_can_verify_the_address_and_what_was_acknowledged_is_finished(
    tmp_path: Path,
) -> None:
    slack = Playground.start(SECRET, bot_token=TOKEN)
    slack.workspace.faults.set("users.info", Fault.delay(0.5))
    with serving(tmp_path, SLACK_API_URL=slack.api_url) as served:
        challenge = {"type": "url_verification", "token": "t", "challenge": "3eZbrw1aB"}
        assert json.loads(sent(served, challenge).body) == {"challenge": "3eZbrw1aB"}
        assert sent(served, HOME_OPENED).status == 200
        assert served.end() == 0
        assert "Traceback" not in served.log.read_text(encoding="utf-8")
    assert slack.workspace.home("U0MAYA") is not None
    slack.stop()
