"""Reads what the playground publishes with nothing but the standard library."""

import http.client
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from bot.playground.feeds.posts import PUBLISHERS
from bot.playground.server import Playground

MONDAY = date(2026, 11, 23)
"""The week in which the playground of these tests starts."""

SATURDAY = datetime(2026, 11, 28, 15, tzinfo=UTC)
"""When it starts."""

ATOM = "{http://www.w3.org/2005/Atom}"
PATIENCE = 30
OK = 200


@dataclass(frozen=True)
class Item:
    """An item as it is in a feed."""

    publisher: str
    id: str | None
    title: str
    link: str
    published: datetime | None
    summary: str

    @property
    def page(self) -> str:
        """The path that it links to, without what tells where readers come from."""
        return urlsplit(self.link).path


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Message
    body: bytes


def week_of(moment: datetime) -> int:
    """The week of a moment, counted from that of the start."""
    return (moment.date() - MONDAY).days // 7


def monday(week: int) -> datetime:
    """Nine o'clock on the Monday that begins a week, in UTC."""
    return datetime(MONDAY.year, MONDAY.month, MONDAY.day, 9, tzinfo=UTC) + timedelta(weeks=week)


def get(playground: Playground, path: str, **headers: str) -> Answer:
    """Ask a playground's server for a path; `_` in a header's name is written `-`."""
    connection = http.client.HTTPConnection(urlsplit(playground.url).netloc, timeout=PATIENCE)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=named)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


def items(playground: Playground) -> list[Item]:
    """The items of every feed, as served now."""
    return [item for publisher in PUBLISHERS for item in feed_items(playground, publisher.id)]


def feed_items(playground: Playground, publisher: str) -> list[Item]:
    """The items of one feed, as served now."""
    answer = get(playground, f"/feeds/{publisher}")
    assert answer.status == OK
    kind = answer.headers["Content-Type"].partition(";")[0]
    return [
        Item(publisher, *fields)
        for fields in {
            "application/rss+xml": _rss,
            "application/atom+xml": _atom,
            "application/feed+json": _json,
        }[kind](answer.body)
    ]


def _rss(body: bytes) -> list[Any]:
    return [
        (
            one.findtext("guid"),
            one.findtext("title"),
            one.findtext("link"),
            parsedate_to_datetime(at) if (at := one.findtext("pubDate")) else None,
            one.findtext("description"),
        )
        for one in ET.fromstring(body).iter("item")  # noqa: S314 — our own
    ]


def _atom(body: bytes) -> list[Any]:
    return [
        (
            one.findtext(f"{ATOM}id"),
            one.findtext(f"{ATOM}title"),
            one.find(f"{ATOM}link").attrib["href"],  # pyright: ignore[reportOptionalMemberAccess]
            datetime.fromisoformat(at) if (at := one.findtext(f"{ATOM}published")) else None,
            one.findtext(f"{ATOM}summary"),
        )
        for one in ET.fromstring(body).iter(f"{ATOM}entry")  # noqa: S314 — our own
    ]


def _json(body: bytes) -> list[Any]:
    return [
        (
            one["id"],
            one["title"],
            one["url"],
            datetime.fromisoformat(at) if (at := one.get("date_published")) else None,
            one["content_text"],
        )
        for one in json.loads(body)["items"]
    ]
