"""What Slack and the network may do to a call."""

from random import Random
from typing import Any
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.faults import Fault
from bot.playground.server import Playground
from tests.playground.refusals import refused
from tests.playground.sample import TOKEN

BROKEN = (URLError, ConnectionError)


def post(client: Any) -> dict[str, Any]:
    return client.chat_postMessage(channel="C0DATA", text="Digest")


def posted(playground: Playground) -> int:
    return sum(m.text == "Digest" for m in playground.workspace.messages("C0DATA"))


def test_a_call_is_refused(playground: Playground, client: Any) -> None:
    playground.workspace.faults.set("chat.postMessage", Fault.refuse("fatal_error"), times=1)
    assert refused(lambda: post(client)) == "fatal_error"
    assert posted(playground) == 0
    assert post(client)["ok"]


def test_too_many_calls(playground: Playground, client: Any) -> None:
    playground.workspace.faults.set("chat.postMessage", Fault.rate_limit(30), times=1)
    with pytest.raises(SlackApiError) as limited:
        post(client)
    response: Any = limited.value
    assert response.response.status_code == 429
    assert response.response["error"] == "ratelimited"
    assert response.response.headers["retry-after"] == "30"


def test_the_connection_breaks_before_anything_is_done(playground: Playground, client: Any) -> None:
    playground.workspace.faults.set("chat.postMessage", Fault.drop())
    with pytest.raises(BROKEN):
        post(client)
    assert posted(playground) == 0
    playground.workspace.faults.clear("chat.postMessage")
    assert post(client)["ok"]


def test_the_connection_breaks_after_it_is_done(playground: Playground, client: Any) -> None:
    playground.workspace.faults.set("chat.postMessage", Fault.store_and_drop(), times=1)
    with pytest.raises(BROKEN):
        post(client)
    assert posted(playground) == 1


def test_a_client_that_repeats_posts_twice(playground: Playground) -> None:
    naive = WebClient(token=TOKEN, base_url=playground.api_url)
    playground.workspace.faults.set("chat.postMessage", Fault.store_and_drop(), times=1)
    assert post(naive)["ok"]
    assert posted(playground) == 2


def test_a_call_lands_late(playground: Playground, client: Any) -> None:
    playground.workspace.faults.set("chat.postMessage", Fault.land_late(5), times=1)
    with pytest.raises(BROKEN):
        post(client)
    assert posted(playground) == 0
    assert playground.workspace.wait_for(lambda: posted(playground)) == 1


def test_an_answer_takes_longer_than_the_client_waits(playground: Playground) -> None:
    hasty = WebClient(token=TOKEN, base_url=playground.api_url, timeout=1, retry_handlers=[])
    playground.workspace.faults.set("chat.postMessage", Fault.delay(60))
    with pytest.raises(TimeoutError):
        post(hasty)


def test_the_log_has_every_call(playground: Playground, client: Any) -> None:
    post(client)
    refused(lambda: client.chat_postMessage(channel="C0X", text="Digest"))
    playground.workspace.faults.set("chat.postMessage", Fault.drop())
    with pytest.raises(BROKEN):
        post(client)
    playground.workspace.faults.set("chat.postMessage", Fault.store_and_drop())
    with pytest.raises(BROKEN):
        post(client)
    calls = playground.workspace.calls("chat.postMessage")
    assert [(call.outcome, call.answered) for call in calls] == [
        ("ok", True),
        ("channel_not_found", True),
        ("dropped", False),
        ("ok", False),
    ]
    assert calls[0].arguments == {"channel": "C0DATA", "text": "Digest"}


def test_faults_are_cleared(playground: Playground, client: Any) -> None:
    playground.workspace.faults.set("chat.postMessage", Fault.drop())
    playground.workspace.faults.set("auth.test", Fault.refuse("account_inactive"))
    playground.workspace.faults.clear()
    assert post(client)["ok"]
    assert client.auth_test()["ok"]


def test_each_call_gets_what_is_chosen_for_it(playground: Playground, client: Any) -> None:
    random = Random(7)
    expected = Random(7)

    def choose() -> Fault | None:
        return Fault.refuse("fatal_error") if random.random() < 0.5 else None

    playground.workspace.faults.choose("chat.postMessage", choose)
    refusals = [expected.random() < 0.5 for _ in range(20)]
    for is_refused in refusals:
        if is_refused:
            assert refused(lambda: post(client)) == "fatal_error"
        else:
            assert post(client)["ok"]
    assert posted(playground) == refusals.count(False)
    assert client.auth_test()["ok"]


def test_a_fault_that_is_set_comes_before_what_is_chosen(
    playground: Playground, client: Any
) -> None:
    faults = playground.workspace.faults
    faults.choose("chat.postMessage", lambda: Fault.refuse("fatal_error"))
    faults.set("chat.postMessage", Fault.refuse("account_inactive"), times=1)
    assert refused(lambda: post(client)) == "account_inactive"
    assert refused(lambda: post(client)) == "fatal_error"
    faults.clear("chat.postMessage")
    assert post(client)["ok"]
