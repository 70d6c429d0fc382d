"""Posts of feeds: kept once each, told as stories, read for what they are about, counted."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    bindparam,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from bot.state import feeds
from bot.state.feed_tables import FEED_ITEMS
from bot.state.stored import some, storable, storable_or_none
from knowledge.feeds.identity import Known, Placed, Reading, place, sound
from knowledge.feeds.kept import ItemSubjects, KeptItem, UnreadItem
from knowledge.feeds.keys import Keys, keys_of, tail_of
from knowledge.feeds.reading import FeedItem
from knowledge.feeds.stories import Incoming, LatestPost, Story
from knowledge.feeds.weeks import shows_all_since

LOCK = int.from_bytes(b"stories\0")
"""The key of PostgreSQL's advisory lock under which stories are told apart. (On SQLite one writes at a time.)"""

MOST_TITLE, MOST_SUMMARY, MOST_LINK = 500, 2_000, 3_000

_row = FEED_ITEMS.c
_KEYS = (_row.id_key, _row.link_key, _row.title_key, _row.content_key)
_KNOWN = select(
    _row.id, _row.feed_id, _row.story, *_KEYS, _row.given_id, _row.link, _row.title, _row.summary,
    _row.published, _row.updated, _row.dated, _row.first_seen, _row.last_seen,
)  # fmt: skip


def lock(connection: Connection) -> None:
    """Tell stories apart alone, to the end of the transaction: of two feeds that bring one, one is the first.

    What is seen for the first time has to be timed after this: so no digest's span ends before it comes in.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))


def store(
    connection: Connection,
    reading: Reading,
    items: Iterable[FeedItem],
    stood_at: datetime | None,
) -> bool:
    """Keep what a reading brought; gives whether that is all since the one before.

    `stood_at` is of the last whole reading.
    """
    items = [_storable(item) for item in items]
    own, elsewhere = _load(connection, reading.feed, items, stood_at)
    known = [_known(row, stood_at) for row in own.values()]
    placed = place(reading, items, known, [_known(row, None) for row in elsewhere.values()])
    new = [_new(one, reading) for one in placed if one.known is None]
    if new:
        connection.execute(insert(FEED_ITEMS), new)
    seen = [one for one in placed if one.known is not None]
    _change(connection, seen, own)
    for ids in some(one.id for one in seen):
        connection.execute(update(FEED_ITEMS).where(_row.id.in_(ids)).values(last_seen=reading.now))
    return shows_all_since(reading, placed, known)


def stories(connection: Connection, since: datetime, until: datetime) -> Incoming:
    """What came in after a moment, up to another one: each story once, none that isn't news.

    Spans that follow each other lose and double nothing, where `until` isn't ahead of the clock. The oldest
    story comes first.
    """
    if connection.dialect.name == "postgresql":
        # What is being written was seen before now.
        connection.execute(text("SELECT pg_advisory_xact_lock_shared(:lock)"), {"lock": LOCK})
    told = (
        select(FEED_ITEMS)
        .where(_row.first_seen > since, _row.first_seen <= until)
        .where(_row.story == _row.id, _row.is_backlog.is_(False))
        .order_by(_row.first_seen, _row.dated, _row.id)
    )
    rows = connection.execute(told).all()
    feeds_of: dict[str, list[str]] = {row.id: [] for row in rows}
    for ids in some(feeds_of):
        brought = (
            select(_row.story, _row.feed_id)
            .where(_row.story.in_(ids), _row.first_seen <= until)
            .order_by(_row.first_seen, _row.id)
        )
        for row in connection.execute(brought):
            feeds_of[row.story].append(row.feed_id)
    found = tuple(
        Story(
            key=row.id,
            title=row.title,
            link=row.link or "",
            feeds=tuple(dict.fromkeys([row.feed_id, *feeds_of[row.id]])),
            first_seen=row.first_seen,
            published=row.published,
            summary=row.summary,
            topics=tuple(row.topics),
            roles=tuple(row.roles),
        )
        for row in rows
    )
    ids = {feed for story in found for feed in story.feeds}
    return Incoming(
        found,
        feeds.names(connection, ids),
        feeds.homes(connection, ids),
        feeds.failing(connection),
    )


def latest_posts(
    connection: Connection, since: datetime, until: datetime, most: int, most_of_topic: int
) -> Mapping[str, Sequence[LatestPost]]:
    """By topic, the newest of the newest posts of some time, each story as its first feed tells it."""
    asked = (
        select(_row.title, _row.link, _row.feed_id, _row.dated, _row.topics)
        .where(_row.dated > since, _row.dated <= until, _row.story == _row.id)
        .order_by(_row.dated.desc(), _row.id)
        .limit(most)
    )
    found: defaultdict[str, list[LatestPost]] = defaultdict(list)
    for row in connection.execute(asked):
        for topic in row.topics:
            if row.title and len(found[topic]) < most_of_topic:
                found[topic].append(LatestPost(row.title, row.link, row.feed_id, row.dated.date()))
    names = feeds.names(connection, {one.outlet for posts in found.values() for one in posts})
    return {
        topic: tuple(replace(one, outlet=names.get(one.outlet, one.outlet)) for one in posts)
        for topic, posts in found.items()
    }


def unread_items(connection: Connection, digest: str, most: int) -> tuple[UnreadItem, ...]:
    """Posts that weren't read yet with the vocabulary of a digest, the newest first."""
    asked = (
        select(_row.id, _row.feed_id, _row.title, _row.summary, _row.content_key)
        .where(or_(_row.read_with.is_(None), _row.read_with < digest, _row.read_with > digest))
        .order_by(_row.first_seen.desc(), _row.id)
        .limit(most)
    )
    return tuple(UnreadItem(*row) for row in connection.execute(asked))


def note_items_read(
    connection: Connection, digest: str, read: Iterable[tuple[UnreadItem, ItemSubjects]]
) -> None:
    """Keep what posts are about; one whose text has changed in the meantime stays unread."""
    rows = [
        {
            "the_id": item.id,
            "version": item.version or "",
            "topics": list(subjects.topics),
            "roles": list(subjects.roles),
            "read_with": digest,
        }
        for item, subjects in read
    ]
    if rows:
        one = update(FEED_ITEMS).where(
            _row.id == bindparam("the_id"),
            func.coalesce(_row.content_key, "") == bindparam("version"),
        )
        connection.execute(one, rows)


def dated_items(connection: Connection, since: datetime, until: datetime) -> Iterator[KeptItem]:
    """The posts dated after a moment, up to another one, those of backlogs too; each feed's story once.

    Not those of a backlog without a date: nobody knows how long they had been there on their arrival.
    """
    asked = (
        select(_row.feed_id, _row.story, _row.dated, _row.topics, _row.roles)
        .where(_row.dated > since, _row.dated <= until)
        .where(or_(_row.is_backlog.is_(False), _row.dated < _row.first_seen))
        .order_by(_row.dated, _row.id)
    )
    told: set[tuple[str, str]] = set()
    for row in connection.execute(asked):
        if (row.feed_id, row.story) not in told:
            told.add((row.feed_id, row.story))
            yield KeptItem(row.feed_id, row.story, row.dated, tuple(row.topics), tuple(row.roles))


def _storable(item: FeedItem) -> FeedItem:
    """A post that every database takes. What is too long for a link is none; ids are told apart by their key."""
    link = storable_or_none(item.link, MOST_LINK + 1)
    return replace(
        item,
        link=link if link and len(link) <= MOST_LINK else None,
        title=storable(item.title, MOST_TITLE),
        summary=storable(item.summary, MOST_SUMMARY),
        published=sound(item.published),
        updated=sound(item.updated),
    )


def _load(
    connection: Connection, feed: str, items: Sequence[FeedItem], stood_at: datetime | None
) -> tuple[dict[str, Row[Any]], dict[str, Row[Any]]]:
    """The posts of a feed that those of a reading may be, and those of others that tell the same."""
    keys = [keys_of(item) for item in items]
    own: dict[str, Row[Any]] = {}
    elsewhere: dict[str, Row[Any]] = {}

    def load(into: dict[str, Row[Any]], *conditions: ColumnElement[bool]) -> None:
        into.update({row.id: row for row in connection.execute(_KNOWN.where(*conditions))})

    if stood_at is not None:
        load(own, _row.feed_id == feed, _row.last_seen >= stood_at)
    for column, of in zip(
        _KEYS,
        (_distinct(one.id for one in keys), _distinct(one.link for one in keys),
         _distinct(one.title for one in keys), _distinct(one.content for one in keys)),
        strict=True,
    ):  # fmt: skip
        for these in some(of):
            load(own, _row.feed_id == feed, column.in_(these))
            if column is _row.link_key:
                load(elsewhere, _row.feed_id != feed, column.in_(these))
    return own, elsewhere


def _distinct(keys: Iterable[str | None]) -> Collection[str]:
    return sorted({key for key in keys if key is not None})


def _known(row: Row[Any], stood_at: datetime | None) -> Known:
    return Known(
        row.id,
        row.feed_id,
        row.story,
        Keys(row.id_key, row.link_key, row.title_key, row.content_key, tail_of(row.link)),
        row.published,
        row.dated,
        row.first_seen,
        was_there=stood_at is not None and row.last_seen >= stood_at,
    )


def _columns(one: Placed) -> dict[str, Any]:
    item, keys = one.item, one.keys
    return {
        "given_id": storable_or_none(item.id, MOST_LINK),
        "id_key": keys.id,
        "link": item.link,
        "link_key": keys.link,
        "title_key": keys.title,
        "content_key": keys.content,
        "title": item.title,
        "summary": item.summary,
        "published": item.published,
        "updated": item.updated,
        "dated": one.dated,
    }


def _new(one: Placed, reading: Reading) -> dict[str, Any]:
    return {
        **_columns(one),
        "id": one.id,
        "feed_id": reading.feed,
        "first_seen": reading.now,
        "last_seen": reading.now,
        "is_backlog": one.is_backlog,
        "story": one.story,
        "topics": [],
        "roles": [],
    }


def _change(connection: Connection, seen: Iterable[Placed], own: dict[str, Row[Any]]) -> None:
    """Write what has changed of posts that were known; one whose text has is to be read again."""
    for one in seen:
        before, columns = own[one.id], _columns(one)
        changed = {name: value for name, value in columns.items() if getattr(before, name) != value}
        if "content_key" in changed:
            changed["read_with"] = None
        if changed:
            connection.execute(update(FEED_ITEMS).where(_row.id == one.id).values(**changed))
