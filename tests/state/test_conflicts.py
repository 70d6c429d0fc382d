"""Conflicts: one open for each document, settled once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from bot.state import conflicts
from bot.state.database import Database

A, B = "roles/a.yaml", "roles/b.yaml"
Clock = Callable[[], datetime]


def note(
    database: Database,
    clock: Clock,
    id: str,
    path: str,
    text: str | None = "x",
    before: str | None = None,
) -> bool:
    with database.begin() as connection:
        return conflicts.note(connection, id, path, text, clock(), before)


def unsettled(database: Database) -> tuple[tuple[str, str | None], ...]:
    with database.connect() as connection:
        return conflicts.unsettled(connection)


def settle(database: Database, id: str, take: conflicts.Take) -> bool:
    with database.begin() as connection:
        return conflicts.settle(connection, id, take)


def test_it_is_kept_until_it_is_settled(database: Database, clock: Clock) -> None:
    assert note(database, clock, "b", B, None)
    assert note(database, clock, "a", A)
    assert note(database, clock, "b", B, None)
    assert unsettled(database) == ((B, None), (A, "x"))
    assert settle(database, "b", "file")
    assert unsettled(database) == ((A, "x"),)
    assert not note(database, clock, "b", B, None)


def test_a_newer_one_takes_its_place(database: Database, clock: Clock) -> None:
    note(database, clock, "a1", A, "x")
    note(database, clock, "b", B, "z")
    assert note(database, clock, "a2", A, "y", before="a1")
    assert unsettled(database) == ((B, "z"), (A, "y"))
    assert not settle(database, "a1", "file")
    # The same file against another text of the knowledge.
    assert note(database, clock, "a3", A, "y")
    assert unsettled(database) == ((B, "z"), (A, "y"))
    assert not settle(database, "a2", "file")


def test_files_of_two_machines_are_two(database: Database, clock: Clock) -> None:
    note(database, clock, "a1", A, "x")
    note(database, clock, "a2", A, "y")
    note(database, clock, "a3", A, None)
    assert unsettled(database) == ((A, "x"), (A, "y"), (A, None))
    assert settle(database, "a1", "current")
    assert note(database, clock, "a2", A, "y")


def test_it_is_settled_once(database: Database, clock: Clock) -> None:
    note(database, clock, "a", A)
    takes: list[conflicts.Take] = ["file", "current"] * 4
    with ThreadPoolExecutor(4) as pool:
        settled = [pool.submit(settle, database, "a", take) for take in takes]
    assert sorted(one.result() for one in settled) == [False] * 7 + [True]
    assert not settle(database, "nothing", "file")
