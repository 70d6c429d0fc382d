"""What became of each week of a subscription."""

from datetime import timedelta

from sqlalchemy import Connection, update

from bot.state import digests
from bot.state.database import Database
from bot.state.digests import Had
from bot.state.outbox import NewPost, add_post, take_back
from bot.state.tables import POSTS
from knowledge.digest.subscription import Slot, following, slot_after
from tests.state.conftest import START
from tests.state.test_subscriptions import BERLIN, CHANNEL, TEAM, subscribe

FIRST = slot_after(BERLIN, START)
SECOND = following(BERLIN, FIRST)
THIRD = following(BERLIN, SECOND)


def posted(
    connection: Connection, subscription: str, slot: Slot, state: str = "sent", *items: str
) -> str:
    """A week with a digest whose post is in a state; gives the digest's id."""
    id = digests.claim_week(connection, subscription, slot, int(slot.period[-2:]))
    assert id is not None
    new = NewPost(TEAM, CHANNEL, {"text": "x"}, slot.at, slot.at + timedelta(days=2))
    post = add_post(connection, new)
    sent_at = slot.at + timedelta(seconds=90) if state == "sent" else None
    change = update(POSTS).where(POSTS.c.id == post)
    connection.execute(change.values(state=state, sent_at=sent_at, ts="1.5" if sent_at else None))
    digests.fill(connection, id, items, post)
    return id


def test_a_week_is_claimed_once(database: Database) -> None:
    with database.begin() as connection:
        here, there = subscribe(connection), subscribe(connection, "C0OTHER")
        assert digests.claim_week(connection, here.id, FIRST, 1) is not None
        assert digests.claim_week(connection, here.id, FIRST, 2) is None
        assert digests.claim_week(connection, there.id, FIRST, 1) is not None
        assert digests.claim_week(connection, here.id, SECOND, 1) is not None


def test_nothing_was_had_at_first(database: Database) -> None:
    with database.begin() as connection:
        one = subscribe(connection)
        assert digests.had(connection, [one.id]) == {one.id: Had()}


def test_what_a_channel_has_had_begins_with_the_oldest(database: Database) -> None:
    with database.begin() as connection:
        one = subscribe(connection)
        posted(connection, one.id, SECOND, "ready", "trend:b")
        posted(connection, one.id, FIRST, "sent", "trend:a", "tip:x")
        digests.claim_week(connection, one.id, THIRD, 3, "missed")
        assert digests.had(connection, [one.id])[one.id] == Had(
            items=(("trend:a", "tip:x"), ("trend:b",)),
            revision=int(SECOND.period[-2:]),
            last=SECOND.local_date,
            last_at=SECOND.at,
            missed=(THIRD.local_date,),
            last_week=THIRD.period,
        )


def test_what_never_arrived_was_not_had(database: Database) -> None:
    with database.begin() as connection:
        one = subscribe(connection)
        posted(connection, one.id, FIRST, "failed", "trend:a")
        posted(connection, one.id, SECOND, "expired", "trend:b")
        digests.claim_week(connection, one.id, THIRD, 3, "quiet")
        assert digests.had(connection, [one.id])[one.id] == Had(
            missed=(SECOND.local_date,), last_week=THIRD.period
        )


def test_missed_weeks_are_forgotten_with_the_next_digest(database: Database) -> None:
    with database.begin() as connection:
        one = subscribe(connection)
        digests.claim_week(connection, one.id, FIRST, 1, "missed")
        posted(connection, one.id, SECOND, "sent", "trend:a")
        assert digests.had(connection, [one.id])[one.id].missed == ()


def test_history_has_the_outcome_in_words(database: Database) -> None:
    words = {
        "ready": "waiting",
        "intended": "waiting",
        "sent": "sent",
        "unknown": "unknown",
        "failed": "failed",
        "expired": "missed",
    }
    with database.begin() as connection:
        one = subscribe(connection)
        slot = FIRST
        for state in words:
            posted(connection, one.id, slot, state)
            slot = following(BERLIN, slot)
        for outcome in ("quiet", "missed"):
            digests.claim_week(connection, one.id, slot, 1, outcome)
            slot = following(BERLIN, slot)
        history = digests.history(connection, one.id, 20)
        assert len(digests.history(connection, one.id, 3)) == 3
    assert [past.outcome for past in reversed(history)] == [*words.values(), "quiet", "missed"]
    (sent,) = [past for past in history if past.outcome == "sent"]
    assert (sent.ts, sent.late) == ("1.5", 90)
    assert {past.late for past in history if past.outcome != "sent"} == {None}


def test_only_a_week_without_a_message_can_be_asked_for_again(database: Database) -> None:
    again = {"expired", "failed", "cancelled"}
    with database.begin() as connection:
        for state in (*again, "ready", "intended", "sent", "unknown"):
            one = subscribe(connection, f"C{state}")
            posted(connection, one.id, FIRST, state)
            digests.reopen(connection, one.id, FIRST.period)
            is_open = digests.claim_week(connection, one.id, FIRST, 1) is not None
            assert (state, is_open) == (state, state in again)
        for outcome in ("quiet", "missed"):
            one = subscribe(connection, f"C{outcome}")
            digests.claim_week(connection, one.id, FIRST, 1, outcome)
            digests.reopen(connection, one.id, FIRST.period)
            assert digests.claim_week(connection, one.id, FIRST, 1) is not None


def test_what_waits_is_taken_back_and_what_arrived_stays(database: Database) -> None:
    with database.begin() as connection:
        one = subscribe(connection)
        posted(connection, one.id, FIRST, "sent")
        posted(connection, one.id, SECOND, "ready")
        waiting = digests.take_back_waiting(connection, one.id)
        take_back(connection, waiting, START)
        outcomes = [past.outcome for past in digests.history(connection, one.id, 9)]
    assert (len(waiting), outcomes) == (1, ["cancelled", "sent"])


def test_the_last_opinion_of_each_reader_counts(database: Database) -> None:
    with database.begin() as connection:
        one = subscribe(connection)
        id = posted(connection, one.id, FIRST, "sent", "trend:a")
        assert not digests.rate(connection, "nothing", "U1", useful=True)
        for user, useful in (("U1", True), ("U2", True), ("U1", False), ("U1", False)):
            assert digests.rate(connection, id, user, useful=useful)
        (past,) = digests.history(connection, one.id, 1)
        assert (past.useful, past.not_useful) == (1, 1)
        assert digests.rated_items(connection, TEAM, FIRST.at) == ((("trend:a",), 1, 1),)
        assert digests.rated_items(connection, TEAM, SECOND.at) == ()
        assert digests.rated_items(connection, "T0OTHER", FIRST.at) == ()
