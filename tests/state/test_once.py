"""What happens once, however often and wherever it is asked for."""

from collections.abc import Callable
from datetime import datetime

import pytest

from bot.state.database import Database, Once
from handlers import deps
from tests.state.conftest import Open


@pytest.fixture
def once(database: Database, clock: Callable[[], datetime]) -> Once:
    return Once(database, now=clock)


def test_the_first_is_told_from_all_others(once: Once) -> None:
    assert [once.first("Ev1"), once.first("Ev1"), once.first("Ev2"), once.first("Ev1")] == [
        True,
        False,
        True,
        False,
    ]


def test_any_text_is_a_key(once: Once) -> None:
    for key in ("", "share " * 5_000, "“pay”, \x00 and \ud83d", "SHARE", "share"):
        assert once.first(key)
        assert not once.first(key)


def test_a_key_survives_a_restart(url: str, opened: Open) -> None:
    assert Once(opened(url)).first("Ev1")
    assert not Once(opened(url)).first("Ev1")


def test_it_is_what_listeners_ask_for(once: Once) -> None:
    asked: deps.Once = once
    assert asked.first("Ev1")
