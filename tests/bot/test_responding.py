"""A response_url takes an answer once; what Slack did not say is no yes."""

from collections.abc import Iterator

import pytest
from slack_sdk.errors import SlackClientError

from bot.playground.faults import Fault
from bot.playground.server import Playground
from bot.web_api import respond
from tests.not_slack import NOT_SLACK, PRIVATE


@pytest.fixture
def playground() -> Iterator[Playground]:
    playground = Playground.start("no app listens")
    yield playground
    playground.stop()


@pytest.mark.parametrize(
    "answer", ["page 200", "page 403", "page 407", "empty 403", "login", "login on this host"]
)
def test_a_page_in_slacks_stead_is_a_failure(playground: Playground, answer: str) -> None:
    playground.workspace.faults.set("response_url", Fault.intercept(NOT_SLACK[answer]), times=1)
    with pytest.raises(SlackClientError) as failed:
        respond(f"{playground.url}/response/key", {"text": "hello"})
    assert PRIVATE not in f"{failed.value}"
