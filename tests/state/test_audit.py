"""The audit log: in order, within the transaction that does what it tells."""

from collections.abc import Callable
from datetime import datetime

import pytest

from bot.state import audit
from bot.state.database import Database


def entries(database: Database, most: int = 9) -> tuple[audit.Entry, ...]:
    with database.connect() as connection:
        return audit.entries(connection, most)


def test_the_newest_is_first(database: Database, clock: Callable[[], datetime]) -> None:
    deeds = [
        audit.Entry(clock(), "U0ALEX", "publish", f"revision {number}", "– “why” 😀")
        for number in range(4)
    ]
    for deed in deeds:
        with database.begin() as connection:
            audit.note(connection, deed.at, deed.author, deed.action, deed.subject, deed.detail)
    assert entries(database) == tuple(reversed(deeds))
    assert entries(database, 2) == (deeds[3], deeds[2])


def test_what_was_not_done_is_not_told(database: Database, clock: Callable[[], datetime]) -> None:
    def fail() -> None:
        with database.begin() as connection:
            audit.note(connection, clock(), "U0ALEX", "publish", "revision 2")
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail()
    assert entries(database) == ()
