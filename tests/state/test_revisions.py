"""Revisions: numbered without a gap, never changed, whole or not at all."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.state import revisions
from bot.state.database import Database
from bot.state.tables import DOCUMENTS, REVISION_CHANGES, REVISIONS
from knowledge.files import text_digest
from knowledge.revisions import Changes, Revision
from tests.state.conftest import START, Open

A, B, C = "roles/a.yaml", "roles/b.yaml", "sources/c.yaml"

changes = st.dictionaries(
    st.sampled_from((A, B, C)), st.none() | st.text("xyz\r\n–", max_size=4), min_size=1
)


def add(database: Database, base: int, changes: Changes, author: str = "files") -> int | None:
    """Make a revision, as somebody, at the same moment."""
    with database.begin() as connection:
        return revisions.add(
            connection, base, changes, at=START, author=author, origin="files", reason="Newer"
        )


def tree(database: Database, number: int) -> dict[str, str]:
    with database.connect() as connection:
        return revisions.tree_at(connection, number)


def texts_at(database: Database, number: int) -> dict[str, str]:
    """Every document as it was at a revision."""
    digests = tree(database, number)
    with database.connect() as connection:
        texts = revisions.texts(connection, digests.values())
    return {path: texts[digest] for path, digest in digests.items()}


def test_at_first_there_is_none(database: Database) -> None:
    with database.connect() as connection:
        assert revisions.newest(connection) == 0
        assert revisions.history(connection, 9) == ()
        assert revisions.tree_at(connection, 0) == {}
        assert revisions.last_change(connection, A) is None
        assert revisions.digests_of(connection, A) == set()


def test_each_keeps_its_documents(database: Database) -> None:
    assert add(database, 0, {A: "a", B: "b"}) == 1
    assert add(database, 1, {A: "a2", C: "c"}) == 2
    assert add(database, 2, {B: None}) == 3
    assert texts_at(database, 1) == {A: "a", B: "b"}
    assert texts_at(database, 2) == {A: "a2", B: "b", C: "c"}
    assert texts_at(database, 3) == {A: "a2", C: "c"}
    with database.connect() as connection:
        assert revisions.newest(connection) == 3
        assert revisions.digests_of(connection, B) == {text_digest("b"), None}
        assert revisions.last_change(connection, B) == (3, "files")


def test_the_history_says_who_when_and_why(database: Database) -> None:
    add(database, 0, {B: "b", A: "a"})
    add(database, 1, {A: "a2"}, "U0ALEX")
    first = Revision(1, START, "files", "files", "Newer", (A, B))
    second = Revision(2, START, "U0ALEX", "files", "Newer", (A,))
    with database.connect() as connection:
        assert revisions.history(connection, 9) == (second, first)
        assert revisions.history(connection, 1) == (second,)
        assert revisions.history(connection, 9, before=2) == (first,)
        assert revisions.history(connection, 9, before=1) == ()


@pytest.mark.parametrize("base", [0, 2, 7])
def test_none_is_made_of_another_than_the_newest(database: Database, base: int) -> None:
    add(database, 0, {A: "a"})
    assert add(database, base, {A: "a2"}) is None
    assert texts_at(database, 1) == {A: "a"}
    with database.connect() as connection:
        assert revisions.newest(connection) == 1


def test_of_many_at_once_one_is_made(url: str, opened: Open) -> None:
    databases = [opened(url) for _ in range(4)]
    won = list[int]()
    with ThreadPoolExecutor(8) as pool:
        for base in range(10):
            adding = [
                pool.submit(add, databases[one % 4], base, {A: f"{base} {one}"}) for one in range(8)
            ]
            numbers = [one.result() for one in adding]
            made = [number for number in numbers if number is not None]
            assert made == [base + 1]
            won.append(numbers.index(base + 1))
    assert [texts_at(databases[0], n + 1)[A] for n in range(10)] == [
        f"{base} {one}" for base, one in enumerate(won)
    ]


def test_half_of_one_is_none(database: Database) -> None:
    add(database, 0, {A: "a"})

    def fail_half_way() -> None:
        with database.begin() as connection:
            revisions.add(connection, 1, {A: "a2"}, at=START, author="", origin="files", reason="")
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail_half_way()
    assert texts_at(database, 1) == {A: "a"}
    assert add(database, 1, {A: "a2"}) == 2


def test_more_documents_than_a_query_may_name(database: Database) -> None:
    many = {f"roles/r{number}.yaml": f"text {number}" for number in range(1_234)}
    add(database, 0, dict(many))
    assert texts_at(database, 1) == many


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(changes, max_size=6))
def test_no_later_one_changes_an_earlier_one(
    database: Database, every: list[dict[str, str | None]]
) -> None:
    with database.begin() as connection:
        for table in (REVISION_CHANGES, REVISIONS, DOCUMENTS):
            connection.execute(delete(table))
    expected: list[dict[str, str]] = [{}]
    for base, change in enumerate(every):
        assert add(database, base, change) == base + 1
        after = {**expected[-1], **change}
        expected.append({path: text for path, text in after.items() if text is not None})
    for number, documents in enumerate(expected):
        assert texts_at(database, number) == documents


def test_the_moments_are_kept(database: Database, clock: Callable[[], datetime]) -> None:
    moment = clock()
    with database.begin() as connection:
        revisions.add(connection, 0, {A: "a"}, at=moment, author="", origin="command", reason="")
    with database.connect() as connection:
        (revision,) = revisions.history(connection, 1)
    assert (revision.made_at, revision.made_at.tzinfo) == (moment, moment.tzinfo)
