"""RSS, Atom and RDF to items. feedparser is given text alone, and nothing to expand or fetch."""

import re
import sys
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import Any

import feedparser  # pyright: ignore[reportMissingTypeStubs]

from bot.reading.bounded import UnreadableError
from knowledge.feeds.json_feed import LONGEST_ID, LONGEST_SUMMARY, MOST_ITEMS, TOO_MANY
from knowledge.feeds.plain import cut, line, plain, plain_line, printable
from knowledge.feeds.reading import FeedItem, FeedRead
from knowledge.feeds.stated import EARLIEST, LATEST, address
from knowledge.feeds.xml_text import NO_XML, split_prolog, why_not_xml

ROOTS = {"rss": "item", "feed": "entry", "rdf": "item", "channel": "item"}
"""The roots of feeds, by their local name, and what an item of each is called."""

BROKEN_OFF = "The feed breaks off: what was whole of it was read."

_NUMBERED = re.compile(r"&#(?:([0-9]+)|[xX]([0-9a-fA-F]+));")
_ANNOUNCED = re.compile(
    r"<link\b[^<>]*?type\s*=\s*[\"']application/(?:rss\+xml|atom\+xml|feed\+json)[^<>]*+>",
    re.IGNORECASE,
)
_HREF = re.compile(r"href\s*=\s*[\"']([^\"'<>]+)", re.IGNORECASE)


def read(text: str, url: str) -> FeedRead:
    """The items of a feed. Raises `UnreadableError` where it is none."""
    if (why := why_not_xml(text)) is not None:
        raise UnreadableError(f"is no feed: it {why}" if why == NO_XML else why)
    _, root, said = split_prolog(text)
    local = root.rpartition(":")[2].lower()
    if local not in ROOTS:
        raise UnreadableError(_no_feed(local, text, url))
    said, notes = _whole_items(_of_characters(said), root, ROOTS[local])
    is_whole = not notes
    parsed = _parsed(said)
    base = url if url.startswith("http") else _own_address(parsed.feed)
    is_rss = not parsed.version.startswith("atom")
    items = [item for one in parsed.entries for item in _item(one, base, is_rss=is_rss)]
    if not parsed.version and not items:
        raise UnreadableError("is no feed that can be read: it has no items of RSS, Atom or RDF")
    if items and not any(one.published or one.updated for one in items):
        notes.append("No item has a date that can be read.")
    title = _plain(parsed.feed.get("title_detail")) or None
    return FeedRead(
        title=title,
        home=_home(parsed.feed, base),
        items=tuple(items),
        is_whole=is_whole,
        notes=tuple(notes),
    )


def _of_characters(said: str) -> str:
    """A text without what is no character, by itself or by its number: one would make all of it unreadable."""
    return _NUMBERED.sub(_character, printable(said))


def _character(found: re.Match[str]) -> str:
    digits = (found[2] or found[1]).lstrip("0") or "0"
    code = int(digits, 16 if found[2] else 10) if len(digits) < 9 else 0
    is_one = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code <= sys.maxunicode
    return found[0] if is_one else "\ufffd"


def _parsed(said: str) -> Any:
    """What feedparser makes of a text, which is in UTF-8 then, and is neither fetched nor looked for as a file.

    It isn't told where the feed is: ids would be resolved against that like links, and be others after a move.
    """
    parse: Any = feedparser.parse  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return parse(
        BytesIO(said.encode(errors="replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _whole_items(said: str, root: str, item: str) -> tuple[str, list[str]]:
    """A feed as far as it is read: up to its last whole item, and not too many of them; and notes of what is left out."""
    notes: list[str] = []
    ends = [end.end() for end in re.finditer(rf"</(?:\w+:)?{item}\s*>", said, re.IGNORECASE)]
    if not re.search(rf"</\s*{re.escape(root)}\s*>", said[-20_000:], re.IGNORECASE):
        # Items of RSS are within a channel, those of RDF next to it.
        inner = "</channel>" if item == "item" and root.lower() == "rss" else ""
        said = f"{said[: ends[-1]] if ends else said}{inner}</{root}>"
        notes.append(BROKEN_OFF)
    if len(ends) > MOST_ITEMS:
        half = MOST_ITEMS // 2
        said = said[: ends[half - 1]] + said[ends[-half - 1] :]
        notes.append(TOO_MANY)
    return said, notes


def _no_feed(root: str, text: str, url: str) -> str:
    if root != "html":
        return f"is no feed: it is XML that begins with <{root[:40]}>"
    announced = _ANNOUNCED.search(text[:200_000])
    found = _HREF.search(announced[0]) if announced else None
    where = address(unescape(found[1]), url or None) if found else None
    return "is a page, and no feed" + (f": its feed is at {where}" if where else "")


def _own_address(feed: Mapping[str, Any]) -> str | None:
    """Where a feed says that it is, or its site: what relative links are resolved against where nothing better is known."""
    links = feed.get("links", ())
    told = [
        one.get("href") for kind in ("self", "alternate") for one in links if one.get("rel") == kind
    ]
    return next((one for said in (*told, feed.get("link")) if (one := address(said))), None)


def _home(feed: Mapping[str, Any], base: str | None) -> str | None:
    """The site that a feed is of."""
    told = [one.get("href") for one in feed.get("links", ()) if one.get("rel") == "alternate"]
    return next((one for said in (*told, feed.get("link")) if (one := address(said, base))), None)


def _item(entry: Any, base: str | None, *, is_rss: bool) -> Iterator[FeedItem]:
    """One item; an empty one is none."""
    identifier = printable(entry.get("id", "")).strip()[:LONGEST_ID] or None
    link = _link(entry, base)
    title = _plain(entry.get("title_detail"))
    summary = _summary(entry)
    if not (identifier or link or title or summary):
        return
    # feedparser gives one for the other where it is asked for one that isn't there.
    stated: dict[str, Any] = dict(entry.items())
    published = _moment(stated.get("published_parsed"))
    updated = _moment(stated.get("updated_parsed"))
    if is_rss and published is None:
        published, updated = updated, None  # dc:date, RSS's only date next to pubDate
    yield FeedItem(identifier, link, title, published, updated, summary)


def _link(entry: Any, base: str | None) -> str | None:
    """Where a post is: its link, else its id where that is an address, else what it encloses."""
    own = address(entry.get("id"))
    links = entry.get("links", ())
    told = [entry.get("link")]
    told += [one.get("href") for one in links if one.get("rel") in ("alternate", "enclosure")]
    return next((one for said in told if (one := address(said, base or own))), own)


def _summary(entry: Any) -> str:
    told = [entry.get("summary_detail"), *entry.get("content", ())]
    for one in told:
        said = one.get("value", "") if one else ""
        if (
            found := plain(said, LONGEST_SUMMARY)
            if _is_html(one)
            else cut(line(said, 5_000), LONGEST_SUMMARY)
        ):
            return found
    return ""


def _is_html(detail: Any) -> bool:
    # Descriptions are HTML as good as always; what says that it is text may hold entities still.
    return bool(detail) and (
        detail.get("type") != "text/plain"
        or "&" in detail.get("value", "")
        or "</" in detail.get("value", "")
    )


def _plain(detail: Any) -> str:
    """A title without HTML; one that is text keeps its angle brackets."""
    said = detail.get("value", "") if detail else ""
    if detail and detail.get("type") != "text/plain":
        return plain_line(said)
    return line(unescape(said))


def _moment(parsed: Any) -> datetime | None:
    if parsed is None:
        return None
    try:
        found = datetime.fromtimestamp(timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    return found if EARLIEST <= found.year < LATEST else None
