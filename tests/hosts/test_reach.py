"""PostgreSQL is lost and found: who waits for how long, who is told at once, what is kept."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.state.database import Database, Once, StateError, open_database
from bot.state.engines import LONGEST_RETRY, SILENCE, WITHIN
from bot.state.follows import Follows
from handlers.errors import UnavailableError
from tests.bot.served import PATIENCE, serving
from tests.hosts.way import Way
from tests.state.conftest import Open


def follow(database: Database, role: str) -> None:
    Follows(database).follow("T0TEAM", "U0MAYA", role, 1)


def followed(database: Database) -> list[str]:
    return [one.role_id for one in Follows(database).of("T0TEAM", "U0MAYA")]


def refused_after(database: Database) -> float:
    """How long it takes until it is said that the database is away."""
    begun = time.monotonic()
    with pytest.raises(UnavailableError):
        followed(database)
    return time.monotonic() - begun


def what_this_machine_adds(database: Database) -> float:
    """Seconds that may come on top here and now, by what 16 who read at once need while all is well."""

    def read(_number: int) -> float:
        begun = time.monotonic()
        followed(database)
        return time.monotonic() - begun

    with ThreadPoolExecutor(16) as pool:
        return 1 + 10 * max(pool.map(read, range(32)))


def told_of(work: Callable[[], object]) -> UnavailableError:
    """What a thread is told that has not done anything else."""
    with ThreadPoolExecutor(1) as pool:
        error = pool.submit(work).exception()
    assert isinstance(error, UnavailableError)
    return error


def test_a_server_that_starts_anew_fails_nobody(way: Way, database: Database) -> None:
    way.refuse()
    # Well before the last try, which may come a while before the time is over: pauses grow.
    threading.Timer(WITHIN / 10, way.open).start()
    follow(database, "ml-engineer")
    assert followed(database) == ["ml-engineer"]


def test_a_server_that_stays_away_is_waited_for_once(
    way: Way, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    added = what_this_machine_adds(database)
    way.refuse()
    assert WITHIN / 2 < refused_after(database) < WITHIN + added
    with ThreadPoolExecutor(16) as pool:
        waits = list(pool.map(refused_after, [database] * 160))
    assert max(waits) < added
    way.open()
    begun = time.monotonic()
    while True:
        try:
            follow(database, "ml-engineer")
        except UnavailableError:
            time.sleep(0.02)
        else:
            break
    assert time.monotonic() - begun < LONGEST_RETRY + added
    assert followed(database) == ["ml-engineer"]
    away, back = [record for record in caplog.records if record.name.startswith("bot.")]
    assert (away.levelname, back.levelname) == ("ERROR", "INFO")
    assert "unreachable" in away.getMessage()
    assert "back after" in back.getMessage()
    assert "s3cret" not in caplog.text


def test_a_server_that_answers_nothing_is_away_within_seconds(way: Way, database: Database) -> None:
    added = what_this_machine_adds(database)
    way.swallow()
    assert SILENCE - 1 < refused_after(database) < SILENCE + WITHIN + added
    # One of them tries again; the others do not wait for that.
    with ThreadPoolExecutor(16) as pool:
        waits = sorted(pool.map(refused_after, [database] * 16))
    assert sum(wait > added for wait in waits) <= 1


def test_a_transaction_that_is_lost_is_not_begun_again(
    way: Way, database: Database, beside: Database
) -> None:
    begun = 0

    def lose_it() -> None:
        nonlocal begun
        with database.begin() as connection:
            begun += 1
            way.refuse()
            connection.exec_driver_sql("SELECT 1")

    assert told_of(lose_it).args == ("the connection broke",)
    assert begun == 1
    assert followed(beside) == []


def test_whether_a_lost_commit_was_heard_is_left_open(way: Way, database: Database) -> None:
    def lose_it() -> None:
        with database.begin() as connection:
            connection.exec_driver_sql("SELECT 1")
            way.refuse()

    def lose_it_before() -> None:
        with database.begin() as connection:
            way.refuse()
            connection.exec_driver_sql("SELECT 1")

    assert told_of(lose_it).unsure is True
    way.open()
    assert told_of(lose_it_before).unsure is False


def test_what_a_thread_did_just_before_may_be_part_of_it(way: Way, database: Database) -> None:
    follow(database, "ml-engineer")
    way.refuse()
    with pytest.raises(UnavailableError) as told:
        followed(database)
    assert told.value.unsure is True
    assert told_of(lambda: followed(database)).unsure is False


def test_what_harms_nobody_is_done_while_nobody_can_say(way: Way, database: Database) -> None:
    once = Once(database)
    assert once.first("click")
    way.refuse()
    assert once.first("click", harmless=True)
    with pytest.raises(UnavailableError):
        once.first("share")
    way.open()
    time.sleep(LONGEST_RETRY)
    assert not once.first("click", harmless=True)


def test_what_breaks_at_the_end_of_a_read_is_told_in_words(way: Way, database: Database) -> None:
    def read_and_lose() -> None:
        with database.connect() as connection:
            connection.execute(text("SELECT 1")).scalar()
            way.refuse()

    with pytest.raises(UnavailableError):
        read_and_lose()
    way.open()
    with database.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1


def test_a_start_waits_for_the_server(way: Way, opened: Open) -> None:
    way.refuse()
    threading.Timer(4, way.open).start()
    database = open_database(way.url, within=20)
    follow(database, "ml-engineer")
    database.close()


def test_a_start_gives_up_with_a_line(
    way: Way, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    added = what_this_machine_adds(database)
    way.refuse()
    begun = time.monotonic()
    with pytest.raises(StateError, match=r"^cannot open the state database: .*refused$"):
        open_database(way.url, within=5)
    assert 3 < time.monotonic() - begun < 5 + added
    assert "trying for 5 s" in caplog.text
    assert len([one for one in caplog.records if one.name.startswith("bot.")]) == 2


def test_rolecall_waits_for_a_database_that_starts_beside_it(way: Way, tmp_path: Path) -> None:
    way.refuse()
    log = tmp_path / "output"

    def open_when_awaited() -> None:
        deadline = time.monotonic() + PATIENCE
        while not (log.exists() and "trying for 60 s" in log.read_text(encoding="utf-8")):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        way.open()

    opening = threading.Thread(target=open_when_awaited)
    opening.start()
    with serving(tmp_path, DATABASE_URL=way.url) as served:
        assert served.ask("/role mle").status == 200
    opening.join()
    assert served.log == log
