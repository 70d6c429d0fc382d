"""Posts as feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1."""

import json
from collections.abc import Callable, Mapping, Sequence
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from bot.playground.feeds.posts import NEWSLETTER, Format, Post, Publisher

ATOM = "http://www.w3.org/2005/Atom"

WITHOUT_IDS = "query-plan"
"""The publisher whose feed has no ids: its links have to do."""

TYPES: Mapping[Format, str] = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json",
}


def feed_body(publisher: Publisher, posts: Sequence[Post], base: str) -> bytes:
    """A publisher's feed of some posts, newest first; `base` is the server's address."""
    return _FORMATS[publisher.format](publisher, posts, base)


def _rss(publisher: Publisher, posts: Sequence[Post], base: str) -> bytes:
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _add(
        channel,
        title=publisher.name,
        link=_home(publisher, base),
        description=f"{publisher.name}, made up",
    )
    for post in posts:
        item = ET.SubElement(channel, "item")
        _add(item, title=post.title, link=_link(post, base), description=post.summary)
        if publisher.id != WITHOUT_IDS:
            ET.SubElement(item, "guid", isPermaLink="false").text = post.id
        if post.is_dated:
            _add(item, pubDate=format_datetime(post.at, usegmt=True))
    return _xml(root)


def _atom(publisher: Publisher, posts: Sequence[Post], base: str) -> bytes:
    root = ET.Element("feed", xmlns=ATOM)
    updated = posts[0].at.isoformat() if posts else "1970-01-01T00:00:00Z"
    ET.SubElement(root, "link", rel="alternate", href=_home(publisher, base))
    _add(root, id=f"{base}/feeds/{publisher.id}", title=publisher.name, updated=updated)
    for post in posts:
        entry = ET.SubElement(root, "entry")
        _add(entry, id=f"tag:playground.example,2026:{post.id}", title=post.title)
        ET.SubElement(entry, "link", rel="alternate", href=_link(post, base))
        if post.is_dated:
            _add(entry, published=post.at.isoformat(), updated=post.at.isoformat())
        _add(entry, summary=post.summary)
    return _xml(root)


def _json(publisher: Publisher, posts: Sequence[Post], base: str) -> bytes:
    items = [
        {
            "id": post.id,
            "url": _link(post, base),
            "title": post.title,
            "content_text": post.summary,
            **({"date_published": post.at.isoformat()} if post.is_dated else {}),
        }
        for post in posts
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": publisher.name,
        "home_page_url": _home(publisher, base),
        "items": items,
    }
    return json.dumps(feed, indent=1).encode()


def _home(publisher: Publisher, base: str) -> str:
    return f"{base}/posts/{publisher.id}"


def _link(post: Post, base: str) -> str:
    # A newsletter counts who comes from it: the story is the same without that.
    tracking = f"?utm_source={post.publisher}" if post.publisher == NEWSLETTER.id else ""
    return f"{base}{post.page}{tracking}"


def _add(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


_FORMATS: Mapping[Format, Callable[[Publisher, Sequence[Post], str], bytes]] = {
    "rss": _rss,
    "atom": _atom,
    "json": _json,
}
