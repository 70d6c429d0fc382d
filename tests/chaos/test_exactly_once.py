"""Whatever is killed and whatever Slack loses, every digest arrives once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos.orders import Orders
from tests.chaos.run import Run, deliver
from tests.chaos.slack import TOKEN
from tests.chaos.verdict import Verdict
from tests.runs import SAW

OF_OTHERS = {
    "another answered", "answer garbled", "another answered the look", "another answered the opening",
    "slowed", "look slowed", "opening slowed",
}  # fmt: skip

KILLED = {"killed from outside", "killed before a commit", "killed after a commit"}


@pytest.fixture
def saw(
    request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> Callable[[Run], None]:
    """Keep what a run saw, to be told at the end."""
    return lambda run: record_property(SAW, f"{request.node.name}\n{run.told}")


@pytest.fixture
def orders(store: Path) -> Callable[..., Orders]:
    """What the processes of a run are told."""

    def make(url: str, seed: str, *, blind: bool = False, credulous: bool = False) -> Orders:
        return Orders(url, "", TOKEN, str(store), 0, seed, blind=blind, credulous=credulous)

    return make


def test_every_digest_arrives_once(
    orders: Callable[..., Orders], channels: int, saw: Callable[[Run], None], url: str, seed: str
) -> None:
    run = deliver(orders(url, seed), channels)
    saw(run)
    assert run.verdict == Verdict()
    assert set(run.happened) == KILLED
    assert run.befell.keys() >= OF_OTHERS


def test_and_where_the_bot_is_thrown_out_of_channels(
    orders: Callable[..., Orders], channels: int, saw: Callable[[Run], None], url: str
) -> None:
    run = deliver(orders(url, "kicked"), channels, with_kicks=True)
    saw(run)
    # A channel that cannot be read keeps what became of a message to itself: admins are told.
    given_up = run.verdict.given_up
    assert run.verdict == Verdict(given_up=given_up)
    assert len(run.to_admin) == sum(post.endswith(": unknown") for post in given_up)
    assert {post.partition(" ")[0] for post in given_up} <= run.left
    assert set(run.happened) == KILLED


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_without_the_look_up_some_come_twice(
    orders: Callable[..., Orders], channels: int, saw: Callable[[Run], None], url: str
) -> None:
    run = deliver(orders(url, "1", blind=True), channels)
    saw(run)
    assert run.verdict.doubled, "this harness could not tell"
    assert not run.verdict.lost


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_where_whatever_answers_is_taken_for_slack_some_are_lost_or_given_up(
    orders: Callable[..., Orders], channels: int, saw: Callable[[Run], None], url: str
) -> None:
    run = deliver(orders(url, "1", credulous=True), channels)
    saw(run)
    # Which of them are lost, and which given up for "unknown", is a matter of chance.
    assert run.verdict.lost or run.verdict.given_up, "this harness could not tell"
    assert not run.verdict.doubled
