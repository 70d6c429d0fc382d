"""What `/knowledge feeds` asks of the world, on a real database of either kind."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from bot.feeds.desk import FeedDesk
from bot.feeds.visits import Failed, Read, Unchanged, Validators, Visit
from bot.fetching.fetcher import Fetcher
from bot.state.database import Database
from knowledge.drafting.article import Refusal
from knowledge.feeds.model import Feed
from knowledge.feeds.reading import FeedRead
from tests.feeds.collecting.conftest import database as database
from tests.feeds.collecting.conftest import new_postgres as new_postgres
from tests.feeds.collecting.conftest import opened as opened
from tests.feeds.collecting.conftest import spare_postgres as spare_postgres
from tests.feeds.collecting.conftest import sqlite_url as sqlite_url
from tests.feeds.collecting.conftest import town as town
from tests.feeds.collecting.conftest import url as url
from tests.feeds.collecting.town import Town, feed, item, read

POSTS = FeedRead(items=(item("a"),), notes=("one has no date",))


def desk_of(town: Town, says: Visit, hurried: list[str]) -> FeedDesk:
    """A desk at which every feed says the same when it is tried."""

    def visit(_: Fetcher, __: Feed, before: Validators, known: Collection[str]) -> Visit:
        assert before == Validators()
        assert list(known) == []
        return says

    return FeedDesk(
        town.database, Fetcher(), visit, lambda: town.now, lambda: hurried.append("now")
    )


@pytest.mark.parametrize(
    ("says", "comes"),
    [
        (Read(POSTS), POSTS),
        (
            Read(POSTS, moved_to="https://b.example/feed"),
            replace(POSTS, notes=("one has no date", "It has moved to https://b.example/feed.")),
        ),
        (Failed("isn't there", 404), Refusal("isn't there")),
        (
            Unchanged(Validators('"1"')),
            Refusal("says that nothing is new, and not what there is"),
        ),
    ],
)
def test_a_try_reads_and_keeps_nothing(town: Town, says: Visit, comes: FeedRead | Refusal) -> None:
    desk = desk_of(town, says, [])
    assert desk.tried(feed()) == comes
    assert desk.states() == {}
    assert town.rows() == []


def test_how_feeds_are_doing_is_told_by_id(town: Town) -> None:
    desk = desk_of(town, Read(POSTS), [])
    town.reads(read(item("a"), item("b")))
    state = desk.states()["blog"]
    assert (state.items, state.error, state.last_read) == (2, None, town.now)


def test_a_feed_is_due_then_being_read_then_read(town: Town) -> None:
    seen: list[tuple[bool, bool]] = []
    desk = desk_of(town, Read(POSTS), [])

    def look(*_: object) -> Visit:
        state = desk.states()["blog"]
        seen.append((state.is_due, state.is_being_read))
        return Read(POSTS)

    town.reads(Read(POSTS))
    town.hurry()
    assert (desk.states()["blog"].is_due, desk.states()["blog"].is_being_read) == (True, False)
    town.visitor = look
    town.collector.round()
    assert seen == [(True, True)]
    assert (desk.states()["blog"].is_due, desk.states()["blog"].is_being_read) == (False, False)


def test_what_was_stopped_is_read_again_soon(town: Town) -> None:
    hurried: list[str] = []
    desk = desk_of(town, Read(POSTS), hurried)
    town.reads(Failed("is gone", 410, is_gone=True))
    assert desk.states()["blog"].paused_for
    desk.soon("blog")
    state = desk.states()["blog"]
    assert (state.paused_for, state.error, state.next_read) == (None, None, town.now)
    assert hurried == ["now"]


def test_what_was_never_read_is_hurried_too(town: Town, database: Database) -> None:
    hurried: list[str] = []
    desk_of(town, Read(POSTS), hurried).soon("new")
    assert hurried == ["now"]
    assert town.database is database
