"""A backup holds everything, goes into either kind of database, and comes back whole or not at all."""

import gzip
import sqlite3
import threading
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, text

from bot.delivery.notices import Notices
from bot.state import audit, conflicts, digests, drafts, revisions
from bot.state.backup import BackupError, NotEmptyError, open_backup
from bot.state.conversations import Conversations
from bot.state.database import Database
from bot.state.follows import Follows
from bot.state.gaps import Gaps
from bot.state.greetings import Greetings
from bot.state.mcp_tokens import McpTokens
from bot.state.once import Once
from bot.state.outbox import NewPost, Outbox, add_post
from bot.state.reports import Reports
from bot.state.reviews import Reviews
from bot.state.tables import AUDIT, POSTS, RESTORES, REVISIONS, SUBSCRIPTIONS
from handlers.views.formatting import Message
from knowledge.digest.subscription import slot_after
from knowledge.files import text_digest
from knowledge.revisions import revision_label as label
from tests.state.backups import LOOK_AFTER, backed_up, put_back, rows_of
from tests.state.conftest import START, NewPostgres, Open
from tests.state.old_tables import go_back, subscribe_once
from tests.state.test_reviews import review
from tests.state.test_subscriptions import BERLIN, CHANNEL, TEAM, subscribe

RESTORED_AT = START + timedelta(days=1)
AWKWARD = "a\r\n– “é” 数 😀 \\u0000 'quoted'; DROP TABLE posts;-- &amp;"
CHANGED_BY_IT = {"audit", "restores", "posts"}


def fill(database: Database) -> None:
    """Put something into every table, made by the code that makes it."""
    with database.begin() as connection:
        one = subscribe(connection)
        slot = slot_after(BERLIN, START)
        digest = digests.claim_week(connection, one.id, slot, 1)
        assert digest is not None
        payload = {"text": AWKWARD, "blocks": [{"type": "divider", "x": [1, 2.5, None, True]}]}
        post = add_post(connection, NewPost(TEAM, CHANNEL, payload, START, START, id=digest))
        add_post(connection, NewPost(TEAM, CHANNEL, payload, START, START, reply_to=post))
        digests.fill(connection, digest, ["trend:a"], post)
        digests.rate(connection, digest, "U0MAYA", useful=True)
        changes = {"roles/a.yaml": AWKWARD, "roles/b.yaml": "b" * 100_000}
        revisions.add(
            connection, 0, changes, at=START, author="files", origin="files", reason="First"
        )
        revisions.add(
            connection, 1, {"roles/b.yaml": None}, at=START, author="U0", origin="slack", reason=""
        )
        drafts.keep(connection, 2, "U0ALEX", "slack", "Newer", {"roles/a.yaml": None}, START)
        conflicts.note(connection, "c1", "roles/a.yaml", None, START)
        audit.note(connection, START.replace(microsecond=123_456), "U0ALEX", "publish", AWKWARD)
        connection.execute(insert(RESTORES).values(settled_at=START - timedelta(days=400)))
    Follows(database, lambda: START).follow(TEAM, "U0MAYA", "ml-engineer", 1)
    Once(database, lambda: START).first("Ev1")
    Conversations(database, lambda: START).keep(TEAM, CHANNEL, "", "salary", AWKWARD)
    Gaps(database, lambda: START).count(TEAM, ["penetration tester"])
    Reviews(database, lambda: START).keep("U0ALEX", review())
    McpTokens(database, lambda: START).add("laptop")
    Greetings(database).first(TEAM, "U0MAYA")
    notices = Notices(database, lambda: START, lambda: None)
    reports = Reports(database, lambda: START, notices)
    report = reports.add(TEAM, "U0MAYA", "/salary mle", AWKWARD, [], lambda _: Message(AWKWARD, ()))
    assert reports.open() == (report,)


@pytest.fixture
def filled(database: Database) -> Database:
    """A database of either kind with something in every table."""
    fill(database)
    assert all(rows_of(database).values())
    return database


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(
    request: pytest.FixtureRequest, opened: Open, tmp_path: Path, new_postgres: NewPostgres
) -> Database:
    """An empty database of either kind, to restore into."""
    if request.param == "sqlite":
        return opened(f"sqlite:///{tmp_path / 'elsewhere.db'}")
    return opened(new_postgres())


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


# --- files that are not what they should be


@pytest.fixture
def backup(sqlite_url: str, opened: Open) -> bytes:
    database = opened(sqlite_url)
    fill(database)
    return backed_up(database)


def refused(data: bytes, opened: Open, tmp_path: Path) -> str:
    """Why a file is refused; the database has nothing of it."""
    database = opened(f"sqlite:///{tmp_path / 'target.db'}")
    with pytest.raises(BackupError) as told:
        put_back(data, database, RESTORED_AT)
    assert not any(rows_of(database).values())
    assert "\n" not in str(told.value)
    return str(told.value)


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "a byte short": lambda data: data[:-1],
    "no end": lambda data: data[:-9],
    "half": lambda data: data[: len(data) // 2],
    "notes": lambda data: b"These are my notes.\n" * 100,
    "not compressed": gzip.decompress,
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_damaged_file_is_refused(backup: bytes, opened: Open, tmp_path: Path, how: str) -> None:
    why = refused(SPOILT[how](backup), opened, tmp_path)
    assert why in ("it is damaged or not a Rolecall backup", "it is not a Rolecall backup")


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
def test_a_bit_that_turned_over_is_noticed(
    backup: bytes, opened: Open, tmp_path: Path, data: st.DataObject
) -> None:
    # The ten bytes of gzip's header say nothing of the content.
    at = data.draw(st.integers(10, len(backup) - 1))
    turned = backup[at] ^ (1 << data.draw(st.integers(0, 7)))
    spoilt = backup[:at] + bytes([turned]) + backup[at + 1 :]
    # A few bits say nothing: which code a letter would have that does not occur.
    with suppress(OSError, EOFError, zlib.error):
        assume(gzip.decompress(spoilt) != gzip.decompress(backup))
    refused(spoilt, opened, tmp_path)


def test_another_program_s_database_is_refused(opened: Open, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    data = gzip.compress((tmp_path / "other.db").read_bytes())
    assert refused(data, opened, tmp_path) == "it is not a Rolecall backup"


def changed(data: bytes, folder: Path, *statements: str) -> bytes:
    """A backup on whose database somebody worked by hand."""
    path = folder / "changed.db"
    path.write_bytes(gzip.decompress(data))
    return changed_file(path, *statements)


def changed_file(path: Path, *statements: str) -> bytes:
    """A backup of a database on which somebody worked by hand."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return gzip.compress(path.read_bytes())


def test_one_of_a_newer_rolecall_is_refused(backup: bytes, opened: Open, tmp_path: Path) -> None:
    newer = changed(backup, tmp_path, "UPDATE alembic_version SET version_num = '9999'")
    assert refused(newer, opened, tmp_path) == "it was made by a newer version of Rolecall"


def test_one_of_an_older_rolecall_is_brought_up_to_date(
    tmp_path: Path, opened: Open, elsewhere: Database
) -> None:
    database = opened(f"sqlite:///{tmp_path / 'older.db'}")
    go_back(database, "0003")
    with database.begin() as connection:
        for base, changes in enumerate(({"roles/a.yaml": "a"}, {"roles/a.yaml": "b"})):
            revisions.add(connection, base, changes, at=START, author="", origin="files", reason="")
        subscribe_once(connection, TEAM, CHANNEL, label(1, {"roles/a.yaml": text_digest("a")}))
    database.close()
    older = changed_file(tmp_path / "older.db", "PRAGMA journal_mode = DELETE")
    put_back(older, elsewhere, RESTORED_AT)
    assert len(rows_of(elsewhere)["revisions"]) == 2
    with elsewhere.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        known = connection.execute(select(SUBSCRIPTIONS.c.revision)).scalar()
    assert str(found) > "0003"
    assert known == 1


def test_the_file_is_one_that_others_can_read(backup: bytes, tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(gzip.decompress(backup))
    path.chmod(0o400)
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        found = connection.execute("SELECT made_at FROM revisions WHERE number = 1").fetchall()
    assert found == [(f"{START.astimezone(UTC).replace(tzinfo=None):%Y-%m-%d %H:%M:%S}.000000",)]


def test_the_file_itself_stays_as_it_is(backup: bytes) -> None:
    file = BytesIO(backup)
    with open_backup(file) as opened_backup, opened_backup.begin() as connection:
        connection.execute(text("DELETE FROM posts"))
    assert file.getvalue() == backup


def test_moments_keep_their_zone(filled: Database, elsewhere: Database) -> None:
    put_back(backed_up(filled), elsewhere, RESTORED_AT)
    with elsewhere.connect() as connection:
        at: datetime = connection.scalars(select(AUDIT.c.at).order_by(AUDIT.c.number)).all()[0]
    assert at == START.replace(microsecond=123_456)
