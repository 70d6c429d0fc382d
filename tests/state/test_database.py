"""Opening the state database, and what holds of its transactions."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import delete, select, text
from sqlalchemy.exc import DBAPIError

from bot.state.database import Database, StateError, open_database, state_url
from bot.state.feed_tables import METADATA
from bot.state.follows import Follows
from bot.state.migrations import KNOWN
from bot.state.tables import FOLLOWED_ROLES
from handlers.errors import UnavailableError
from tests.state.conftest import START, NewPostgres, Open
from tests.state.locked import locked_server

BIG = "words " * 50_000


def roles_of_maya(database: Database) -> list[str]:
    return [followed.role_id for followed in Follows(database).of("T0TEAM", "U0MAYA")]


def test_an_empty_database_gets_exactly_the_tables(url: str, opened: Open) -> None:
    with opened(url).connect() as connection:
        migrations = MigrationContext.configure(connection)
        assert compare_metadata(migrations, METADATA) == []
        assert migrations.get_current_revision() == KNOWN[-1]


def test_alembic_knows_the_same_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", "bot.state:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == KNOWN[-1]


def test_opening_it_again_keeps_what_is_in_it(url: str, opened: Open) -> None:
    Follows(opened(url)).follow("T0TEAM", "U0MAYA", "ml-engineer", 1)
    assert roles_of_maya(opened(url)) == ["ml-engineer"]


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    Follows(database).follow("T0TEAM", "U0MAYA", "ml-engineer", 1)

    def fail_half_way() -> None:
        with database.begin() as connection:
            connection.execute(delete(FOLLOWED_ROLES))
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail_half_way()
    assert roles_of_maya(database) == ["ml-engineer"]


def test_reading_does_not_wait_for_a_writer(database: Database) -> None:
    Follows(database).follow("T0TEAM", "U0MAYA", "ml-engineer", 1)
    with database.begin() as connection:
        connection.execute(delete(FOLLOWED_ROLES))
        assert roles_of_maya(database) == ["ml-engineer"]
    assert roles_of_maya(database) == []


def test_a_connection_for_reading_refuses_to_write(database: Database) -> None:
    with database.connect() as connection, pytest.raises(DBAPIError, match=r"read-?only"):
        connection.execute(delete(FOLLOWED_ROLES))
    Follows(database).follow("T0TEAM", "U0MAYA", "ml-engineer", 1)
    assert roles_of_maya(database) == ["ml-engineer"]


def test_reading_and_then_writing_on_sqlite_is_one_step(sqlite_url: str, opened: Open) -> None:
    database = opened(sqlite_url)
    Follows(database).follow("T0TEAM", "U0MAYA", "ml-engineer", 1)

    def add_one(_turn: int) -> None:
        with database.begin() as connection:
            seen = connection.execute(select(FOLLOWED_ROLES.c.seen)).scalar_one()
            connection.execute(FOLLOWED_ROLES.update().values(seen=seen + 1))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add_one, range(200)))
    assert Follows(database).of("T0TEAM", "U0MAYA")[0].seen == 201


def test_sqlite_is_set_to_lose_nothing(sqlite_url: str, opened: Open) -> None:
    with opened(sqlite_url).connect() as connection:
        pragmas = ("journal_mode", "foreign_keys", "synchronous")
        assert [connection.execute(text(f"PRAGMA {name}")).scalar() for name in pragmas] == [
            "wal",
            1,
            2,
        ]


def test_a_connection_that_the_server_dropped_is_replaced(
    new_postgres: NewPostgres, opened: Open
) -> None:
    url = new_postgres()
    database, admin = opened(url), opened(url)
    assert roles_of_maya(database) == []
    with admin.begin() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = current_setting('application_name') "
                "AND pid <> pg_backend_pid()"
            )
        )
    assert roles_of_maya(database) == []


def test_nothing_is_prepared_that_another_connection_would_not_know(
    new_postgres: NewPostgres, opened: Open
) -> None:
    database = opened(new_postgres())
    for _ in range(20):
        # (Not read in between: what rolls back forgets what was prepared.)
        Follows(database).follow("T0TEAM", "U0MAYA", "ml-engineer", 1)
    with database.begin() as connection:
        prepared = connection.execute(text("SELECT statement FROM pg_prepared_statements")).all()
    assert prepared == []


def test_a_server_that_takes_no_writes_any_more_is_asked_for_no_more(
    new_postgres: NewPostgres, opened: Open
) -> None:
    database = opened(new_postgres())
    follows = Follows(database)
    with database.begin() as connection:
        # What a connection finds whose server was demoted: another one, at the same name, writes.
        connection.execute(text("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"))
    with pytest.raises(UnavailableError, match="accepts writes"):
        follows.follow("T0TEAM", "U0MAYA", "ml-engineer", 1)
    follows.follow("T0TEAM", "U0MAYA", "data-engineer", 1)
    assert roles_of_maya(database) == ["data-engineer"]


def test_a_file_is_a_database_of_its_own(tmp_path: Path) -> None:
    database = open_database(tmp_path / "state.db")
    Follows(database).follow("T0TEAM", "U0MAYA", "ml-engineer", 1)
    database.close()
    assert (tmp_path / "state.db").exists()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_is_taken(
    scheme: str, new_postgres: NewPostgres, opened: Open
) -> None:
    url = new_postgres().replace("postgres", scheme, 1)
    assert roles_of_maya(opened(url)) == []


def test_the_rest_of_a_url_stays_as_it_is() -> None:
    url = state_url("postgres://maya:p%40ss%2Fword@db.example.com:5433/rolecall?sslmode=require")
    assert (url.username, url.password, url.host, url.port) == (
        "maya",
        "p@ss/word",
        "db.example.com",
        5433,
    )
    assert (url.database, dict(url.query)) == ("rolecall", {"sslmode": "require"})


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("mysql://maya:s3cret@db.example.com/rolecall", "begins with mysql://"),
        ("postgres://maya:s3cret@db.example.com:s3cret/rolecall", "cannot be read"),
        ("rolecall", "cannot be read"),
        ("sqlite://", "begins with sqlite://"),
        ("sqlite:///:memory:", "sqlite:///<file>"),
        ("postgres://maya:s3cret@127.0.0.1:1/rolecall", "Connection refused"),
    ],
)
def test_a_database_that_cannot_be_reached_is_told_without_its_password(url: str, why: str) -> None:
    with pytest.raises(StateError, match=why) as told:
        open_database(url)
    assert "s3cret" not in str(told.value)
    assert "\n" not in str(told.value)


def test_nobody_waits_for_a_server_that_does_not_let_us_in() -> None:
    with locked_server() as port, pytest.raises(StateError, match="authentication failed") as told:
        open_database(f"postgres://maya:s3cret@127.0.0.1:{port}/rolecall", within=60)
    assert "s3cret" not in str(told.value)


def fills_its_disk(database: Database) -> None:
    with database.begin() as connection:
        # A disk of so many pages.
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        row = {"team_id": "T", "user_id": "U", "role_id": BIG, "followed_at": START, "seen": 1}
        connection.execute(FOLLOWED_ROLES.insert().values(row))


def test_a_full_disk_is_said_in_words_and_keeps_nothing(sqlite_url: str, opened: Open) -> None:
    database = opened(sqlite_url)
    with pytest.raises(UnavailableError, match="its disk is full"):
        fills_its_disk(database)
    assert roles_of_maya(opened(sqlite_url)) == []


def test_a_file_that_another_program_holds_is_said_in_words(sqlite_url: str, opened: Open) -> None:
    database = opened(sqlite_url)
    with database.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    with closing(other):
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnavailableError, match="in use by another program"):
            Follows(database).follow("T0TEAM", "U0MAYA", "ml-engineer", 1)
    Follows(database).follow("T0TEAM", "U0MAYA", "ml-engineer", 1)
    assert roles_of_maya(database) == ["ml-engineer"]


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    notes = tmp_path / "state.db"
    notes.write_text("These are my notes, and long enough to be taken for something else. " * 20)
    before = notes.read_bytes()
    with pytest.raises(StateError, match="not a database"):
        open_database(notes)
    assert notes.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(StateError, match="data"):
        open_database(tmp_path / "data" / "state.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_leave_to_write_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StateError, match="unable to open"):
        open_database(tmp_path / "state.db")


def test_a_database_of_a_newer_rolecall_is_not_touched(url: str, opened: Open) -> None:
    with opened(url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StateError, match="newer version of Rolecall"):
        open_database(url)


def test_a_migration_that_fails_leaves_nothing(url: str, opened: Open) -> None:
    first = opened(url)
    with first.begin() as connection:
        connection.execute(text("DROP TABLE followed_roles"))
        connection.execute(text("DELETE FROM alembic_version"))
    # `handled_once` is still there, so the second table of the first migration cannot be made.
    with pytest.raises(StateError, match="already exists"):
        open_database(url)
    with first.connect() as connection, pytest.raises(DBAPIError, match="followed_roles"):
        connection.execute(select(FOLLOWED_ROLES))


def test_two_files_are_two_databases(tmp_path: Path, opened: Open) -> None:
    one, other = (opened(f"sqlite:///{tmp_path / name}") for name in ("one.db", "other.db"))
    Follows(one).follow("T0TEAM", "U0MAYA", "ml-engineer", 1)
    assert roles_of_maya(other) == []


def test_the_file_is_plain_sqlite(sqlite_url: str, opened: Open) -> None:
    Follows(opened(sqlite_url)).follow("T0TEAM", "U0MAYA", "ml-engineer", 1)
    connection = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    assert connection.execute("SELECT role_id FROM followed_roles").fetchall() == [("ml-engineer",)]
    connection.close()
