"""A backup holds everything, goes into either kind of database, and comes back whole or not at all."""

import threading
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from sqlalchemy import insert, select

from bot.state import audit, revisions
from bot.state.backup import NotEmptyError, open_backup
from bot.state.database import Database
from bot.state.follows import Follows
from bot.state.outbox import NewPost, Outbox, add_post
from bot.state.tables import AUDIT, POSTS, REVISIONS
from tests.backup.filled import RESTORED_AT, fill
from tests.state.backups import LOOK_AFTER, backed_up, put_back, rows_of
from tests.state.conftest import START, Open
from tests.state.test_subscriptions import CHANNEL, TEAM

CHANGED_BY_IT = {"audit", "restores", "posts"}


@pytest.fixture
def filled(database: Database) -> Database:
    """A database of either kind with something in every table."""
    fill(database)
    assert all(rows_of(database).values())
    return database


def test_everything_comes_back_in_either_kind(filled: Database, elsewhere: Database) -> None:
    before = rows_of(filled)
    counts = put_back(backed_up(filled), elsewhere, RESTORED_AT)
    after = rows_of(elsewhere)
    assert counts == {name: len(rows) for name, rows in before.items()}
    assert {name: rows for name, rows in after.items() if name not in CHANGED_BY_IT} == {
        name: rows for name, rows in before.items() if name not in CHANGED_BY_IT
    }
    assert after["audit"][:-1] == before["audit"]
    assert after["audit"][-1][1:4] == (RESTORED_AT, "operator", "restore")
    assert after["restores"] == [*before["restores"], (RESTORED_AT + LOOK_AFTER,)]
    # A second time round nothing is different either.
    again = backed_up(elsewhere)
    put_back(again, filled, RESTORED_AT + timedelta(days=1))
    assert rows_of(filled)["revision_changes"] == before["revision_changes"]


def test_what_was_to_be_posted_is_looked_for_first(filled: Database, elsewhere: Database) -> None:
    worker = Outbox(filled, lambda: START - timedelta(minutes=1))
    with filled.begin() as connection:
        add_post(connection, NewPost(TEAM, "C0OTHER", {}, START - timedelta(days=1), RESTORED_AT))
    (leased,) = worker.lease(1, 120)
    put_back(backed_up(filled), elsewhere, RESTORED_AT)
    columns = (POSTS.c.state, POSTS.c.look_after, POSTS.c.lease, POSTS.c.leased_until)
    with elsewhere.connect() as connection:
        found = connection.execute(select(*columns).order_by(POSTS.c.number)).all()
    look_after = RESTORED_AT + LOOK_AFTER
    assert [tuple(row) for row in found] == [
        ("intended", look_after, None, None),
        ("held", look_after, None, None),
        ("intended", look_after, None, None),
    ]
    # Whoever had it in hand has it no more.
    assert Outbox(elsewhere, lambda: RESTORED_AT).intend(leased, "C0OTHER", 0) is None


def test_numbers_go_on(filled: Database, elsewhere: Database) -> None:
    put_back(backed_up(filled), elsewhere, RESTORED_AT)
    with elsewhere.begin() as connection:
        add_post(connection, NewPost(TEAM, CHANNEL, {}, START, START))
        audit.note(connection, START, "U0ALEX", "publish", "revision 3")
        posts = connection.scalars(select(POSTS.c.number).order_by(POSTS.c.number)).all()
        deeds = connection.scalars(select(AUDIT.c.number).order_by(AUDIT.c.number)).all()
    assert posts == [1, 2, 3]
    assert list(deeds) == list(range(1, len(deeds) + 1))


def test_an_empty_database_can_be_backed_up(database: Database, elsewhere: Database) -> None:
    assert set(put_back(backed_up(database), elsewhere, RESTORED_AT).values()) == {0}


def test_a_database_with_something_in_it_is_left_alone(filled: Database) -> None:
    data = backed_up(filled)
    before = rows_of(filled)
    with pytest.raises(NotEmptyError) as refused:
        put_back(data, filled, RESTORED_AT, replace=False)
    assert refused.value.counts["revisions"] == 2
    assert rows_of(filled) == before


def test_what_came_after_the_backup_goes(filled: Database) -> None:
    data = backed_up(filled)
    Follows(filled, lambda: START).follow(TEAM, "U0ALEX", "data-engineer", 1)
    put_back(data, filled, RESTORED_AT)
    assert [row[1] for row in rows_of(filled)["followed_roles"]] == ["U0MAYA"]


def test_what_fails_half_way_changes_nothing(filled: Database) -> None:
    data = backed_up(filled)
    Follows(filled, lambda: START).follow(TEAM, "U0ALEX", "data-engineer", 1)
    before = rows_of(filled)

    def stop_half_way(done: int, every: int) -> None:
        if done > every / 2:
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        put_back(data, filled, RESTORED_AT, progress=stop_half_way)
    assert rows_of(filled) == before


def test_it_is_of_one_moment_while_others_write(database: Database) -> None:
    """Each revision is made with its entry in the audit log: a backup never has one without."""
    stopping = threading.Event()

    def publish_on() -> None:
        number = 0
        while not stopping.is_set():
            with database.begin() as connection:
                audit.note(connection, START, "files", "publish", f"revision {number + 1}")
                revisions.add(
                    connection, number, {"roles/a.yaml": f"{number}"},
                    at=START, author="files", origin="files", reason="",
                )  # fmt: skip
            number += 1

    writer = threading.Thread(target=publish_on)
    writer.start()
    try:
        kept = [counts_in(backed_up(database))]
        while len(kept) < 4 or kept[0] == kept[-1]:
            assert writer.is_alive()
            kept.append(counts_in(backed_up(database)))
    finally:
        stopping.set()
        writer.join()
    assert [deeds for deeds, _ in kept] == [numbers for _, numbers in kept]


def counts_in(data: bytes) -> tuple[int, int]:
    """The entries of the audit log, and the newest revision."""
    with open_backup(BytesIO(data)) as backup, backup.connect() as connection:
        deeds = len(connection.execute(select(AUDIT.c.number)).all())
        return deeds, revisions.newest(connection)


def test_rows_are_copied_some_at_a_time(sqlite_url: str, opened: Open) -> None:
    database = opened(sqlite_url)
    with database.begin() as connection:
        for number in range(1, 121):
            row = {
                "number": number,
                "author": "",
                "origin": "files",
                "reason": "",
                "made_at": START,
            }
            connection.execute(insert(REVISIONS).values(row))
    told: list[tuple[int, int]] = []

    def tell(done: int, every: int) -> None:
        told.append((done, every))

    put_back(backed_up(database), database, START, progress=tell)
    assert told == [(50, 120), (100, 120), (120, 120)]


def test_moments_keep_their_zone(filled: Database, elsewhere: Database) -> None:
    put_back(backed_up(filled), elsewhere, RESTORED_AT)
    with elsewhere.connect() as connection:
        at: datetime = connection.scalars(select(AUDIT.c.at).order_by(AUDIT.c.number)).all()[0]
    assert at == START.replace(microsecond=123_456)
