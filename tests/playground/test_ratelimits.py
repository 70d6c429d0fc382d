"""Slack's rate limits, where a workspace has them."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError

from bot.playground.faults import RateLimiter, RateLimits
from bot.playground.server import Playground

POST = "chat.postMessage"


class Seconds:
    """A clock that stands until it is put on."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_one_a_second_in_a_channel() -> None:
    clock = Seconds()
    limiter = RateLimiter(RateLimits(), clock)
    assert [limiter.wait(POST, "C1"), limiter.wait(POST, "C1")] == [0, 1]
    assert limiter.wait(POST, "C2") == 0
    clock.now += 0.5
    assert limiter.wait(POST, "C1") == 1
    clock.now += 0.5
    assert limiter.wait(POST, "C1") == 0


def test_a_burst_after_a_rest() -> None:
    clock = Seconds()
    limiter = RateLimiter(RateLimits(channel_burst=3), clock)
    assert [limiter.wait(POST, "C1") for _ in range(4)] == [0, 0, 0, 1]
    clock.now += 2
    assert [limiter.wait(POST, "C1") for _ in range(3)] == [0, 0, 1]


def test_a_cap_over_the_workspace() -> None:
    clock = Seconds()
    limits = RateLimits(per_workspace_per_minute=20, workspace_burst=2, history_per_minute=6)
    limiter = RateLimiter(limits, clock)
    assert [limiter.wait(POST, f"C{n}") for n in range(3)] == [0, 0, 3]
    assert limiter.wait("chat.update", "C1") == 0
    assert [limiter.wait("conversations.history", "C1") for _ in range(2)] == [0, 10]
    clock.now += 3
    # What the workspace refused did not count in the channel.
    assert limiter.wait(POST, "C2") == 0


@given(
    st.floats(0.1, 50),
    st.integers(1, 5),
    st.lists(st.tuples(st.floats(0, 3), st.integers(0, 2)), max_size=60),
)
def test_no_channel_ever_gets_more_and_who_waits_as_told_is_taken(
    rate: float, burst: int, calls: list[tuple[float, int]]
) -> None:
    clock = Seconds()
    limiter = RateLimiter(RateLimits(per_channel_per_second=rate, channel_burst=burst), clock)
    taken: dict[int, list[float]] = {0: [], 1: [], 2: []}
    for pause, channel in calls:
        clock.now += pause
        wait = limiter.wait(POST, str(channel))
        if wait:
            clock.now += wait
            assert limiter.wait(POST, str(channel)) == 0
        taken[channel].append(clock.now)
    for times in taken.values():
        for at, start in enumerate(times):
            for count, end in enumerate(times[at:], start=1):
                assert count <= burst + rate * (end - start) + 1e-3


def too_early(call: Callable[[], object]) -> Any:
    """The answer to a call that comes too early."""
    with pytest.raises(SlackApiError) as error:
        call()
    return cast("Any", error.value).response


def test_there_are_none_at_first(playground: Playground, client: Any) -> None:
    assert all(client.chat_postMessage(channel="C0DATA", text="x")["ok"] for _ in range(5))


def test_slack_says_how_long_to_wait(playground: Playground, client: Any) -> None:
    playground.workspace.limits = RateLimits(per_channel_per_second=0.1)
    assert client.chat_postMessage(channel="C0DATA", text="one")["ok"]
    answer = too_early(lambda: client.chat_postMessage(channel="C0DATA", text="two"))
    assert (answer.status_code, answer["error"]) == (429, "ratelimited")
    assert 0 < int(answer.headers["retry-after"]) <= 10
    assert client.chat_postMessage(channel="D0SAM", text="three")["ok"]
    assert [m.text for m in playground.workspace.messages("C0DATA")][-1] == "one"
    outcomes = [call.outcome for call in playground.workspace.calls(POST)]
    assert outcomes == ["ok", "ratelimited", "ok"]
    playground.workspace.limits = RateLimits()
    assert client.chat_postMessage(channel="C0DATA", text="four")["ok"]


def test_reading_history_may_be_limited_too(playground: Playground, client: Any) -> None:
    playground.workspace.limits = RateLimits(history_per_minute=1)
    assert client.conversations_history(channel="C0DATA")["ok"]
    answer = too_early(lambda: client.conversations_history(channel="C0DATA"))
    assert 10 < int(answer.headers["retry-after"]) <= 60
