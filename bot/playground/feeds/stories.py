"""What a year of digests would get to tell, without any server."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from bot.playground.feeds.posts import LAST_WEEK, PUBLISHERS, Post, posts_from
from knowledge.feeds.stories import Incoming, Story

BASE = "https://playground.example"
"""Where the links of a year that is only read lead: nowhere (RFC 2606)."""


def weeks(start: date) -> Iterator[Incoming]:
    """What came in during the week before a Monday, the one before the next, and so on for a year."""
    names = {publisher.id: publisher.name for publisher in PUBLISHERS}
    homes = {id: f"{BASE}/posts/{id}" for id in names}
    told: dict[str, list[Post]] = {}
    for post in posts_from(start - timedelta(weeks=1)):
        told.setdefault(post.page, []).append(post)
    for week in range(LAST_WEEK + 1):
        until = datetime.combine(start + timedelta(weeks=week), time(), UTC)
        since = until - timedelta(weeks=1)
        stories = (
            _story([post for post in posts if post.at < until])
            for posts in told.values()
            if since <= posts[0].at < until
        )
        yield Incoming(tuple(stories), names, homes)


def _story(posts: list[Post]) -> Story:
    """The story that some posts tell, first one first."""
    first = posts[0]
    return Story(
        key=first.page,
        title=first.title,
        link=f"{BASE}{first.page}",
        feeds=tuple(dict.fromkeys(post.publisher for post in posts)),
        first_seen=first.at,
        published=first.at if first.is_dated else None,
        summary=first.summary,
        topics=(first.topic,),
        roles=first.roles,
    )
