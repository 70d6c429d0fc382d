"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from collections.abc import Iterator, Mapping

from knowledge.drafting.article import Refusal
from knowledge.feeds.plain import cut, plain, plain_line, printable
from knowledge.feeds.reading import FeedItem, FeedRead
from knowledge.feeds.stated import address, at, is_list, moment, objects, text, words

MOST_ITEMS = 5_000
"""Items that are read of one feed: half of them from either end, for none says at which the new ones are."""

TOO_MANY = f"It has more than {MOST_ITEMS:,} items: those in the middle were left out."
LONGEST_ID = 1_000
LONGEST_SUMMARY = 1_000


def read(answer: object, url: str) -> FeedRead | Refusal:
    """The items of a feed."""
    if not is_list(at(answer, "items")):
        return Refusal("is JSON, but no JSON Feed: it has no list of `items`")
    if "jsonfeed.org" not in text(at(answer, "version")):
        return Refusal("is JSON, but no JSON Feed: its `version` doesn't say that it is one")
    base = url if url.startswith("http") else None
    base = base or address(at(answer, "feed_url")) or address(at(answer, "home_page_url"))
    items = objects(at(answer, "items"))
    is_whole = len(items) <= MOST_ITEMS
    kept = items if is_whole else [*items[: MOST_ITEMS // 2], *items[-MOST_ITEMS // 2 :]]
    return FeedRead(
        title=words(at(answer, "title")),
        home=address(at(answer, "home_page_url"), base),
        items=tuple(item for one in kept for item in _item(one, base)),
        is_whole=is_whole,
        notes=() if is_whole else (TOO_MANY,),
    )


def _item(item: Mapping[str, object], base: str | None) -> Iterator[FeedItem]:
    identifier = printable(text(item.get("id")).strip())[:LONGEST_ID] or None
    link = address(item.get("url"), base) or address(item.get("external_url"), base)
    told = text(item.get("summary")) or text(item.get("content_text"))
    summary = (
        cut(printable(told.strip()), LONGEST_SUMMARY)
        if told.strip()
        else plain(text(item.get("content_html")), LONGEST_SUMMARY)
    )
    title = plain_line(text(item.get("title")))
    if identifier or link or title or summary:
        yield FeedItem(
            identifier,
            link,
            title,
            moment(item.get("date_published")),
            moment(item.get("date_modified")),
            summary,
        )
