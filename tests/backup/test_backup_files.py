"""Files that are not what a backup should be are refused, and an older one is brought up to date."""

import gzip
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from bot.state import revisions
from bot.state.backup import BackupError, open_backup
from bot.state.database import Database
from bot.state.tables import DIGESTS, SUBSCRIPTIONS
from knowledge.files import text_digest
from knowledge.revisions import revision_label as label
from tests.backup.filled import RESTORED_AT, fill
from tests.state.backups import backed_up, put_back, rows_of
from tests.state.conftest import START, Open
from tests.state.old_tables import go_back
from tests.state.test_seen_revisions import subscribe


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
        known = label(1, {"roles/a.yaml": text_digest("a")})
        subscribe(connection, known, known)
    database.close()
    older = changed_file(tmp_path / "older.db", "PRAGMA journal_mode = DELETE")
    put_back(older, elsewhere, RESTORED_AT)
    assert len(rows_of(elsewhere)["revisions"]) == 2
    with elsewhere.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        frequency = connection.execute(select(SUBSCRIPTIONS.c.frequency)).scalar()
        had = connection.execute(select(DIGESTS.c.revision)).scalar()
    assert str(found) > "0003"
    assert (frequency, had) == ("weekly", 1)


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
