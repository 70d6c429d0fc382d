"""One backup and one restore for every run of the tests; `tests/backup` has all that may go wrong."""

from datetime import timedelta

import pytest

from bot.state.backup import BackupError, NotEmptyError
from bot.state.follows import Follows
from tests.state.backups import backed_up, put_back, rows_of
from tests.state.conftest import START, Open


def test_what_was_backed_up_comes_back(url: str, sqlite_url: str, opened: Open) -> None:
    database, elsewhere = opened(url), opened(f"{sqlite_url}.other")
    Follows(database, lambda: START).follow("T0TEAM", "U0MAYA", "ml-engineer", 1)
    before = rows_of(database)
    data = backed_up(database)
    put_back(data, elsewhere, START + timedelta(days=1), replace=False)
    assert rows_of(elsewhere)["followed_roles"] == before["followed_roles"]
    with pytest.raises(NotEmptyError):
        put_back(data, database, START, replace=False)
    with pytest.raises(BackupError, match="damaged"):
        put_back(data[:-1], database, START)
    assert rows_of(database) == before
