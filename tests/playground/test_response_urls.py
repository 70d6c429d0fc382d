"""Response URLs: five uses in thirty minutes, with or without membership."""

from typing import Any

import pytest
from slack_sdk.webhook import WebhookClient, WebhookResponse

from bot.playground.faults import Fault
from bot.playground.server import Playground
from tests.playground.made import words
from tests.playground.sample import Heard


@pytest.fixture
def hook(playground: Playground, app: Heard) -> WebhookClient:
    """The response URL of a command that Maya gave where the bot is no member."""
    playground.slash("U0MAYA", "C0RANDOM", "/silent")
    return WebhookClient(app.last["response_url"])


def outcome(response: WebhookResponse) -> tuple[int, str]:
    return response.status_code, response.body


def test_five_uses(playground: Playground, hook: WebhookClient) -> None:
    for _ in range(5):
        assert outcome(hook.send(text="again")) == (200, "ok")
    assert hook.send(text="again").status_code == 404
    assert "used_url" in hook.send(text="again").body
    assert len(playground.workspace.messages("C0RANDOM", "U0MAYA")) == 5
    assert playground.workspace.messages("C0RANDOM", "U0SAM") == ()


def test_thirty_minutes(playground: Playground, hook: WebhookClient) -> None:
    now = playground.workspace.clock()
    playground.workspace.clock = lambda: now + 29 * 60
    assert hook.send(text="in time").status_code == 200
    playground.workspace.clock = lambda: now + 31 * 60
    assert "expired_url" in hook.send(text="late").body


def test_for_everyone(playground: Playground, hook: WebhookClient) -> None:
    hook.send(text="all", response_type="in_channel")
    assert [m.text for m in playground.workspace.messages("C0RANDOM", "U0SAM")] == ["all"]


def test_there_is_nothing_to_replace_after_a_command(
    playground: Playground, hook: WebhookClient
) -> None:
    hook.send(text="one")
    hook.send(text="two", replace_original=True)
    assert [m.text for m in playground.workspace.messages("C0RANDOM")] == ["one", "two"]


def test_bad_blocks_are_refused(hook: WebhookClient) -> None:
    bad: Any = [words("")]
    assert "invalid_blocks" in hook.send(text="x", blocks=bad).body
    assert "no_text" in hook.send().body


def test_what_goes_wrong_on_the_way(playground: Playground, hook: WebhookClient) -> None:
    playground.workspace.faults.set("response_url", Fault.store_and_drop(), times=1)
    assert hook.send(text="repeated").body == "ok"
    sent = playground.workspace.calls("response_url")
    assert [call.answered for call in sent] == [False, True]
    assert len(playground.workspace.messages("C0RANDOM", "U0MAYA")) == 2
    playground.workspace.faults.set("response_url", Fault.rate_limit(5))
    assert hook.send(text="too often").headers["retry-after"] == "5"


def test_an_unknown_address(playground: Playground) -> None:
    assert WebhookClient(f"{playground.url}/response/x").send(text="x").status_code == 404
