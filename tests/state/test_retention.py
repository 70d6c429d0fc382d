"""What has had its time goes; what a history or a delivery needs stays."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import StatementError

from bot.state import audit, conflicts, digests, drafts, revisions
from bot.state.database import Database, Once
from bot.state.outbox import NewPost, add_post
from bot.state.retention import AT_ONCE, Retention
from bot.state.reviews import Reviews
from bot.state.tables import HANDLED_ONCE, POSTS
from knowledge.digest.subscription import slot_after
from knowledge.revisions import conflict_id
from tests.state.backups import rows_of
from tests.state.conftest import START
from tests.state.test_reviews import review
from tests.state.test_subscriptions import BERLIN, CHANNEL, TEAM, subscribe

DAY = timedelta(days=1)
LATER = START + 31 * DAY
PATH = "roles/a.yaml"


def remove(database: Database, now: datetime = LATER) -> int:
    return Retention(database, lambda: now).remove(now)


def test_what_is_a_month_old_goes(database: Database) -> None:
    with database.begin() as connection:
        for at in (START, LATER):
            drafts.keep(connection, 1, "U0ALEX", "slack", "", {PATH: "a"}, at)
            conflicts.note(connection, f"settled-{at}", PATH, f"x{at}", at)
            conflicts.settle(connection, f"settled-{at}", "current")
            notice = NewPost(TEAM, "U0ALEX", {}, at, at, id=f"sent-{at:%d}")
            add_post(connection, notice)
        connection.execute(update(POSTS).values(state="sent", sent_at=START))
    for at in (START, LATER):
        Once(database, lambda at=at: at).first(f"Ev{at}")
        Reviews(database, lambda at=at: at).keep("U0ALEX", review())
    before = rows_of(database)
    assert remove(database) == 5
    after = rows_of(database)
    assert {name: (len(rows), len(after[name])) for name, rows in before.items() if rows} == {
        "conflicts": (2, 1),
        "drafts": (2, 1),
        "handled_once": (2, 1),
        "posts": (2, 1),
        "reviews": (2, 1),
    }
    assert remove(database) == 0


@pytest.mark.parametrize("state", ["held", "ready", "intended"])
def test_a_message_that_may_still_come_stays(database: Database, state: str) -> None:
    with database.begin() as connection:
        add_post(connection, NewPost(TEAM, "U0ALEX", {}, START, START))
        connection.execute(update(POSTS).values(state=state))
    assert remove(database) == 0


@pytest.mark.parametrize("state", ["sent", "unknown", "failed", "expired", "cancelled"])
def test_the_history_of_digests_stays(database: Database, state: str) -> None:
    slot = slot_after(BERLIN, START)
    with database.begin() as connection:
        one = subscribe(connection)
        digest = digests.claim_week(connection, one.id, slot, 1)
        assert digest is not None
        post = add_post(connection, NewPost(TEAM, CHANNEL, {}, slot.at, slot.at, id=digest))
        add_post(connection, NewPost(TEAM, CHANNEL, {}, slot.at, slot.at, reply_to=post))
        digests.fill(connection, digest, ["trend:a"], post)
        connection.execute(update(POSTS).values(state=state))
        told = digests.history(connection, one.id, 5), digests.had(connection, [one.id])
    assert remove(database, LATER + 365 * DAY) == 1
    with database.connect() as connection:
        assert (digests.history(connection, one.id, 5), digests.had(connection, [one.id])) == told
        assert connection.scalars(select(POSTS.c.id)).all() == [digest]


def test_the_history_of_the_knowledge_stays(database: Database) -> None:
    with database.begin() as connection:
        for base, text in enumerate(("a", None, "b")):
            revisions.add(
                connection, base, {PATH: text}, at=START, author="", origin="files", reason=""
            )
            audit.note(connection, START, "files", "publish", f"revision {base + 1}")
    before = rows_of(database)
    assert remove(database, LATER + 1_000 * DAY) == 0
    assert rows_of(database) == before


def test_a_decision_that_still_holds_stays(database: Database) -> None:
    """The same file against the same text must not be asked about again."""
    holds, moved_on = conflict_id(PATH, "file", "current"), conflict_id(PATH, "file", "before")
    gone = conflict_id("roles/b.yaml", "file", None)
    with database.begin() as connection:
        revisions.add(
            connection, 0, {PATH: "current"}, at=START, author="", origin="files", reason=""
        )
        for id, path in ((holds, PATH), (moved_on, PATH), (gone, "roles/b.yaml")):
            conflicts.note(connection, id, path, "file", START)
            conflicts.settle(connection, id, "current")
        conflicts.note(connection, "open", "roles/c.yaml", "file", START)
    assert remove(database) == 1
    with database.begin() as connection:
        for id, path in ((holds, PATH), (gone, "roles/b.yaml")):
            assert not conflicts.note(connection, id, path, "file", LATER)
        assert conflicts.unsettled(connection) == (("roles/c.yaml", "file"),)


def test_many_go_in_small_steps(database: Database) -> None:
    rows = [{"key_digest": f"{n:064}", "seen_at": START} for n in range(2 * AT_ONCE + 1)]
    with database.begin() as connection:
        connection.execute(insert(HANDLED_ONCE), rows)
    assert remove(database) == len(rows)


def test_once_a_day(database: Database) -> None:
    now = LATER
    retention = Retention(database, lambda: now)

    def keep_and_look() -> int:
        with database.begin() as connection:
            drafts.keep(connection, 1, "U0ALEX", "slack", "", {PATH: "a"}, START)
        retention.daily()
        return len(rows_of(database)["drafts"])

    assert keep_and_look() == 0
    now += DAY - timedelta(seconds=1)
    assert keep_and_look() == 1
    now += timedelta(seconds=1)
    assert keep_and_look() == 0


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"):
        remove(database, datetime(2026, 11, 16))  # noqa: DTZ001 — the point of the test
