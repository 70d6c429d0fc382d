"""What answers is not always Slack: only Slack's own words are a refusal, all else is looked up."""

import gc
import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from falcon.testing import TestClient
from sqlalchemy import select

from bot.delivery.poster import Absent, Posted, Refused, Unclear, WebSlack
from bot.playground.faults import Fault
from bot.playground.server import Playground
from bot.state.database import Database
from bot.state.tables import POSTS
from tests.delivery.town import ALEXS_DM, DATA_JOBS, MAYAS_DM, SETTLED, Town
from tests.not_slack import NOT_SLACK, PRIVATE, RETRY_AFTER

pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")

POST, OPEN = "chat.postMessage", "conversations.open"
HISTORY = "conversations.history"

Call = Callable[[WebSlack], str | Posted | Absent | Refused | Unclear]

CALLS: Mapping[str, Call] = {
    POST: lambda slack: slack.post(DATA_JOBS, "m1", {"text": "Digest"}, None),
    OPEN: lambda slack: slack.conversation("U0MAYA"),
    HISTORY: lambda slack: slack.look(DATA_JOBS, "m1", None),
}


@pytest.fixture(scope="module", autouse=True)
def unread() -> Iterator[None]:
    """The SDK leaves the socket of an answer that it cannot read to the garbage collector."""
    yield
    gc.collect()


@pytest.fixture(scope="module")
def playground() -> Iterator[Playground]:
    """A workspace that many calls share."""
    playground = Playground.start("no app listens", bot_token="xoxb-1")
    yield playground
    playground.stop()


def answered(playground: Playground, method: str, raw: bytes) -> Any:
    """What is made of an answer."""
    playground.workspace.faults.set(method, Fault.intercept(raw), times=1)
    return CALLS[method](WebSlack("xoxb-1", playground.api_url, 10))


@pytest.mark.parametrize("method", CALLS)
@pytest.mark.parametrize("answer", NOT_SLACK)
def test_an_answer_that_slack_did_not_give_is_unclear(
    playground: Playground, method: str, answer: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        found = answered(playground, method, NOT_SLACK[answer])
    assert isinstance(found, Unclear)
    assert PRIVATE not in f"{found} {caplog.text}"


@pytest.mark.parametrize("method", CALLS)
@pytest.mark.parametrize("answer", RETRY_AFTER)
def test_however_slack_slows_us_down_it_is_a_time_that_can_be_waited(
    playground: Playground, method: str, answer: str
) -> None:
    found = answered(playground, method, RETRY_AFTER[answer])
    assert isinstance(found, Refused)
    assert found.is_rate_limit
    assert found.retry_after is None or 0 <= found.retry_after <= 3_600


@pytest.mark.parametrize(
    ("told", "seconds"), [("0", 0), ("0.2", 0.2), ("1.5", 1.5), ("9" * 12, 3_600), ("-5", None)]
)
def test_a_time_that_can_be_read_is_kept_to(
    playground: Playground, told: str, seconds: float | None
) -> None:
    found = answered(playground, POST, RETRY_AFTER[f"Retry-After {told!r}"])
    assert found == Refused("ratelimited", seconds)


@pytest.mark.parametrize("code", ["invalid_blocks", "no_text", "e2e_3", "a" * 100])
@pytest.mark.parametrize("status", [200, 403])
def test_slacks_own_refusal_is_one(playground: Playground, code: str, status: int) -> None:
    playground.workspace.faults.set(POST, Fault.refuse(code, status), times=1)
    assert CALLS[POST](WebSlack("xoxb-1", playground.api_url, 10)) == Refused(code)


# --- through the whole app

PAGES = ("page 403", "page 404", "page 407", "page 200", "login on this host", "no ok 403")
ANSWERS = [
    *((answer, Fault.intercept) for answer in PAGES),
    *((answer, Fault.store_and_garble) for answer in ("empty 200", "JSON cut off", "body cut off")),
    ("ok and nothing", Fault.store_and_garble),
    ("page 403", Fault.store_and_garble),
]


@pytest.mark.parametrize(
    ("answer", "fault"), ANSWERS, ids=lambda one: getattr(one, "__name__", one)
)
def test_a_digest_whose_post_another_answers_comes_once(
    town: Town, answer: str, fault: Callable[[bytes], Fault], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        town.slack.workspace.faults.set(POST, fault(NOT_SLACK[answer]), times=1)
        town.at_the_slot()
        assert town.outcomes() == ["waiting"]
        town.pass_time(SETTLED)
        town.round()
    assert town.whole() == 1
    assert town.outcomes() == ["sent"]
    assert (town.digests(ALEXS_DM), town.digests(MAYAS_DM)) == ([], [])
    assert PRIVATE not in caplog.text


@pytest.mark.parametrize("answer", PAGES)
def test_a_look_up_that_another_answers_is_made_again(town: Town, answer: str) -> None:
    faults = town.slack.workspace.faults
    faults.set(POST, Fault.store_and_drop(), times=1)
    faults.set(HISTORY, Fault.intercept(NOT_SLACK[answer]), times=2)
    town.at_the_slot()
    for _ in range(4):
        town.pass_time(SETTLED)
        town.round()
    assert town.whole() == 1
    assert town.outcomes() == ["sent"]
    # Nobody is told that the channel cannot be read: no Slack said so.
    assert town.digests(ALEXS_DM) == []


@pytest.mark.parametrize("answer", ["page 403", "page 200", "ok and nothing"])
def test_a_notice_whose_conversation_another_opens_comes_once(town: Town, answer: str) -> None:
    faults = town.slack.workspace.faults
    faults.set(POST, Fault.refuse("invalid_blocks"), times=1)
    faults.set(OPEN, Fault.intercept(NOT_SLACK[answer]), times=2)
    town.at_the_slot()
    for _ in range(6):
        town.pass_time(SETTLED)
        town.round()
    (told,) = town.digests(ALEXS_DM)
    assert "invalid_blocks" in told.text


def test_a_gateway_that_answers_everything_for_a_day_costs_no_digest(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    faults = town.slack.workspace.faults
    for method in (POST, OPEN, HISTORY, "conversations.replies"):
        faults.set(method, Fault.intercept(NOT_SLACK["page 407"]))
    with caplog.at_level(logging.INFO):
        town.at_the_slot()
        for _ in range(24):
            town.pass_time(timedelta(hours=1))
            town.round()
        assert (town.digests(), town.outcomes()) == ([], ["waiting"])
        faults.clear()
        for _ in range(2):
            town.pass_time(SETTLED)
            town.round()
    assert town.whole() == 1
    assert PRIVATE not in caplog.text
    assert PRIVATE not in TestClient(town.app).simulate_get("/metrics").text
    assert [PRIVATE in f"{kept}" for kept in stored(town)] == [False] * len(stored(town))


@pytest.mark.parametrize(
    "answer",
    ["no Retry-After", "Retry-After 'abc'", "Retry-After '²'", f"Retry-After '{'9' * 12}'"],
)
def test_a_channel_that_is_slowed_down_for_an_odd_time_gets_its_digest(
    town: Town, answer: str
) -> None:
    faults = town.slack.workspace.faults
    faults.set(POST, Fault.intercept(RETRY_AFTER[answer]), times=2)
    town.at_the_slot()
    for _ in range(3):
        town.pass_time(timedelta(hours=1, minutes=1))
        town.round()
    assert town.whole() == 1


def test_slack_is_not_hammered_where_it_does_not_say_how_long_to_wait(town: Town) -> None:
    limited = Fault.intercept(RETRY_AFTER["no Retry-After"])
    town.slack.workspace.faults.set(POST, limited, times=20)
    town.at_the_slot()
    assert len(town.posts()) == 1
    town.pass_time(timedelta(seconds=5))
    town.round()
    assert len(town.posts()) == 1


@pytest.mark.parametrize("answer", ['JSON ["x"]', "body cut off", "not UTF-8", "ok and nothing"])
def test_admins_whom_nobody_names_for_now_leave_it_to_the_subscriber(
    town: Town, answer: str
) -> None:
    changes = {"rolecall_admins": frozenset({"S0ADMINS"})}
    town.settings = town.settings.model_copy(update=changes)
    other = town.another_process()
    faults = town.slack.workspace.faults
    faults.set("usergroups.users.list", Fault.intercept(NOT_SLACK[answer]))
    faults.set(POST, Fault.refuse("invalid_blocks"), times=1)
    town.go_to(town.subscription().next_slot.at)
    other.delivery.round()
    assert len(town.digests(MAYAS_DM)) == 1


def stored(town: Town) -> list[Any]:
    """Everything that the outbox keeps."""
    database: Database = town.world.database
    with database.connect() as connection:
        return list(connection.execute(select(POSTS)).all())
