"""What a digest gets to choose from: what came in since the last one, and no longer ago than a fortnight."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection

from bot.delivery.editor import Editor
from bot.revisions.base import Standing
from bot.state.database import Database
from bot.state.digests import Had
from knowledge.crosscheck import Knowledge
from knowledge.digest.subscription import Focus
from knowledge.feeds.model import Feed
from knowledge.feeds.stories import Incoming
from knowledge.library import Library
from tests.delivery.hand_clock import START
from tests.knowledge.incoming import incoming, story
from tests.state.test_subscriptions import subscribe

WEEK = timedelta(weeks=1)
NOW = START + 8 * WEEK
Asked = list[tuple[datetime, datetime]]


def feed(id: str, *, enabled: bool) -> Feed:
    """A feed that is kept."""
    return Feed(
        id=id, name=f"The {id}", kind="feed", address=f"https://{id}.example/", enabled=enabled
    )


def editor(database: Database, asked: Asked, *feeds: Feed) -> Editor:
    """An editor of nothing but stories."""

    def stories(_: Connection, since: datetime, until: datetime) -> Incoming:
        asked.append((since, until))
        return incoming(story("a", "f0", "f1", day=NOW.date()))

    library = Library(Knowledge((), (), {}, feeds=feeds), "small")
    standing = Standing(1, {}, library, {}, database)
    return Editor(lambda: standing, lambda: NOW, stories)


@pytest.mark.parametrize(("weeks", "told"), [(None, 2), (1, 1), (2, 2), (9, 2)])
def test_stories_are_those_since_the_last_digest(
    database: Database, weeks: int | None, told: int
) -> None:
    asked: Asked = []
    with database.begin() as connection:
        one = subscribe(connection, focus=Focus())
        desk = editor(database, asked).desk(connection, one.team_id)
        had = Had() if weeks is None else Had((("x",),), 1, NOW.date(), NOW - weeks * WEEK)
        digest = desk.edition(one, NOW.date(), had)
    assert asked == [(NOW - told * WEEK, NOW)]
    assert [shown.story.key for shown in digest.stories] == ["a"]


def test_many_channels_ask_once(database: Database) -> None:
    asked: Asked = []
    with database.begin() as connection:
        channels = [subscribe(connection, f"C{n}", focus=Focus()) for n in range(5)]
        desk = editor(database, asked).desk(connection, channels[0].team_id)
        for one in channels:
            desk.edition(one, NOW.date(), Had((("x",),), 1, NOW.date(), NOW - WEEK))
    assert len(asked) == 1


def test_feeds_are_named_only_where_none_is_on(database: Database) -> None:
    off, on = feed("dbt", enabled=False), feed("batch", enabled=True)
    with database.begin() as connection:
        one = subscribe(connection, focus=Focus())
        for feeds, named in (((off,), ("The dbt",)), ((off, on), ())):
            desk = editor(database, [], *feeds).desk(connection, one.team_id)
            assert desk.edition(one, NOW.date(), Had()).could_read == named


def test_a_first_digest_compares_with_nothing(database: Database) -> None:
    with database.begin() as connection:
        one = subscribe(connection, focus=Focus())
        digest = editor(database, []).desk(connection, one.team_id).edition(one, NOW.date(), Had())
    assert digest.news is None
