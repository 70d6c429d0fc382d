"""What happens once, however often and wherever it is asked for."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest

from bot.state.database import Database
from bot.state.once import Once
from handlers import deps
from tests.state.conftest import Open
from tests.state.process import KEYS
from tests.state.processes import run_at_once


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


def test_four_processes_of_eight_threads_agree_who_is_first(url: str) -> None:
    # They also open the database for the first time, all at once.
    won = [json.loads(line) for line in run_at_once("open_and_claim", url, 4)]
    assert sorted(key for keys in won for key in keys) == sorted(KEYS)


def test_it_is_what_listeners_ask_for(once: Once) -> None:
    asked: deps.Once = once
    assert asked.first("Ev1")
