"""Drafts: kept until somebody applies or discards them, or nobody comes back."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from bot.state import drafts
from bot.state.database import Database
from knowledge.revisions import Draft
from tests.state.conftest import START


def keep(
    database: Database, changes: Mapping[str, str | None] | None = None, at: datetime = START
) -> Draft:
    with database.begin() as connection:
        return drafts.keep(
            connection, 3, "U0ALEX", "slack", "Newer", changes or {"roles/a.yaml": "a"}, at
        )


def find(database: Database, id: str) -> Draft | None:
    with database.connect() as connection:
        return drafts.find(connection, id)


@pytest.mark.parametrize(
    "changes", [{"roles/a.yaml": "a\r\n– “é” 数 😀"}, {"roles/a.yaml": None, "roles/b.yaml": ""}]
)
def test_it_is_found_as_it_was(database: Database, changes: Mapping[str, str | None]) -> None:
    draft = keep(database, changes)
    assert find(database, draft.id) == draft
    assert (draft.base, draft.author, draft.reason) == (3, "U0ALEX", "Newer")
    assert draft.changes == changes
    assert find(database, "nothing") is None


def test_of_many_one_discards_it(database: Database) -> None:
    draft, other = keep(database), keep(database)

    def discard(_turn: int) -> bool:
        with database.begin() as connection:
            return drafts.discard(connection, draft.id)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(discard, range(8))) == [False] * 7 + [True]
    assert find(database, draft.id) is None
    assert find(database, other.id) == other


def test_what_is_held_is_there(database: Database) -> None:
    draft = keep(database)
    with database.begin() as connection:
        assert drafts.hold(connection, draft.id)
        assert not drafts.hold(connection, "nothing")
        drafts.discard(connection, draft.id)
        assert not drafts.hold(connection, draft.id)
