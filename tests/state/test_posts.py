"""The outbox: who may do what with a message, and when."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.state.database import Database
from bot.state.outbox import NewPost, Outbox, Post, add_post, hurry, take_back
from bot.state.tables import POSTS
from bot.state.waiting import posted_since, waiting_posts
from tests.state.conftest import START

TEAM, CHANNEL = "T0TEAM", "C0DATA"
LEASE = 120.0
HOUR = timedelta(hours=1)


class Time:
    """A clock that is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def outbox(database: Database, time: Time) -> Outbox:
    return Outbox(database, time)


Add = Callable[..., str]


@pytest.fixture
def add(database: Database) -> Add:
    def add(
        channel: str = CHANNEL, reply_to: str | None = None, lives: timedelta = 48 * HOUR
    ) -> str:
        new = NewPost(TEAM, channel, {"text": "Hello"}, START, START + lives, reply_to)
        with database.begin() as connection:
            return add_post(connection, new)

    return add


@pytest.fixture
def state(database: Database) -> Callable[[str], str]:
    def state(id: str) -> str:
        with database.connect() as connection:
            return connection.execute(select(POSTS.c.state).where(POSTS.c.id == id)).scalar_one()

    return state


def one(posts: tuple[Post, ...]) -> Post:
    (post,) = posts
    return post


def intended(outbox: Outbox, time: Time) -> Post:
    """A message whose post somebody has begun."""
    post = one(outbox.lease(1, LEASE))
    assert outbox.intend(post, post.channel_id, HOUR.total_seconds()) is not None
    return post


def test_a_message_is_one_worker_s_until_the_lease_ends(
    outbox: Outbox, add: Add, time: Time
) -> None:
    add()
    first = one(outbox.lease(4, LEASE))
    assert outbox.lease(4, LEASE) == ()
    time.now += timedelta(seconds=LEASE)
    second = one(outbox.lease(4, LEASE))
    assert (second.id, second.payload) == (first.id, {"text": "Hello"})
    assert outbox.intend(first, CHANNEL, 0) is None
    assert outbox.intend(second, CHANNEL, 0) is not None
    assert outbox.intend(second, CHANNEL, 0) is None


def test_a_channel_has_one_message_at_a_time_in_order(outbox: Outbox, add: Add, time: Time) -> None:
    first, second, other = add(), add(), add("C0OTHER")
    assert [post.id for post in outbox.lease(4, LEASE)] == [first, other]
    time.now += timedelta(seconds=LEASE)
    post = one(outbox.lease(1, LEASE))
    outbox.intend(post, CHANNEL, HOUR.total_seconds())
    assert [post.id for post in outbox.lease(4, LEASE)] == [other]
    outbox.sent(post, "1.0", time.now)
    assert [post.id for post in outbox.lease(4, LEASE)] == [second]


def test_a_reply_is_held_until_its_parent_is_there(
    outbox: Outbox, add: Add, time: Time, state: Callable[[str], str]
) -> None:
    parent = add()
    reply = add(reply_to=parent)
    post = intended(outbox, time)
    assert state(reply) == "held"
    outbox.sent(post, "1.0", time.now + timedelta(seconds=1))
    assert outbox.lease(4, LEASE) == ()
    time.now += timedelta(seconds=1)
    taken = one(outbox.lease(4, LEASE))
    assert (taken.id, taken.thread_ts, taken.is_reply) == (reply, "1.0", True)


@pytest.mark.parametrize("end", ["failed", "unknown"])
def test_a_reply_has_nowhere_to_go_without_its_parent(
    outbox: Outbox, add: Add, time: Time, state: Callable[[str], str], end: str
) -> None:
    parent = add()
    reply = add(reply_to=parent)
    notice = NewPost(TEAM, "U0ADMIN", {"text": "Sorry"}, START, START + HOUR)
    assert outbox.give_up(intended(outbox, time), end, "why", [notice])
    assert (state(parent), state(reply)) == (end, "cancelled")
    assert [post.channel_id for post in outbox.lease(4, LEASE)] == ["U0ADMIN"]


def test_a_late_word_of_one_whose_turn_is_over_changes_nothing(
    outbox: Outbox, add: Add, time: Time, state: Callable[[str], str]
) -> None:
    parent = add()
    reply = add(reply_to=parent)
    slow = intended(outbox, time)
    time.now += HOUR
    looking = one(outbox.take_unanswered(4, LEASE))
    outbox.put_back(slow, time.now, "ratelimited")
    assert not outbox.give_up(slow, "failed", "invalid_blocks")
    assert state(parent) == "intended"
    outbox.put_back(looking, time.now, "lost on the way")
    outbox.sent(slow, "1.0", time.now)
    assert (state(parent), state(reply)) == ("ready", "held")


def test_what_nobody_answered_for_is_looked_up_by_one(outbox: Outbox, add: Add, time: Time) -> None:
    add()
    intended(outbox, time)
    assert outbox.take_unanswered(4, LEASE) == ()
    time.now += HOUR
    post = one(outbox.take_unanswered(4, LEASE))
    assert outbox.take_unanswered(4, LEASE) == ()
    outbox.look_again(post, time.now + HOUR)
    time.now += HOUR
    assert one(outbox.take_unanswered(4, LEASE)).id == post.id


def test_what_is_too_late_ends(
    outbox: Outbox, add: Add, time: Time, state: Callable[[str], str]
) -> None:
    parent, fresh = add(lives=HOUR), add("C0OTHER")
    reply = add(reply_to=parent)
    leased = one(outbox.lease(1, 2 * 3_600))
    time.now += HOUR
    assert outbox.intend(leased, CHANNEL, 0) is None
    outbox.expire()
    assert state(parent) == "ready"
    time.now += HOUR
    assert outbox.expire() == 0
    assert [state(id) for id in (parent, reply, fresh)] == ["expired", "cancelled", "ready"]


def test_the_next_due_is_what_somebody_can_do(outbox: Outbox, add: Add, time: Time) -> None:
    assert outbox.next_due() is None
    add()
    add()
    assert outbox.next_due() == START
    post = one(outbox.lease(4, LEASE))
    # The second message is due, and waits for the first, which somebody works on.
    assert outbox.next_due() == START + timedelta(seconds=LEASE)
    outbox.put_back(post, START + 3 * HOUR, "not_in_channel")
    assert outbox.next_due() == START + 3 * HOUR
    time.now += 3 * HOUR
    intended(outbox, time)
    assert outbox.next_due() == time.now + HOUR


def test_what_waits_for_a_channel_is_hurried(
    outbox: Outbox, add: Add, time: Time, database: Database
) -> None:
    add()
    outbox.put_back(one(outbox.lease(1, LEASE)), START + HOUR, "not_in_channel")
    assert outbox.lease(1, LEASE) == ()
    with database.begin() as connection:
        hurry(connection, TEAM, CHANNEL, time.now)
    assert len(outbox.lease(1, LEASE)) == 1


def test_what_is_taken_back_is_not_posted_again(
    outbox: Outbox, add: Add, time: Time, database: Database, state: Callable[[str], str]
) -> None:
    ready, begun = add("C0READY"), add()
    replies = [add("C0READY", ready), add(reply_to=begun)]
    post = next(post for post in outbox.lease(4, LEASE) if post.id == begun)
    outbox.intend(post, CHANNEL, 0)
    with database.begin() as connection:
        take_back(connection, [ready, begun], time.now)
    assert [state(id) for id in (ready, begun, *replies)] == [
        "cancelled",
        "intended",
        "cancelled",
        "cancelled",
    ]
    outbox.put_back(one(outbox.take_unanswered(4, LEASE)), time.now, "lost on the way")
    outbox.expire()
    assert state(begun) == "expired"


def test_operators_see_what_waits_and_what_went(
    outbox: Outbox, add: Add, time: Time, database: Database
) -> None:
    parent = add()
    add(reply_to=parent)
    post = one(outbox.lease(1, LEASE))
    outbox.put_back(post, time.now, "ratelimited")
    with database.connect() as connection:
        first, second = waiting_posts(connection)
        assert posted_since(connection, START) == 0
    assert (first.state, first.error, first.is_reply) == ("ready", "ratelimited", False)
    assert (second.state, second.error, second.is_reply) == ("held", None, True)
    outbox.sent(intended(outbox, time), "1.0", time.now)
    with database.connect() as connection:
        assert posted_since(connection, START) == 1
        assert posted_since(connection, START + HOUR) == 0
